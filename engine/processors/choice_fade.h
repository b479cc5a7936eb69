// What a processor does while one of its choices gives way to another.
#pragma once

#include <algorithm>
#include <cmath>

namespace sweetspot {

// A cross-fade by frames, so that its course does not depend on how the sound is cut. A choice that changes again meanwhile waits until
// the fade is done.
class ChoiceFade {
 public:
  // Frames of a fade, 1 or more. [main]
  void prepare(double seconds, double rate) noexcept {
    length_ = std::max(1, static_cast<int>(std::lround(seconds * rate)));
    reset();
  }

  // The next choice is there at once. [audio]
  void reset() noexcept {
    fresh_ = true;
    left_ = 0;
  }

  // The choice of the frames to come. [audio]
  void aim(int choice) noexcept {
    if (left_ > 0 || (!fresh_ && choice == to_)) return;
    from_ = fresh_ ? choice : to_;
    to_ = choice;
    left_ = fresh_ ? 0 : length_;
    fresh_ = false;
  }

  bool fading() const noexcept { return left_ > 0; }
  int from() const noexcept { return from_; }
  int to() const noexcept { return to_; }

  // Frames for which share() and aim() hold as they are, at most `most`. [audio]
  int steady_for(int most) const noexcept { return fading() ? std::min(left_, most) : most; }

  // How much of `to` is heard so many frames from now, 0 to 1; without corners, which would click. [audio]
  float share(int frame) const noexcept {
    if (!fading()) return 1.0f;
    const float way = 1.0f - static_cast<float>(left_ - frame) / static_cast<float>(length_ + 1);
    return way * way * (3.0f - 2.0f * way);
  }

  // [audio]
  void move_on(int frames) noexcept { left_ = std::max(0, left_ - frames); }

 private:
  int length_ = 1;
  int left_ = 0;
  int from_ = 0, to_ = 0;
  bool fresh_ = true;
};

}  // namespace sweetspot
