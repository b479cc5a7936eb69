// What is edited while it plays is heard soon and without a click.
#include "engine/processors/registry.h"
#include "engine/session/automation_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/format.h"
#include "engine/session/history.h"
#include "engine/session/vca_edits.h"
#include "tests/engine/playback/edit_kinds.h"

namespace sweetspot {
namespace {

using test::kBuffer, test::kHz, test::kPeak, test::kRate;

using EditsWhilePlaying = test::PlayingSine;

// Something of everything that edits change.
SessionPtr full_desk(const SessionPtr& start, StripId track, StripId bus) {
  const auto device = edit::add_device(start, track, "gain", processor_catalog());
  SessionPtr next = edit::set_param(device.session, device.id, "gain", -12.0, processor_catalog());
  next = edit::add_send(next, track, bus, -12.0).session;
  const StripId members[] = {track};
  next = edit::add_vca(next, "VCA", members).session;
  const auto copy = edit::duplicate_track(next, track);
  next = edit::set_gain(copy.session, copy.id, -12.0);
  return edit::set_lane(next, track, {.target = {{}, {}, "width"}, .points = {{0, 0.5}, {48000 * 10, 1.0}}}, processor_catalog());
}

TEST_F(EditsWhilePlaying, TheSineIsWhatItIsWithoutAnEdit) {
  play_from(48000);
  turn(100);
  EXPECT_LT(worst_step(0, 4000), 1.01);
  EXPECT_GT(*std::ranges::max_element(heard[0]), 1.9 * kPeak);
}

// Each kind by itself, at its most audible: heard within 100 ms, no click.
TEST_F(EditsWhilePlaying, EachIsHeardSoonWithoutAClick) {
  const SessionPtr start = session;
  for (const test::EditKind& kind : test::edit_kinds()) {
    if (std::string_view(kind.name) == "loop moved") continue;
    SCOPED_TRACE(kind.name);
    player = std::make_unique<Player>(kRate, 1);
    heard = {{}, {}};
    session = full_desk(start, one, bus);
    play_from(2 * 48000);
    turn(30);
    const std::size_t at = heard[0].size();
    const SessionPtr before = session;
    for (int i = 0; i < 20 && session == before; ++i) commit(kind.edit(*this));
    ASSERT_NE(session, before);
    turn(60);
    std::size_t where = 0;
    EXPECT_LT(worst_step(0, 4000, &where), 1.5) << "at " << where << ", edited at " << at;
    EXPECT_LT(worst_step(1, 4000), 1.5);
    // The sound before goes on as a sine, until it does not.
    constexpr double kUnheard = 1e-4 * 2.0 * std::numbers::pi * kHz / kRate;
    constexpr auto kPeriod = static_cast<std::size_t>(kRate / kHz);
    const auto goes_on = [&](const std::vector<float>& x, std::size_t i) { return std::abs(x[i] - x[i - kPeriod]) < kUnheard; };
    std::size_t changed = at;
    while (changed < heard[0].size() && goes_on(heard[0], changed) && goes_on(heard[1], changed)) ++changed;
    if (kind.heard) {
      EXPECT_LT(changed, at + static_cast<std::size_t>(0.1 * kRate));
    }
  }
}

// Some at once, some in bursts, each of any kind; undone and redone, too.
TEST_F(EditsWhilePlaying, HundredsInARowLeaveNoClick) {
  std::size_t edits = 0, rounds = 0;
  for (; edits < 1000; ++rounds) {
    History history(session);
    const SessionPtr start = session;
    const std::string text = session_to_text(*start, processor_catalog());
    player = std::make_unique<Player>(kRate, 1);
    heard = {{}, {}};
    play_from(48000);
    std::vector<std::pair<std::size_t, const char*>> log;
    for (int i = 0; i < 50; ++i, ++edits) {
      const test::EditKind& kind = test::edit_kinds()[below(static_cast<std::uint32_t>(test::edit_kinds().size()))];
      log.emplace_back(heard[0].size(), kind.name);
      if (const auto dice = below(12); dice == 0 && history.can_undo()) {
        history.undo();
        log.back().second = "undo";
      } else if (dice == 1 && history.can_redo()) {
        history.redo();
        log.back().second = "redo";
      } else if (sounding_region()) {
        SessionPtr next = kind.edit(*this);
        if (next != session) history.commit(std::move(next), {kind.name, "", 0, false});
      }
      commit(history.current());
      turn(static_cast<int>(below(4) == 0 ? below(3) : below(24)));
      if (!player->playing()) break;
    }
    turn(20);
    for (const std::size_t channel : {0u, 1u}) {
      std::size_t where = 0;
      const double worst = worst_step(channel, 4000, &where);
      std::string story;
      for (const auto& [at, name] : log)
        if (at + 6000 > where && at < where)
          story += std::string(" ") + name + "@" + std::to_string(static_cast<long>(at) - static_cast<long>(where));
      ASSERT_LT(worst, 1.5) << "round " << rounds << ", frame " << where << ", after" << story;
    }
    while (history.can_undo()) history.undo();
    EXPECT_EQ(session_to_text(*history.current(), processor_catalog()), text);
    session = start;
  }
}

}  // namespace
}  // namespace sweetspot
