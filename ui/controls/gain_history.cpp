#include "ui/controls/gain_history.h"

#include <algorithm>
#include <cmath>

namespace sweetspot::ui {
namespace {

void merge(GainMoment& into, const GainMoment& moment) {
  into.input = std::max(into.input, moment.input);
  into.output = std::max(into.output, moment.output);
  into.down = std::max(into.down, moment.down);
  into.up = std::max(into.up, moment.up);
  into.threshold = moment.threshold;
}

}  // namespace

GainHistory::GainHistory(double longest_seconds) : longest_(longest_seconds), ring_(1) { set_view(5.0, 240); }

void GainHistory::clear() {
  log_.clear();
  logged_ = 0.0;
  set_view(span_, columns());
}

void GainHistory::set_view(double seconds, int columns) {
  span_ = seconds;
  ring_.assign(static_cast<std::size_t>(std::max(1, columns)), GainMoment{});
  now_ = 0.0;
  head_ = 0;
  still_ = this->columns();
  for (const Logged& logged : log_) put(logged.moment, logged.seconds);
}

long GainHistory::column_at(double time) const { return static_cast<long>(std::floor(time / span_ * columns())); }

int GainHistory::push(const GainMoment& moment, double seconds) {
  if (!(seconds > 0.0)) return 0;
  log_.push_back({moment, seconds});
  logged_ += seconds;
  while (logged_ - log_.front().seconds > longest_) {
    logged_ -= log_.front().seconds;
    log_.pop_front();
  }
  return put(moment, seconds);
}

int GainHistory::put(const GainMoment& moment, double seconds) {
  now_ += seconds;
  const long last = column_at(now_);
  const int fresh = static_cast<int>(std::min<long>(last - head_, columns()));
  const auto slot = [this](long column) -> GainMoment& { return ring_[static_cast<std::size_t>(column % columns())]; };
  merge(slot(head_), moment);
  if (columns() > 1 && !(newest(0) == newest(1))) still_ = 1;
  const auto count = [this] { still_ = newest(0) == newest(1) ? std::min(still_ + 1, columns()) : 1; };
  for (long column = last - fresh + 1; column <= last; ++column) {
    head_ = column;
    slot(column) = moment;
    count();
  }
  return fresh;
}

const GainMoment& GainHistory::newest(int age) const {
  const long column = head_ - age;
  const long place = ((column % columns()) + columns()) % columns();
  return ring_[static_cast<std::size_t>(place)];
}

}  // namespace sweetspot::ui
