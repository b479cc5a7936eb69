// The last seconds of what a dynamics processor heard and did, in columns.
#pragma once

#include <deque>
#include <vector>

#include "engine/core/units.h"

namespace sweetspot::ui {

// What happened within a moment, the most of each.
struct GainMoment {
  float input = static_cast<float>(kMinusInfinity);      // level in dB
  float output = static_cast<float>(kMinusInfinity);     // level in dB
  float down = 0.0f;                                     // dB turned down by, >= 0
  float up = 0.0f;                                       // dB turned up by, >= 0
  float threshold = static_cast<float>(kMinusInfinity);  // dB, where it was last

  friend bool operator==(const GainMoment&, const GainMoment&) = default;
};

// Pure. Columns lie on the time that has gone by, not on the calls, so a picture moves alike at any frame rate.
class GainHistory {
 public:
  // Keeps so many seconds, for views of other spans.
  explicit GainHistory(double longest_seconds = 60.0);

  // The last `seconds` in so many columns. [main]
  void set_view(double seconds, int columns);
  double span() const { return span_; }
  int columns() const { return static_cast<int>(ring_.size()); }

  // So many seconds went by with that. Returns how many columns began, at most columns().
  int push(const GainMoment& moment, double seconds);
  void clear();

  // Columns by age: 0 is the newest, which may still grow.
  const GainMoment& newest(int age = 0) const;

  // True while every column is the same, so that a picture of them would not change.
  bool still() const { return still_ >= columns(); }

 private:
  struct Logged {
    GainMoment moment;
    double seconds = 0.0;
  };

  long column_at(double time) const;
  int put(const GainMoment& moment, double seconds);

  double longest_;
  double span_ = 5.0;
  std::deque<Logged> log_;
  double logged_ = 0.0;  // seconds in the log
  std::vector<GainMoment> ring_;
  double now_ = 0.0;
  long head_ = 0;
  int still_ = 0;  // how many of the newest columns are the same
};

}  // namespace sweetspot::ui
