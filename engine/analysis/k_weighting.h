// The K-weighting filter of ITU-R BS.1770-4 at any sample rate.
#pragma once

namespace sweetspot {

// One channel. A high shelf (the head) and a high-pass (the ear's fall towards the bass), both derived for the rate from the
// analog prototypes behind the standard's 48 kHz table (B. De Man, "Evaluation of Implementations of the EBU R128 Loudness
// Measurement", AES 145, 2018); at 48 kHz they are the table. States are double.
class KWeighting {
 public:
  // Rate in Hz, 8000 to 192000.
  explicit KWeighting(double rate) noexcept;

  // Forgets all sound. [audio]
  void reset() noexcept;

  // `sum` plus the squares of the weighted samples, added one by one. The samples must be finite. [audio]
  double add_energy(const float* samples, int frames, double sum) noexcept;

 private:
  struct Section {
    double b0, b1, b2, a1, a2;
  };
  Section shelf_;
  Section high_pass_;
  double state_[4] = {0, 0, 0, 0};
};

}  // namespace sweetspot
