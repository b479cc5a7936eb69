#include "engine/studio/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <thread>

#include "engine/delivery/mixdown.h"
#include "engine/mastering/sins.h"
#include "engine/media/audio_folder.h"
#include "engine/processors/registry.h"
#include "engine/session/cut_off.h"
#include "engine/session/missing_media.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;

class MeasureSink : public Sink {
 public:
  explicit MeasureSink(double rate) : measurer_(rate, 2, false) {}
  void write(const float* const* audio, int frames) override { measurer_.process(audio, frames); }
  void finish() override { result_ = measurer_.finish(); }
  const Measurement& result() const { return result_; }

 private:
  Measurer measurer_;
  Measurement result_;
};

void find_missing(const Session& session, const fs::path& folder, std::vector<Finding>& findings) {
  for (const MissingMedia& missing : missing_media(session, folder))
    findings.push_back({"missing", fmt::format("{} is not where the session says, at {}; put it back or find it in Sweetspot", missing.name, missing.path.string())});
}

void find_cut_off(const Session& session, std::vector<Finding>& findings) {
  for (const CutOff& cut : cut_off_recordings(session))
    findings.push_back({"cut_off", cut_off_sentence(cut) + "; what should follow is silent: bring in a whole copy of it"});
}

void collect_used(const Session& session, std::set<MediaId>& used) {
  for (const auto& track : session.tracks) {
    for (const Region& region : track->regions) used.insert(region.media);
    for (const Take& take : track->takes)
      for (const Region& region : take.regions) used.insert(region.media);
  }
  for (const Version& version : session.versions) collect_used(*version.session, used);
}

void find_unused(const Session& session, const fs::path& folder, std::vector<Finding>& findings) {
  std::set<MediaId> used;
  collect_used(session, used);
  std::set<fs::path> known;
  for (const auto& media : session.media) {
    known.insert(media_file(folder, *media).lexically_normal());
    if (!used.contains(media->id)) findings.push_back({"unused", fmt::format("{} is in the session but no track plays it", media->path), false});
  }
  std::error_code ignored;
  if (!fs::is_directory(folder / "audio", ignored)) return;
  for (const fs::path& file : list_audio_files(folder / "audio"))
    if (!known.contains(file.lexically_normal())) findings.push_back({"unused", fmt::format("audio/{} belongs to no track", file.filename().string()), false});
}

void find_left_on(const Strip& strip, const Device& device, const ProcessorType& type, std::vector<Finding>& findings) {
  if (device.bypassed) return;
  for (const ParamSpec& spec : type.params)
    if (spec.audition && device_value(device, spec) >= 0.5)
      findings.push_back({"left_on", fmt::format("{} of the {} on {} is on, which is for listening only; switch it off before you export", spec.label,
                                                 type.label, strip.name)});
}

void look_at_devices(const Session& session, std::vector<Finding>& findings) {
  const auto look = [&](const Strip& strip) {
    for (const auto& device : strip.devices)
      if (const ProcessorType* type = find_processor(device->type))
        find_left_on(strip, *device, *type, findings);
      else
        findings.push_back({"unknown_device", fmt::format("{} has a device '{}' that this version does not know; its sound passes through", strip.name, device->type)});
  };
  for (const auto& track : session.tracks) look(track->strip);
  for (const auto& bus : session.buses) look(bus->strip);
  look(*session.mix);
  look(*session.master);
}

// What the master gives: over full scale anywhere means that a file of it clips.
void find_clips(const SessionPtr& session, const fs::path& folder, const Progress& progress, std::vector<Finding>& findings) {
  if (session->tracks.empty()) return;
  Mixdown mixdown(session, folder, {});
  MeasureSink sink(session->rate);
  mixdown.run(0, mixdown.end(), static_cast<int>(std::max(1u, std::thread::hardware_concurrency())), kMaxBlockFrames,
              {.mix = nullptr, .master = &sink, .taps = {}}, progress);
  const auto peak = sink.result().loudness.sample_peak_dbfs;
  if (peak && *peak > 0.0)
    findings.push_back({"clips", fmt::format("the master goes {:.1f} dB over full scale and would clip in a file; lower it or put a limiter last", *peak)});
  for (const Sin& sin : find_sins(sink.result()))
    if (!(peak && *peak > 0.0)) findings.push_back({sin.id, sin.text});
  for (const std::string& problem : mixdown.problems()) findings.push_back({"problem", problem});
}

}  // namespace

std::vector<Finding> check_song(const SessionPtr& session, const fs::path& folder, const Progress& progress) {
  std::vector<Finding> findings;
  find_missing(*session, folder, findings);
  find_cut_off(*session, findings);
  find_unused(*session, folder, findings);
  look_at_devices(*session, findings);
  for (const Sin& sin : find_sins(*session)) findings.push_back({sin.id, sin.text});
  find_clips(session, folder, progress, findings);
  return findings;
}

}  // namespace sweetspot
