#include "engine/session/reference.h"

#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "engine/session/device_edits.h"
#include "engine/session/region_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"

namespace sweetspot {
namespace {

struct Song {
  SessionPtr session = make_session("Song", 48000.0);
  StripId drums, bus, reference;

  Song() {
    Media media;
    media.path = "audio/a.wav";
    media.frames = 96000;
    auto [with_media, sound] = edit::add_media(session, media);
    auto [with_bus, added_bus] = edit::add_bus(with_media, "Bus");
    auto [with_drums, added_drums] = edit::add_track(with_bus, "Drums", 2);
    auto [with_reference, added] = edit::add_track(with_drums, "Record", 2);
    bus = added_bus, drums = added_drums, reference = added;
    session = with_reference;
    for (const StripId track : {drums, reference}) session = edit::add_region(session, track, sound, 0).session;
    session = edit::set_output(session, drums, bus);
  }
};

TEST(Reference, IsHeardAloneAndAsItWasRecorded) {
  Song song;
  EXPECT_EQ(reference_alone(song.session), nullptr) << "there is none yet";
  SessionPtr session = edit::set_gain(song.session, song.reference, -12.0);
  session = edit::set_soloed(session, song.drums, true);
  session = edit::set_gain(session, kMixStrip, -3.0);
  session = edit::make_references(session, {song.reference});
  EXPECT_TRUE(find_strip(*session, song.reference)->muted) << "in the mix it is not heard";
  EXPECT_EQ(find_strip(*session, song.reference)->fader.gain_db, 0.0);
  const SessionPtr alone = reference_alone(session);
  ASSERT_NE(alone, nullptr);
  const Strip& heard = *find_strip(*alone, song.reference);
  EXPECT_FALSE(heard.muted);
  EXPECT_EQ(heard.output, kMixStrip);
  EXPECT_TRUE(find_strip(*alone, song.drums)->muted);
  EXPECT_FALSE(find_strip(*alone, song.drums)->soloed);
  EXPECT_TRUE(find_strip(*alone, song.bus)->muted);
  EXPECT_EQ(alone->mix->fader.gain_db, 0.0);
  EXPECT_EQ(find_strip(*session, kMixStrip)->fader.gain_db, -3.0) << "the song is as it was";
  for (const auto& device : alone->master->devices) EXPECT_TRUE(device->bypassed);
}

TEST(Reference, OfNoTrackIsRefused) {
  Song song;
  EXPECT_THROW(edit::make_references(song.session, {song.bus}), Error);
}

}  // namespace
}  // namespace sweetspot
