#include "ui/panels/signal_watch.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sweetspot::ui {
namespace {

// A picture that was hidden for a while does not make up for it.
constexpr double kLongestGap = 0.25;

// Between two blocks of a sound card there is no sound; after so long there is none at all.
constexpr double kPatience = 0.2;

}  // namespace

float newest_peak(const DeviceSignal& signal, int side, std::size_t frames) {
  float peak = 0.0f;
  for (const std::vector<float>& channel : signal.sound[static_cast<std::size_t>(side)]) {
    const std::size_t count = std::min(frames, channel.size());
    for (std::size_t i = channel.size() - count; i < channel.size(); ++i) peak = std::max(peak, std::abs(channel[i]));
  }
  return peak;
}

void SignalWatch::take(const DeviceSignal& signal) {
  const std::size_t there = signal.sound[0][0].size();
  const std::uint64_t gone = signal.end >= end_ ? signal.end - end_ : there;
  const double seconds = fed_ ? std::min(static_cast<double>(gone) / rate_, kLongestGap) : 0.0;
  fresh_ = static_cast<std::size_t>(std::min<std::uint64_t>(gone, there));
  end_ = signal.end;
  fed_ = true;
  waiting_ = 0.0;
  heard_.seconds += seconds;
  heard_.input = std::max(heard_.input, db_from_gain(double{newest_peak(signal, 0, fresh_)}));
  heard_.output = std::max(heard_.output, db_from_gain(double{newest_peak(signal, 1, fresh_)}));
}

Heard SignalWatch::look(double seconds) {
  Heard heard = std::exchange(heard_, Heard{});
  if (!fed_) {
    heard.seconds = seconds;
    return heard;
  }
  if (heard.seconds == 0.0) waiting_ += seconds;
  heard.running = waiting_ < kPatience;
  return heard;
}

}  // namespace sweetspot::ui
