// A session of a size that few songs reach, for tests and benchmarks.
#pragma once

#include <string>

#include "engine/params/catalog.h"
#include "engine/session/session.h"

namespace sweetspot::test {

// Tracks of four devices each, with all parameters set, and the regions dealt out to them in turn.
inline SessionPtr big_session(const ParamCatalog& catalog, int tracks, int regions) {
  auto session = std::make_shared<Session>(*make_session("Big", 48000));
  const auto id = [&] { return session->next_id++; };
  for (int t = 0; t < tracks; ++t) {
    auto media = std::make_shared<Media>();
    media->id = {id()};
    media->path = "audio/Track " + std::to_string(t) + ".wav";
    media->hash = "0123456789abcdef";
    media->frames = 48000 * 240;
    auto track = std::make_shared<Track>();
    track->strip.id = {id()};
    track->strip.name = "Track " + std::to_string(t);
    track->strip.output = kMixStrip;
    for (const char* type : {"gain", "eq", "compressor", "limiter"}) {
      auto device = std::make_shared<Device>();
      device->id = {id()};
      device->type = type;
      for (const ParamSpec& spec : catalog.table(type)) device->params[spec.key] = spec.default_value;
      track->strip.devices.push_back(std::move(device));
    }
    for (int r = t; r < regions; r += tracks) {
      Region region;
      region.id = {id()};
      region.media = media->id;
      region.name = media->path;
      region.position = 48000 * r;
      region.length = 47000;
      track->regions.push_back(region);
    }
    session->media.push_back(std::move(media));
    session->tracks.push_back(std::move(track));
  }
  return session;
}

}  // namespace sweetspot::test
