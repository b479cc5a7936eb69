// An Arrange place with two clips, and a hand for it.
#pragma once

#include <gtest/gtest.h>

#include <QTest>

#include "engine/session/clip_edits.h"
#include "engine/session/region_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/take_edits.h"
#include "engine/session/track_edits.h"
#include "tests/ui/controls/pointer.h"
#include "ui/arrange/arrange_place.h"
#include "ui/arrange/header_list.h"
#include "ui/arrange/lanes_view.h"
#include "ui/arrange/timeline_model.h"
#include "ui/store/store.h"

namespace sweetspot::ui {

using namespace testing_support;

inline constexpr Frames kSecond = 48000;

// A track with clips at 1 and 8 s, of five seconds each.
class Lanes : public testing::Test {
 protected:
  void SetUp() override {
    store.edit("Song", [this](const SessionPtr& s) {
      Media recording;
      recording.path = "audio/x.wav";
      recording.frames = 60 * kSecond;
      const auto m = edit::add_media(s, recording);
      const auto t = edit::add_track(m.session, "Voice");
      const auto a = edit::add_region(t.session, t.id, m.id, kSecond, 20 * kSecond, 5 * kSecond);
      const auto b = edit::add_region(a.session, t.id, m.id, 8 * kSecond, 2 * kSecond, 5 * kSecond);
      track = t.id, media = m.id, first = a.id, second = b.id;
      return b.session;
    });
    place.resize(1400, 700);
    place.show();
    place.model().set_track_height(120);
    place.model().fit_song();
  }

  LanesView& lanes() { return place.lanes(); }
  const Region& clip(RegionId id) { return *edit::find_region(store.session(), id); }
  ClipBox box(RegionId id) {
    for (const ClipBox& box : lanes().boxes())
      if (box.region->id == id) return box;
    return {};
  }
  std::size_t steps() { return store.studio().history().steps().size(); }
  void click(QPointF at, Qt::KeyboardModifiers keys = {}) {
    mouse(lanes(), QEvent::MouseButtonPress, at, Qt::LeftButton, keys);
    release(lanes(), at, keys);
  }
  void double_click(QPointF at) {
    click(at);
    mouse(lanes(), QEvent::MouseButtonDblClick, at, Qt::LeftButton);
    release(lanes(), at);
  }
  void undo() {
    store.studio().undo();
    store.refresh();
  }
  // Makes three takes of the first clip's place and gives the row of the one.
  QRectF lane(std::size_t take) {
    const TakeId id = find_track(store.session(), track)->takes[take].id;
    for (const TakeBox& box :
         take_boxes(store.session(), place.model().rows(), place.model().scale(), lanes().size(), place.model().rows_scroll()))
      if (box.take->id == id) return box.rect;
    return {};
  }
  void make_takes() {
    store.edit("Takes", [this](const SessionPtr& s) {
      const auto spare = edit::add_region(s, track, media, kSecond, 40 * kSecond, 5 * kSecond);
      return edit::make_takes(spare.session, {first, spare.id}).session;
    });
  }
  double x(Frames at) { return place.model().scale().x(static_cast<double>(at)); }

  Store store;
  ArrangePlace place{store};
  StripId track;
  MediaId media;
  RegionId first, second;
};

}  // namespace sweetspot::ui
