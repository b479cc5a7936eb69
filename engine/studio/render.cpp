#include "engine/studio/render.h"

#include <chrono>
#include <ctime>

#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/studio/last_render.h"

namespace sweetspot {
namespace {

std::string now_utc() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

}  // namespace

RenderReport render_song(const SessionPtr& session, const std::filesystem::path& folder, const RenderOptions& options, const Progress& progress) {
  RenderReport report = render(session, folder, options, progress);
  if (!report.path.empty() && options.measure)
    remember_render(folder, {report.path.string(), now_utc(), report.loudness.integrated_lufs, report.loudness.true_peak_dbtp});
  return report;
}

SessionPtr version_of(const SessionPtr& session, const std::string& name) {
  if (name.empty()) return session;
  std::vector<std::string> names;
  for (const Version& version : session->versions) {
    if (version.name == name) return version.session;
    names.push_back(version.name);
  }
  throw Error("version " + name, "there is no such version", names.empty() ? "none was saved yet" : "try " + joined_with_or(names));
}

}  // namespace sweetspot
