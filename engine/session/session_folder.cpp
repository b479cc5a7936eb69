#include "engine/session/session_folder.h"

#include <algorithm>
#include <chrono>

#include <fmt/chrono.h>

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/session/format.h"
#include "engine/session/journal.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

constexpr const char* kSuffix = ".sweetspot";

fs::path folder_name(const fs::path& folder) {
  const fs::path clean = folder.lexically_normal();
  if (clean.has_filename() && clean != "." && clean != "..") return clean.filename();
  std::error_code ignored;
  const fs::path whole = fs::weakly_canonical(folder, ignored);
  return whole.has_filename() ? whole.filename() : whole.parent_path().filename();
}

std::vector<fs::path> session_files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failure;
  for (fs::directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure)) {
    const fs::path& path = it->path();
    if (path.extension() == kSuffix && !path.filename().string().starts_with('.')) files.push_back(path);
  }
  if (failure) throw Error(folder.string(), failure.message(), "check its permissions");
  return files;
}

fs::path backups_folder(const fs::path& file) { return file.parent_path() / "backups"; }

// Sorts by time: "Song 2026-01-31T12-00-00.123456.sweetspot".
fs::path backup_name(const fs::path& file) {
  const auto now = std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  const auto seconds = std::chrono::time_point_cast<std::chrono::seconds>(now);
  const auto part = (now - seconds).count();
  return fmt::format("{} {:%Y-%m-%dT%H-%M-%S}.{:06}{}", file.stem().string(), fmt::gmtime(seconds), part, kSuffix);
}

// The old file stays under its name until the new one replaces it, so a link is enough and costs no copy.
void keep_backup(const fs::path& file) {
  std::error_code failure;
  if (!fs::exists(file, failure)) return;
  const fs::path folder = backups_folder(file);
  fs::create_directories(folder, failure);
  const fs::path backup = folder / backup_name(file);
  fs::create_hard_link(file, backup, failure);
  if (failure) fs::copy_file(file, backup, fs::copy_options::overwrite_existing, failure);
  if (failure) throw Error(folder.string(), "the earlier file cannot be kept: " + failure.message(), "free some space or check the folder's permissions");
}

void drop_old_backups(const fs::path& file) {
  const auto files = backups_of(file);
  std::error_code ignored;
  for (std::size_t i = kBackups; i < files.size(); ++i) fs::remove(files[i], ignored);
}

std::string newest_backup_remedy(const fs::path& file, const std::string& otherwise) {
  const auto files = backups_of(file);
  return files.empty() ? otherwise : fmt::format("correct it there, or open the copy backups/{}", files.front().filename().string());
}

ParsedSession parse_file(const fs::path& file, const std::string& text, const ParamCatalog& catalog) {
  try {
    return session_from_text(text, catalog, file.filename().string());
  } catch (const Error& error) {
    throw Error(error.subject(), error.why(), newest_backup_remedy(file, "correct it there, or go back to a copy of your own"));
  }
}

}  // namespace

fs::path session_file(const fs::path& session) {
  std::error_code ignored;
  if (fs::is_regular_file(session, ignored)) return session;
  if (!fs::is_directory(session, ignored)) throw Error(session.string(), "there is no such session", "check the name, or make it with new");
  const fs::path named = new_session_file(session);
  if (fs::is_regular_file(named, ignored)) return named;
  const auto files = session_files_in(session);
  if (files.empty()) throw Error(session.string(), "there is no session in this folder", "choose a folder with a .sweetspot file, or make one with new");
  if (files.size() > 1) throw Error(session.string(), "there are several sessions in this folder", "name the .sweetspot file");
  return files.front();
}

fs::path new_session_file(const fs::path& folder) { return folder / (folder_name(folder).string() + kSuffix); }

OpenedSession open_session(const fs::path& session, const ParamCatalog& catalog) {
  OpenedSession opened;
  opened.file = session_file(session);
  const std::string text = read_file(opened.file);
  const ParsedSession parsed = parse_file(opened.file, text, catalog);
  opened.session = parsed.session;
  if (opened.session->name.empty()) {
    auto named = std::make_shared<Session>(*opened.session);
    named->name = opened.file.stem().string();
    opened.session = std::move(named);
  }
  opened.read_only = parsed.format > kSessionFormat;
  if (opened.read_only) {
    opened.notice = fmt::format("{} was saved by a newer Sweetspot (format {}, this one knows up to {}), so it is opened for reading only; save it under another name, or update Sweetspot",
                                opened.file.filename().string(), parsed.format, kSessionFormat);
    return opened;
  }
  opened.recoveries = read_journals(opened.file, text, opened.session, catalog);
  return opened;
}

void create_session_folder(const fs::path& folder) {
  std::error_code failure;
  for (const char* part : {"audio", "backups"}) {
    fs::create_directories(folder / part, failure);
    if (failure) throw Error(folder.string(), failure.message(), "choose a folder you may write to");
  }
}

void save_session(const Session& session, const fs::path& file, const ParamCatalog& catalog) {
  const std::string text = session_to_text(session, catalog);
  keep_backup(file);
  write_file_atomically(file, text);
  drop_old_backups(file);
}

std::vector<fs::path> backups_of(const fs::path& file) {
  std::vector<fs::path> files;
  std::error_code ignored;
  const fs::path folder = backups_folder(file);
  if (fs::is_directory(folder, ignored)) files = session_files_in(folder);
  std::sort(files.rbegin(), files.rend());
  return files;
}

}  // namespace sweetspot
