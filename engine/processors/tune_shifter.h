// Moves the periods of a voice while it sounds.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/dsp/sinc.h"
#include "engine/processors/tune_history.h"

namespace sweetspot {

// What to do at a moment: the voice's own pitch (0 where there is none) and the shift.
struct ShiftOrder {
  double hz = 0.0;
  double cents = 0.0;
};

// Pitch-synchronous overlap-add as it comes (E. Moulines and F. Charpentier, Speech Communication 9, 1990). Each output
// period starts at a mark and takes the sound from `offset` samples later; neighbouring periods are cross-faded with weights
// that sum to one. After a period the next mark lies a shifted period on, and takes the sound from the whole number of
// periods on that brings the offset nearest to zero. Without a voice marks come every 5 ms with no offset, so the sound
// passes as it is. Where nothing has been shifted it passes bit by bit.
class TuneShifter {
 public:
  // Output lags behind the input by `latency` samples. Takes memory. [main]
  void prepare(double rate, int latency);
  void reset() noexcept;

  // The orders, one a hop; order k is about the sample `first + k * hop`.
  struct Orders {
    const ShiftOrder* ring;  // kOrders of them
    std::int64_t newest;     // the last k that is there
    std::int64_t first;
    int hop;
  };
  static constexpr int kOrders = 256;

  // Writes `frames` output samples a channel, which are the moments from `position` on. `histories` hold the input of each
  // channel, `mix` their mean; all reach to position + latency + frames at least. With `move_formants` the sound inside a
  // period is sped up or slowed down as well. No heap, no locks. [audio]
  void render(std::int64_t position, int frames, const History* histories, int channels, const History& mix, const Orders& orders,
              bool move_formants, float* const* out) noexcept;

 private:
  struct Mark {
    double at = 0.0;
    double offset = 0.0;
    double speed = 1.0;  // of reading inside the period
    dsp::FractionalTaps taps{0.0};

    float read(const History& history, std::int64_t n) const noexcept;
  };

  void advance(const History& mix, const Orders& orders, bool move_formants) noexcept;
  double period_at(double source, double about, const History& mix) const noexcept;
  double loudest(double from, double period, const History& mix) const noexcept;

  double rate_ = 48000.0;
  int latency_ = 0;
  bool voiced_ = false;
  Mark a_, b_;
};

}  // namespace sweetspot
