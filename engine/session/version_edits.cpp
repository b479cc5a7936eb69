#include "engine/session/version_edits.h"

#include <chrono>

#include <fmt/chrono.h>

#include "engine/core/text.h"
#include "engine/session/edit_support.h"
#include "engine/session/strip_edits.h"

namespace sweetspot::edit {
namespace {

SessionPtr without_versions(const SessionPtr& session) {
  if (session->versions.empty()) return session;
  auto copy = copy_of(session);
  copy->versions.clear();
  return copy;
}

Version& named(Session& session, std::string_view name) {
  const Version& found = version_of(session, name);
  return session.versions[static_cast<std::size_t>(&found - session.versions.data())];
}

bool has_version(const Session& session, std::string_view name) {
  return std::any_of(session.versions.begin(), session.versions.end(), [name](const Version& v) { return v.name == name; });
}

}  // namespace

SessionPtr save_version(const SessionPtr& session, std::string_view name, std::string_view note, std::string_view created) {
  const std::string clean = checked_name(name);
  Version version{.name = clean, .note = std::string(note), .created = std::string(created), .session = without_versions(session)};
  auto next = copy_of(session);
  if (has_version(*next, clean)) named(*next, clean) = std::move(version);
  else next->versions.push_back(std::move(version));
  return next;
}

SessionPtr restore_version(const SessionPtr& session, std::string_view name) {
  const Version& version = version_of(*session, name);
  auto next = copy_of(version.session);
  next->name = session->name;
  next->versions = session->versions;
  next->next_id = std::max(session->next_id, next->next_id);
  next->media = session->media;
  for (const auto& media : version.session->media)
    if (!find_media(*session, media->id)) next->media.push_back(media);
  return next;
}

SessionPtr rename_version(const SessionPtr& session, std::string_view name, std::string_view new_name) {
  const std::string clean = checked_name(new_name);
  if (clean == name) return session;
  if (has_version(*session, clean)) throw Error(clean, "another version has that name", "choose another name");
  auto next = copy_of(session);
  named(*next, name).name = clean;
  return next;
}

SessionPtr set_version_note(const SessionPtr& session, std::string_view name, std::string_view note) {
  auto next = copy_of(session);
  named(*next, name).note = note;
  return next;
}

SessionPtr remove_version(const SessionPtr& session, std::string_view name) {
  version_of(*session, name);
  auto next = copy_of(session);
  std::erase_if(next->versions, [name](const Version& v) { return v.name == name; });
  return next;
}

const Version& version_of(const Session& session, std::string_view name) {
  std::vector<std::string> names;
  for (const Version& version : session.versions) {
    if (version.name == name) return version;
    names.push_back(version.name);
  }
  const auto near = near_words(name, names);
  const auto& listed = near.empty() ? names : near;
  throw Error(std::string(name), "there is no such version", listed.empty() ? "save one first" : "try " + joined_with_or(listed));
}

std::string time_stamp_now() {
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

}  // namespace sweetspot::edit
