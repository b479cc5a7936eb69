#include "engine/studio/strip_silence.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/playback/region_reader.h"
#include "engine/session/missing_media.h"
#include "engine/session/region_edits.h"

namespace sweetspot {
namespace {

constexpr int kBlock = 4096;

}  // namespace

std::vector<edit::Span> sounding_spans(const Session& session, const std::filesystem::path& folder, const Region& region,
                                       const SilenceSettings& settings) {
  const Media* media = find_media(session, region.media);
  if (!media) throw Error(region.name, "its recording is not in the session", "remove the clip");
  Region bare = region;
  bare.gain_db = 0.0;
  bare.fade_in = bare.fade_out = {};
  bare.envelope.clear();
  RegionReader reader(bare, media_file(folder, *media), 2, session.rate);
  SilenceFinder finder(settings, session.rate);
  std::vector<float> left(kBlock), right(kBlock);
  float* const audio[] = {left.data(), right.data()};
  for (Frames at = reader.start(); at < reader.end(); at += kBlock) {
    const int frames = static_cast<int>(std::min<Frames>(kBlock, reader.end() - at));
    reader.read(at, frames, audio);
    finder.process(audio, 2, frames);
  }
  std::vector<edit::Span> spans;
  for (const SoundingSpan& span : finder.spans()) spans.push_back({region.position + span.from, region.position + span.to});
  return spans;
}

SessionPtr strip_silence(const SessionPtr& session, const std::filesystem::path& folder, const edit::RegionIds& regions,
                         const StripSilence& how) {
  const Frames fade = frames_from_seconds(how.fade, session->rate);
  SessionPtr next = session;
  bool sounds = false;
  for (const RegionId id : regions) {
    const Region* region = edit::find_region(*session, id);
    if (!region) continue;
    const auto spans = sounding_spans(*session, folder, *region, how.silence);
    if (spans.empty()) continue;
    sounds = true;
    next = edit::keep_spans(next, id, spans, fade);
  }
  if (!sounds && !regions.empty()) throw Error("the clips", "all of them count as silence", "lower the threshold");
  return next;
}

CutSilence silence_cutter(std::filesystem::path folder) {
  return [folder = std::move(folder)](const SessionPtr& session, const std::set<RegionId>& regions, const SilenceCut& cut) {
    StripSilence how;
    how.silence.threshold_db = cut.threshold_db;
    how.silence.shortest_gap = cut.gap;
    how.silence.before = cut.before;
    how.silence.after = cut.after;
    return strip_silence(session, folder, regions, how);
  };
}

}  // namespace sweetspot
