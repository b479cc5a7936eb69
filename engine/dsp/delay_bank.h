// Several delay lines written together, for reverberators.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace sweetspot::dsp {

// Lines are written in periods of kPeriod frames, whole or in parts that stay within a period. What is read is never copied: a pointer to
// kPeriod frames in a row, for which the ring's beginning stands once more behind its end.
class DelayBank {
 public:
  static constexpr int kPeriod = 32;

  // Takes memory for so many lines of at most `longest` frames. [main]
  void prepare(int lines, int longest) {
    frames_ = (std::max(longest, 0) + 2 * kPeriod + kPeriod - 1) / kPeriod * kPeriod;
    stride_ = static_cast<std::size_t>(frames_ + kPeriod + kPad);
    memory_.assign(stride_ * static_cast<std::size_t>(lines), 0.0f);
    clear();
  }

  // All lines are silent from here on, without touching their memory; the next frame is the one `at` of its period. [audio]
  void reset(int at = 0) noexcept {
    at_ = at;
    age_ = 0;
  }

  // As reset(), for a bank that may be read at delays shorter than a period. Writes all the memory. [audio]
  void clear() noexcept {
    std::fill(memory_.begin(), memory_.end(), 0.0f);
    at_ = 0;
    age_ = frames_;
  }

  // Room that read() may need in the first moments after reset().
  using Scratch = float[kPeriod];

  // The line as it was `delay` frames ago (kPeriod or more; less after clear(), when the frames have been written), from the next frame on:
  // the rest of the period. Nothing is to be read past that. [audio]
  const float* read(int line, int delay, Scratch& scratch) const noexcept {
    const int at = at_ < delay ? at_ - delay + frames_ : at_ - delay;
    const float* const from = memory_.data() + static_cast<std::size_t>(line) * stride_ + at;
    if (age_ >= delay) return from;
    for (int i = 0; i < kPeriod; ++i) scratch[i] = age_ + i < delay ? 0.0f : from[i];
    return scratch;
  }

  // Where the next frames of a line go; after writing, say so by written(). [audio]
  float* write(int line) noexcept { return memory_.data() + static_cast<std::size_t>(line) * stride_ + at_; }

  // Copies what was just written at the ring's beginning behind its end. Does nothing elsewhere. [audio]
  void written(int line, int frames) noexcept {
    if (at_ >= kPeriod) return;
    float* const from = write(line);
    std::copy_n(from, frames, from + frames_);
  }

  // Goes on by some frames, which must not cross the end of a period. [audio]
  void advance(int frames) noexcept {
    at_ += frames;
    if (at_ == frames_) at_ = 0;
    age_ = std::min(age_ + frames, frames_);
  }

 private:
  // Lines must not lie a multiple of 4 kB apart, or they push each other out of the cache.
  static constexpr int kPad = 80;

  std::vector<float> memory_;
  std::size_t stride_ = 0;
  int frames_ = 0;  // of a ring
  int at_ = 0;
  int age_ = 0;  // frames since all was silent, up to frames_
};

}  // namespace sweetspot::dsp
