// The least or the greatest of the last so many values.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <limits>
#include <vector>

namespace sweetspot::dsp {

// Running extreme over a window, about three comparisons a value whatever the window, without branches that guess wrong.
// After M. van Herk, "A fast algorithm for local minimum and maximum filters on rectangular and octagonal kernels", Pattern
// Recognition Letters 13 (1992): the window is the tail of one stretch, whose extremes were taken backwards when it was full,
// and the head of the next.
//
// `Better` orders the values: std::less keeps the least. Values must be comparable (no NaN).
template <class T, class Better>
class SlidingExtreme {
 public:
  // Takes memory for a window of `length` values, 1 or more; all of them are `idle` at first. [main]
  void prepare(int length, T idle) {
    idle_ = idle;
    tail_.assign(static_cast<std::size_t>(std::max(length, 1)) + 1, idle);
    reset();
  }

  // As after prepare. [audio]
  void reset() noexcept {
    std::fill(tail_.begin(), tail_.end(), idle_);
    head_ = idle_;
    at_ = 0;
  }

  // Takes a value and gives the extreme of it and the length - 1 before it. [audio]
  T push(T value) noexcept {
    head_ = at_ == 0 ? value : best(head_, value);
    tail_[at_] = value;
    const std::size_t last = tail_.size() - 2;
    if (at_ < last) return best(head_, tail_[++at_]);
    at_ = 0;
    for (std::size_t i = last; i-- > 0;) tail_[i] = best(tail_[i], tail_[i + 1]);
    return tail_[0];
  }

  int length() const noexcept { return static_cast<int>(tail_.size()) - 1; }

 private:
  static T best(T a, T b) noexcept { return Better()(a, b) ? a : b; }

  std::vector<T> tail_;  // values of this stretch before at_, backward extremes of the last one from at_ on
  T idle_{};
  T head_{};  // extreme of this stretch
  std::size_t at_ = 0;
};

template <class T>
using SlidingMin = SlidingExtreme<T, std::less<T>>;
template <class T>
using SlidingMax = SlidingExtreme<T, std::greater<T>>;

}  // namespace sweetspot::dsp
