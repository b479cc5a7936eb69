// What a processor makes of a sine: harmonics, and what is no harmonic.
#pragma once

#include <cmath>
#include <complex>
#include <vector>

#include "engine/dsp/fft.h"
#include "tests/engine/processors/dynamics_rig.h"

namespace sweetspot::test {

// A window of whole periods, so that every harmonic, also a folded one, is one bin.
inline constexpr int kToneWindow = 1 << 16;

// An odd number of periods a window nearest to a frequency: it has no period in common with the rate.
inline int tone_periods(double hertz, double rate = 48000.0) { return static_cast<int>(std::lround(hertz * kToneWindow / rate)) | 1; }

// `lead` frames and a window of a sine of so many periods a window.
inline Channel whole_periods(int periods, double level_db, int lead = 16384) {
  Channel channel(static_cast<std::size_t>(lead + kToneWindow));
  for (std::size_t i = 0; i < channel.size(); ++i)
    channel[i] =
        static_cast<float>(amplitude(level_db) * std::sin(2.0 * std::numbers::pi * periods * static_cast<double>(i) / kToneWindow));
  return channel;
}

struct ToneSpectrum {
  double thd_db = 0.0;              // harmonics below half the rate, all relative to the fundamental
  double alias_db = 0.0;            // everything else below 20 kHz
  double under_db = 0.0;            // of it, what lies under 0.45 of the note, where nothing hides it
  std::vector<double> harmonic_db;  // by number; 1 is the fundamental, absolute
  double constant = 0.0;
};

inline ToneSpectrum analyse_tone(const Channel& x, int periods, double rate = 48000.0) {
  dsp::RealFft fft(kToneWindow);
  std::copy(x.end() - kToneWindow, x.end(), fft.time().begin());
  fft.forward();
  const auto power = [&fft](int bin) { return std::norm(std::complex<double>(fft.bins()[static_cast<std::size_t>(bin)])); };
  const double fundamental = power(periods);
  double harmonics = 0.0, rest = 0.0, under = 0.0;
  ToneSpectrum found;
  found.constant = fft.bins()[0].real() / kToneWindow;
  for (int bin = 1; bin < kToneWindow / 2; ++bin) {
    const double hertz = bin * rate / kToneWindow;
    if (bin % periods == 0) {
      if (bin > periods) harmonics += power(bin);
    } else if (hertz < 20000.0) {
      rest += power(bin);
      if (hertz < 0.45 * periods * rate / kToneWindow) under += power(bin);
    }
  }
  const auto db = [](double p) { return 10.0 * std::log10(p + 1e-40); };
  found.thd_db = db(harmonics / fundamental);
  found.alias_db = db(rest / fundamental);
  found.under_db = db(under / fundamental);
  found.harmonic_db = {-400.0, db(4.0 * fundamental / kToneWindow / kToneWindow)};
  for (int h = 2; h * periods < kToneWindow / 2; ++h) found.harmonic_db.push_back(db(power(h * periods) / fundamental));
  return found;
}

}  // namespace sweetspot::test
