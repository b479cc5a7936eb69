#include "engine/session/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>
#include <utility>

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
  const nlohmann::ordered_json head{{"journal", 1}, {"format", kSessionFormat}, {"base", base}, {"file", file.filename().string()}};
  return head.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
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

// The head of a journal that this version reads.
struct Head {
  std::string base;   // fingerprint of the file it goes on from
  std::string file;   // its name; empty in journals of earlier versions
};

std::optional<Head> read_head(std::string_view& text) {
  const auto line = next_record(text);
  if (!line) return {};
  const auto json = nlohmann::json::parse(*line, nullptr, false);
  if (!json.is_object() || json.value("journal", 0) != 1 || json.value("format", 0) != kSessionFormat) return {};
  return Head{json.value("base", std::string()), json.value("file", std::string())};
}

fs::path base_of(const fs::path& journal) { return journal.string() + ".base"; }

// The N of .journal.N; 0 for other files.
int number_of(const fs::path& path) {
  constexpr std::string_view kStart = ".journal.";
  const std::string name = path.filename().string();
  int number = 0;
  if (!name.starts_with(kStart)) return 0;
  const char* const end = name.data() + name.size();
  const auto read = std::from_chars(name.data() + kStart.size(), end, number);
  return read.ec == std::errc() && read.ptr == end && number > 0 ? number : 0;
}

// Newest first.
std::vector<fs::path> journals_put_aside(const fs::path& file) {
  std::vector<fs::path> found;
  std::error_code failed;
  for (fs::directory_iterator entry(journal_path(file).parent_path(), failed), end; !failed && entry != end; entry.increment(failed))
    if (number_of(entry->path()) > 0) found.push_back(entry->path());
  std::sort(found.begin(), found.end(), [](const fs::path& a, const fs::path& b) { return number_of(a) > number_of(b); });
  return found;
}

// What a journal leads to from `start`, the value of the file it belongs to.
std::optional<Recovery> replay(std::string_view records, const SessionPtr& start, const ParamCatalog& catalog) {
  Recovery recovery;
  recovery.session = start;
  while (const auto record = next_record(records)) {
    recovery.session = apply_change(recovery.session, *record, catalog);
    ++recovery.records;
  }
  if (recovery.records == 0) return {};
  auto whole = std::make_shared<Session>(*recovery.session);
  repair(*whole);
  recovery.session = std::move(whole);
  if (session_to_text(*recovery.session, catalog) == session_to_text(*start, catalog)) return {};  // every edit was undone
  return recovery;
}

std::optional<Recovery> read_journal(const fs::path& journal, const fs::path& file, std::string_view text, const SessionPtr& session,
                                     const ParamCatalog& catalog) {
  std::error_code ignored;
  if (!fs::is_regular_file(journal, ignored)) return {};
  try {
    const std::string bytes = read_file(journal);
    std::string_view rest = bytes;
    const auto head = read_head(rest);
    if (!head) return {};
    std::optional<Recovery> recovery;
    if (head->base == fnv1a_text(text)) {
      recovery = replay(rest, session, catalog);
    } else if (head->file == file.filename().string() && fs::is_regular_file(base_of(journal), ignored)) {
      const std::string base = read_file(base_of(journal));
      if (head->base != fnv1a_text(base)) return {};
      recovery = replay(rest, session_from_text(base, catalog, head->file).session, catalog);
      if (recovery) recovery->saved_since = true;
    }
    if (!recovery) return {};
    recovery->journal = journal;
    recovery->written = fs::last_write_time(journal, ignored);
    return recovery;
  } catch (const std::exception&) {
    return {};   // the session opens without its journal, whatever is wrong with that
  }
}

// It was begun, and nothing was written.
bool holds_nothing(const fs::path& journal) {
  const std::string bytes = read_file(journal);
  std::string_view rest = bytes;
  return bytes.empty() || (read_head(rest) && rest.empty());
}

// Keeps the file that a journal goes on from beside it. Files are replaced whole, so a link is enough and costs no copy.
void keep_base(const fs::path& file, const fs::path& journal, const fs::path& kept) {
  const std::string bytes = read_file(journal);
  std::string_view rest = bytes;
  const auto head = read_head(rest);
  std::error_code failed;
  fs::remove(kept, failed);
  if (!head || !fs::exists(file, failed) || head->base != fnv1a_text(read_file(file))) return;
  fs::create_hard_link(file, kept, failed);
  if (failed) fs::copy_file(file, kept, failed);
}

}  // namespace

fs::path journal_path(const fs::path& file) { return file.parent_path() / ".journal"; }

std::vector<Recovery> read_journals(const fs::path& file, std::string_view text, const SessionPtr& session, const ParamCatalog& catalog) {
  std::vector<fs::path> journals = journals_put_aside(file);
  journals.insert(journals.begin(), journal_path(file));
  std::vector<Recovery> recoveries;
  for (const fs::path& journal : journals)
    if (auto recovery = read_journal(journal, file, text, session, catalog)) recoveries.push_back(std::move(*recovery));
  return recoveries;
}

void put_journal_aside(const fs::path& file) noexcept try {
  const fs::path path = journal_path(file);
  if (!fs::is_regular_file(path)) return;
  if (holds_nothing(path)) {
    fs::remove(path);
    return;
  }
  const auto others = journals_put_aside(file);
  const fs::path kept = fmt::format("{}.{}", path.string(), others.empty() ? 1 : number_of(others.front()) + 1);
  keep_base(file, path, base_of(kept));
  fs::rename(path, kept);
} catch (...) {
  // It stays where it is; a new one is not begun in its place.
}

void remove_answered_journal(const fs::path& journal) noexcept try {
  std::error_code ignored;
  fs::remove(journal, ignored);
  fs::remove(base_of(journal), ignored);
} catch (...) {
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
  if (std::exchange(started_, false)) fs::remove(journal_path(file_), ignored);
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

// The head is written beside and renamed, so that a journal is there whole or not at all.
void Journal::start() {
  const fs::path path = journal_path(file_), fresh = path.string() + ".new";
  if (!started_) put_journal_aside(file_);
  if (std::error_code ignored; !started_ && fs::exists(path, ignored)) throw_system(path, EEXIST);
  fd_ = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd_ < 0) throw_system(path, errno);
  try {
    write_line(head_of(file_));
    if (::rename(fresh.c_str(), path.c_str()) != 0) throw_system(path, errno);
    started_ = true;
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
