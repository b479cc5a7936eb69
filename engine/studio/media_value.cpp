#include "engine/studio/media_value.h"

#include "engine/session/cut_off.h"

namespace sweetspot {

Media media_value(const ImportedAudio& audio) {
  Media media;
  media.path = audio.path;
  media.linked = audio.linked;
  media.channels = audio.channels;
  media.rate = audio.rate;
  media.frames = audio.frames;
  media.time_stamp = audio.time_stamp;
  media.hash = audio.hash;
  media.original = audio.original;
  set_cut_off(media, audio.cut_off);
  return media;
}

}  // namespace sweetspot
