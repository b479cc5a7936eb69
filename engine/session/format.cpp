#include "engine/session/format.h"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/session/json_reader.h"
#include "engine/session/json_writer.h"
#include "engine/session/migrations.h"
#include "engine/session/repair.h"

namespace sweetspot {
namespace {

using Json = nlohmann::json;

// A version's recordings are those of the session, so only the others are written with it.
Session ready_to_write(const Session& session) {
  Session copy = session;
  std::unordered_set<MediaId> listed;
  for (const auto& media : session.media) listed.insert(media->id);
  for (Version& version : copy.versions) {
    auto mix = std::make_shared<Session>(*version.session);
    std::erase_if(mix->media, [&](const auto& media) { return listed.contains(media->id); });
    mix->versions.clear();
    version.session = std::move(mix);
  }
  return copy;
}

[[noreturn]] void throw_damaged(std::string_view text, std::size_t byte, const std::string& name) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n');
  const std::size_t column = before.size() - (start == std::string_view::npos ? 0 : start + 1);
  throw Error(name, fmt::format("it is damaged at line {}, column {}", line, std::max<std::size_t>(1, column)),
              "correct it there or go back to a copy in backups/");
}

Json parse(std::string_view text, const std::string& name) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw_damaged(text, error.byte, name);
  }
}

}  // namespace

std::string session_to_text(const Session& session, const ParamCatalog& catalog) {
  JsonWriter writer(catalog, true);
  writer.begin_object();
  writer("format", kSessionFormat);
  if (session.versions.empty()) fields(writer, session);
  else fields(writer, static_cast<const Session&>(ready_to_write(session)));
  writer.end_object();
  return std::move(writer).take() + "\n";
}

ParsedSession session_from_text(std::string_view text, const ParamCatalog& catalog, const std::string& name) {
  Json document = parse(text, name);
  try {
    ParsedSession parsed;
    parsed.format = format_of(document);
    migrate(document, kSessionFormat);
    document.erase("format");
    auto session = std::make_shared<Session>(*make_session("", 48000.0));
    const JsonPlace top;
    JsonReader reader(document, catalog, top);
    fields(reader, *session);
    repair(*session);
    parsed.session = std::move(session);
    return parsed;
  } catch (const Error& error) {
    throw Error(name, error.subject() + ": " + error.why(), error.remedy());
  }
}

}  // namespace sweetspot
