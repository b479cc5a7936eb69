#include "engine/session/clip_edits.h"
#include "tests/engine/playback/edit_kinds.h"

namespace sweetspot::test {
namespace {

SessionPtr with_region(PlayingSine& t, const std::function<SessionPtr(const Region&)>& change) {
  const Region* region = t.sounding_region();
  return region ? change(*region) : t.session;
}

}  // namespace

std::vector<EditKind> clip_edit_kinds() {
  return {
      {"move",
       [](auto& t) { return with_region(t, [&](auto& r) { return edit::move_region(t.session, r.id, r.position + t.below(2000)); }); }},
      {"trim start",
       [](auto& t) {
         return with_region(t, [&](auto& r) { return edit::trim_region_start(t.session, r.id, t.player->playhead() + t.below(2000)); });
       }},
      {"trim end",
       [](auto& t) {
         return with_region(t, [&](auto& r) { return edit::trim_region_end(t.session, r.id, t.player->playhead() + 300 + t.below(2000)); });
       }},
      {"slip",
       [](auto& t) { return with_region(t, [&](auto& r) { return edit::slip_region(t.session, r.id, r.offset + t.below(480)); }); }},
      {"split",
       [](auto& t) {
         return with_region(t, [&](auto& r) { return edit::split_regions(t.session, {r.id}, t.player->playhead() + 300 + t.below(2000)); });
       },
       false},
      {"remove", [](auto& t) { return with_region(t, [&](auto& r) { return edit::remove_region(t.session, r.id); }); }},
      {"clip gain",
       [](auto& t) {
         return with_region(t, [&](auto& r) { return edit::set_region_gain(t.session, r.id, -static_cast<double>(t.below(30))); });
       }},
      {"polarity",
       [](auto& t) { return with_region(t, [&](auto& r) { return edit::set_region_inverted(t.session, r.id, !r.inverted); }); }},
      {"reverse", [](auto& t) { return with_region(t, [&](auto& r) { return edit::set_region_reversed(t.session, r.id, !r.reversed); }); }},
      {"mute clip", [](auto& t) { return with_region(t, [&](auto& r) { return edit::set_region_muted(t.session, r.id, !r.muted); }); }},
      {"fade in",
       [](auto& t) {
         return with_region(t, [&](auto& r) {
           return edit::set_fade_in(t.session, r.id, {1000 + t.player->playhead() - r.position + t.below(48000), FadeShape::s_curve});
         });
       }},
      {"envelope",
       [](auto& t) {
         return with_region(t, [&](auto& r) {
           return edit::set_gain_point(t.session, r.id, {r.offset + t.player->playhead() - r.position, -static_cast<double>(t.below(24))});
         });
       }},
      {"fade out",
       [](auto& t) {
         return with_region(t, [&](auto& r) {
           return edit::set_fade_out(t.session, r.id, {1000 + r.position + r.length - t.player->playhead(), FadeShape::exponential});
         });
       }},
      {"fade shape",
       [](auto& t) {
         return with_region(t, [&](auto& r) {
           const Frames now = t.player->playhead() - r.position;
           return edit::set_fade_in(t.session, r.id,
                                    {now + 9600, r.fade_in.shape == FadeShape::linear ? FadeShape::equal_power : FadeShape::linear});
         });
       }},
      {"nudge",
       [](auto& t) { return with_region(t, [&](auto& r) { return edit::nudge_regions(t.session, {r.id}, 100 + t.below(400)); }); }},
      {"duplicate", [](auto& t) { return with_region(t, [&](auto& r) { return edit::duplicate_regions(t.session, {r.id}); }); }, false},
      {"remove and close", [](auto& t) { return with_region(t, [&](auto& r) { return edit::remove_and_close(t.session, {r.id}); }); }},
      {"strip",
       [](auto& t) {
         return with_region(t, [&](auto& r) {
           const Frames now = t.player->playhead() + 300;
           if (now + 30000 > r.position + r.length || now <= r.position) return t.session;
           return edit::keep_spans(t.session, r.id, {{r.position, now}, {now + 2000, r.position + r.length}}, 480);
         });
       }},
      {"take",
       [](auto& t) {
         const Track& track = *find_track(*t.session, t.chosen);
         if (track.takes.empty()) return t.session;
         const Take& take = track.takes[t.below(static_cast<std::uint32_t>(track.takes.size()))];
         return edit::choose_take(t.session, t.chosen, take.id, t.player->playhead() - 5000, t.player->playhead() + 300 + t.below(48000));
       }},
      {"flatten", [](auto& t) { return edit::flatten_takes(t.session, t.chosen); }, false},
  };
}

}  // namespace sweetspot::test
