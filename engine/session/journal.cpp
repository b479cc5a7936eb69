#include "engine/session/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/core/hash.h"
#include "engine/session/format.h"
#include "engine/session/journal_record.h"
#include "engine/session/repair.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

constexpr std::size_t kHashDigits = 16;

[[noreturn]] void throw_system(const fs::path& path, int number) {
  throw Error(path.string(), "the journal cannot be written: " + std::generic_category().message(number), "save the session, free some space or check the folder's permissions");
}

std::string line_of(const std::string& json) { return fnv1a_text(json) + " " + json + "\n"; }

std::string head_of(const fs::path& file) {
  std::error_code ignored;
  const std::string base = fs::exists(file, ignored) ? fnv1a_text(read_file(file)) : std::string();
  return fmt::format(R"({{"journal":1,"format":{},"base":"{}"}})", kSessionFormat, base);
}

// Takes the next line that is whole off the text; nothing when there is none.
std::optional<std::string_view> next_record(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || end <= kHashDigits) return {};
  const std::string_view hash = text.substr(0, kHashDigits), json = text.substr(kHashDigits + 1, end - kHashDigits - 1);
  if (fnv1a_text(json) != hash) return {};
  text.remove_prefix(end + 1);
  return json;
}

bool belongs_to(std::string_view head, std::string_view file_text) {
  const auto json = nlohmann::json::parse(head, nullptr, false);
  return json.is_object() && json.value("journal", 0) == 1 && json.value("format", 0) == kSessionFormat &&
         json.value("base", std::string()) == fnv1a_text(file_text);
}

}  // namespace

fs::path journal_path(const fs::path& file) { return file.parent_path() / ".journal"; }

std::optional<Recovery> read_journal(const fs::path& file, std::string_view text, const SessionPtr& session, const ParamCatalog& catalog) {
  std::error_code ignored;
  if (!fs::is_regular_file(journal_path(file), ignored)) return {};
  try {
    const std::string bytes = read_file(journal_path(file));
    std::string_view rest = bytes;
    const auto head = next_record(rest);
    if (!head || !belongs_to(*head, text)) return {};
    Recovery recovery{session, 0};
    while (const auto record = next_record(rest)) {
      recovery.session = apply_change(recovery.session, *record, catalog);
      ++recovery.records;
    }
    if (recovery.records == 0) return {};
    auto whole = std::make_shared<Session>(*recovery.session);
    repair(*whole);
    recovery.session = std::move(whole);
    if (session_to_text(*recovery.session, catalog) == session_to_text(*session, catalog)) return {};  // every edit was undone
    return recovery;
  } catch (const std::exception&) {
    return {};   // the session opens without its journal, whatever is wrong with that
  }
}

Journal::Journal(fs::path file, SessionPtr saved, const ParamCatalog& catalog) : file_(std::move(file)), catalog_(catalog), base_(std::move(saved)) {}

Journal::~Journal() { close_file(); }

void Journal::append(SessionPtr session) {
  pending_ = std::move(session);
  if (std::chrono::steady_clock::now() - last_write_ >= kPause) write_pending();
}

void Journal::flush() {
  write_pending();
  if (!unsynced_) return;
  if (::fdatasync(fd_) != 0) throw_system(journal_path(file_), errno);
  unsynced_ = false;
}

void Journal::restart(SessionPtr saved) {
  close_file();
  base_ = std::move(saved);
  pending_ = nullptr;
  std::error_code ignored;
  fs::remove(journal_path(file_), ignored);
}

void Journal::discard() { restart(base_); }

void Journal::write_pending() {
  if (!pending_) return;
  const std::string record = record_change(*base_, *pending_, catalog_);
  if (!record.empty()) {
    if (fd_ < 0) start();
    write_line(record);
    last_write_ = std::chrono::steady_clock::now();
  }
  base_ = std::move(pending_);
  pending_ = nullptr;
}

// The head is written beside and renamed, so that at no moment the earlier journal is lost without the new one being there.
void Journal::start() {
  const fs::path path = journal_path(file_), previous = path.string() + ".previous", fresh = path.string() + ".new";
  std::error_code ignored;
  if (fs::exists(path, ignored)) {
    fs::remove(previous, ignored);
    fs::create_hard_link(path, previous, ignored);
  }
  fd_ = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd_ < 0) throw_system(path, errno);
  try {
    write_line(head_of(file_));
    if (::rename(fresh.c_str(), path.c_str()) != 0) throw_system(path, errno);
  } catch (...) {
    close_file();
    throw;
  }
}

// A line that could not be written whole is taken back, since what comes after a torn line is never read.
void Journal::write_line(const std::string& json) {
  const std::string line = line_of(json);
  const off_t before = ::lseek(fd_, 0, SEEK_CUR);
  for (std::size_t done = 0; done < line.size();) {
    const ssize_t n = ::write(fd_, line.data() + done, line.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int number = errno;
      if (::ftruncate(fd_, before) == 0) ::lseek(fd_, before, SEEK_SET);
      throw_system(journal_path(file_), number);
    }
    done += static_cast<std::size_t>(n);
  }
  unsynced_ = true;
}

void Journal::close_file() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  unsynced_ = false;
}

}  // namespace sweetspot
