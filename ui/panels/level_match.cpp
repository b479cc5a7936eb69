#include "ui/panels/level_match.h"

#include <algorithm>
#include <cmath>

namespace sweetspot::ui {
namespace {

// While one and the same thing is heard, its level does not wander with every word of a singer.
constexpr double kWorthMoving = 0.2;  // dB

constexpr double kEqual = 0.05;  // dB

QString decibels(double db) { return QString::number(db, 'f', 1) + " dB"; }

int seconds_more(const LoudnessChange& measured) {
  return std::max(1, static_cast<int>(std::ceil(LoudnessChange::kEnoughSeconds - measured.seconds() - 1e-9)));
}

}  // namespace

LevelMatch::LevelMatch(double rate) : sides_{Side(rate), Side(rate)} { level_[bypass] = 0.0; }

void LevelMatch::show(int slot, bool bypassed, const DeviceSettings& now, StripId key) {
  if (key != key_) {
    for (Side& side : sides_) side.measured.restart();
    level_[a] = level_[b] = std::nullopt;
    key_ = key;
  }
  Side& side = sides_[static_cast<std::size_t>(slot)];
  if (side.settings != now) {
    if (side.settings && slot == slot_) end();
    const std::size_t other = slot == 0 ? b : a;
    const bool copied = sides_[other].settings == now;
    if (copied)
      side.measured = sides_[other].measured;
    else
      side.measured.restart();
    side.settings = now;
    level_[slot == 0 ? a : b] = copied ? level_[other] : std::nullopt;
  }
  if (slot != slot_ || bypassed != bypassed_) side.measured.interrupt();
  slot_ = slot;
  bypassed_ = bypassed;
}

void LevelMatch::begin_letters() {
  letters_ = true;
  learn();
}

void LevelMatch::begin_bypass() {
  bypass_ = true;
  learn();
}

void LevelMatch::end() { letters_ = bypass_ = false; }

void LevelMatch::learn() {
  for (const State state : {a, b})
    if (const auto change = sides_[state].measured.change()) level_[state] = change;
}

void LevelMatch::take(const DeviceSignal& signal) {
  if (bypassed_) return;
  const State state = letter();
  sides_[state].measured.take(signal);
  const auto change = sides_[state].measured.change();
  if (change && (!level_[state] || std::abs(*change - *level_[state]) >= kWorthMoving)) level_[state] = change;
}

bool LevelMatch::compares(State state) const {
  if (state == heard()) return true;
  if (state == bypass) return bypass_;
  if (state == letter()) return true;  // bypassed: what it is compared with
  return letters_ && sides_[state].settings.has_value();
}

double LevelMatch::trim(State state) const {
  if (!comparing() || !level_[state]) return 0.0;
  double softest = *level_[state];
  for (const State each : {a, b, bypass})
    if (compares(each) && level_[each]) softest = std::min(softest, *level_[each]);
  return std::max(softest - *level_[state], -kMostTrim);
}

QString LevelMatch::name(State state) const {
  if (state == bypass) return "Bypassed";
  if (!letters_) return "Processed";
  return state == a ? "A" : "B";
}

QString LevelMatch::words(bool running) const {
  if (!comparing()) return {};
  if (!level_[heard()])
    return QString(running ? "Listening: %1 s more to match" : "Play %1 s more to match").arg(seconds_more(sides_[letter()].measured));
  State down = heard();
  for (const State each : {a, b, bypass}) {
    if (!compares(each)) continue;
    if (!level_[each])
      return bypassed_ && each == letter()
                 ? QString("Turn it on for %1 s more to match").arg(seconds_more(sides_[each].measured))
                 : QString("Turn to %1 for %2 s more to match").arg(name(each)).arg(seconds_more(sides_[each].measured));
    if (trim(heard()) > -kEqual && trim(each) < trim(down)) down = each;
  }
  const double quieter = -trim(down);
  if (quieter < kEqual) return "Both are equally loud";
  if (quieter >= kMostTrim) return QString("%1 plays %2 quieter, which is the most").arg(name(down), decibels(quieter));
  return QString("%1 plays %2 quieter, to match").arg(name(down), decibels(quieter));
}

}  // namespace sweetspot::ui
