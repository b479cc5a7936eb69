// The digital curves against the analog ones they stand for.
#include "engine/dsp/matched_cascade.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <iterator>
#include <numbers>
#include <random>
#include <vector>

namespace sweetspot::dsp {
namespace {

struct Band {
  AnalogSection section;
  double hz;
};

// A whole cascade with its correction, and what it should be.
class Cascade {
 public:
  Cascade(const std::vector<Band>& bands, double rate) : bands_(bands), rate_(rate) {
    MatchedCascade design;
    for (const Band& band : bands) sections_.push_back(design.add(band.section, 2.0 * std::numbers::pi * band.hz / rate));
    sections_.push_back(design.correction());
  }

  std::complex<double> digital(double hz) const {
    std::complex<double> gain = 1.0;
    for (const Biquad& section : sections_) gain *= response(section, 2.0 * std::numbers::pi * hz / rate_);
    return gain;
  }

  std::complex<double> analog(double hz) const {
    std::complex<double> gain = 1.0;
    for (const Band& band : bands_) gain *= response(band.section, hz / band.hz);
    return gain;
  }

  // Largest error in dB from 20 Hz to `top`, where the analog curve is above `floor_db`.
  double worst_db(double top, double floor_db = -60.0) const {
    double worst = 0.0;
    for (double hz = 20.0; hz <= top; hz *= 1.01) {
      const double wanted = 20.0 * std::log10(std::abs(analog(hz)));
      if (wanted > floor_db) worst = std::max(worst, std::abs(20.0 * std::log10(std::abs(digital(hz))) - wanted));
    }
    return worst;
  }

  double worst_degrees(double top) const {
    double worst = 0.0;
    for (double hz = 20.0; hz <= top; hz *= 1.01)
      worst = std::max(worst, std::abs(std::arg(digital(hz) / analog(hz))) * 180.0 / std::numbers::pi);
    return worst;
  }

  const std::vector<Biquad>& sections() const { return sections_; }

 private:
  std::vector<Band> bands_;
  double rate_;
  std::vector<Biquad> sections_;
};

constexpr double kRates[] = {44100, 48000, 88200, 96000, 176400, 192000};

// Bells and shelves as people set them.
std::vector<Band> customary_bands() {
  std::vector<Band> bands;
  for (const double hz : {20.0, 100.0, 1000.0, 5000.0, 10000.0, 16000.0}) {
    for (const double gain : {12.0, -12.0, 3.0})
      for (const double q : {0.3, 0.7071, 1.0, 4.0, 20.0}) bands.push_back({analog_bell(gain, q), hz});
    for (const double gain : {12.0, -12.0, 3.0})
      for (const double q : {0.5, 0.7071, 1.0}) {
        bands.push_back({analog_low_shelf(gain, q), hz});
        bands.push_back({analog_high_shelf(gain, q), hz});
      }
    for (const double gain : {6.0, -6.0}) bands.push_back({analog_tilt(gain), hz});
  }
  return bands;
}

TEST(MatchedCascade, BellsAndShelvesFollowTheAnalogCurve) {
  for (const double rate : kRates)
    for (const Band& band : customary_bands()) {
      const Cascade cascade({band}, rate);
      EXPECT_LT(cascade.worst_db(16000.0), 0.08) << band.hz << " Hz at " << rate;
      EXPECT_LT(cascade.worst_db(20000.0), 0.3) << band.hz << " Hz at " << rate;
    }
}

TEST(MatchedCascade, PhaseStaysNearTheAnalogPhase) {
  for (const double rate : {44100.0, 48000.0})
    for (const double hz : {100.0, 1000.0, 5000.0, 10000.0, 16000.0})
      for (const AnalogSection& section : {analog_bell(12, 1), analog_bell(-12, 1), analog_bell(6, 4), analog_high_shelf(6, 0.707)})
        EXPECT_LT(Cascade({{section, hz}}, rate).worst_degrees(10000.0), 10.0) << hz << " Hz at " << rate;
  for (const double gain : {12.0, -12.0})
    EXPECT_LT(Cascade({{analog_high_shelf(gain, 0.707), 10000}}, 44100).worst_degrees(10000.0), 10.0) << gain;
}

// The magnitude leans for that where it must; it does so gradually.
TEST(MatchedCascade, LeaningForThePhaseComesGradually) {
  double before = 0.0;
  for (double gain = 9.0; gain < 20.0; gain += 0.01) {
    const Cascade shelf({{analog_high_shelf(gain, 0.707), 10000}}, 44100);
    const double error = 20.0 * std::log10(std::abs(shelf.digital(20000) / shelf.analog(20000)));
    EXPECT_LT(std::abs(error), 0.25);
    if (gain > 9.0) {
      EXPECT_NEAR(error, before, 0.01) << gain;
    }
    before = error;
  }
}

TEST(MatchedCascade, PassesFollowTheAnalogCurve) {
  for (const double rate : kRates)
    for (const int order : {1, 2, 3, 4, 6, 8})
      for (const double hz : {30.0, 500.0, 5000.0, 12000.0, 18000.0}) {
        std::vector<Band> low, high;
        for (int index = 0; index < order / 2; ++index) {
          low.push_back({analog_low_pass(butterworth_q(order, index)), hz});
          high.push_back({analog_high_pass(butterworth_q(order, index)), hz});
        }
        if (order % 2 == 1) {
          low.push_back({analog_low_pass_first_order(), hz});
          high.push_back({analog_high_pass_first_order(), hz});
        }
        for (const auto& bands : {low, high}) {
          const Cascade cascade(bands, rate);
          EXPECT_LT(cascade.worst_db(16000.0), 0.1) << order << ", " << hz << " Hz at " << rate;
          EXPECT_LT(cascade.worst_db(20000.0), 0.3) << order << ", " << hz << " Hz at " << rate;
          EXPECT_NEAR(20.0 * std::log10(std::abs(cascade.analog(hz))), -3.01, 0.01);
        }
      }
}

TEST(MatchedCascade, NotchAndBandPassStandWhereTheyShould) {
  for (const double rate : kRates)
    for (const double hz : {50.0, 1000.0, 8000.0, 15000.0})
      for (const double q : {0.7, 5.0, 30.0}) {
        const Cascade notch({{analog_notch(q), hz}}, rate);
        EXPECT_LT(20.0 * std::log10(std::abs(notch.digital(hz))), -100.0);
        EXPECT_LT(notch.worst_db(16000.0, -40.0), 0.05) << hz << " Hz at " << rate << ", Q " << q;
        const Cascade pass({{analog_band_pass(q), hz}}, rate);
        EXPECT_LT(pass.worst_db(16000.0), 0.05) << hz << " Hz at " << rate << ", Q " << q;
      }
}

TEST(MatchedCascade, ManyBandsShareOneCorrection) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  for (int round = 0; round < 300; ++round) {
    std::vector<Band> bands;
    for (int band = 0; band < 8; ++band) {
      const double hz = 20.0 * std::pow(800.0, unit(random));
      const double gain = 30.0 * unit(random) - 15.0;
      const double q = 0.3 * std::pow(20.0, unit(random));
      const AnalogSection kinds[] = {analog_bell(gain, q), analog_bell(gain, q), analog_low_shelf(gain, 0.7), analog_high_shelf(gain, 0.7)};
      bands.push_back({kinds[random() % std::size(kinds)], hz});
    }
    EXPECT_LT(Cascade(bands, 44100).worst_db(16000.0), 0.1);
    EXPECT_LT(Cascade(bands, 48000).worst_db(16000.0), 0.05);
  }
}

TEST(MatchedCascade, CutUndoesBoost) {
  for (const double hz : {50.0, 2000.0, 15000.0}) {
    const Cascade both({{analog_bell(9, 2), hz}, {analog_bell(-9, 2), hz}}, 44100);
    for (double f = 20.0; f < 22000.0; f *= 1.05) EXPECT_NEAR(20.0 * std::log10(std::abs(both.digital(f))), 0.0, 1e-6);
  }
}

// Any setting at any rate, frequencies above Nyquist too: poles inside the circle, zeros inside or on it, all finite.
TEST(MatchedCascade, NothingIsEverUnstable) {
  std::mt19937 random(2);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  for (int round = 0; round < 4000; ++round) {
    const double rate = 8000.0 * std::pow(24.0, unit(random));
    std::vector<Band> bands;
    const int count = 1 + round % 33;
    for (int band = 0; band < count; ++band) {
      const double hz = unit(random) < 0.1 ? 24000.0 : 10.0 * std::pow(2400.0, unit(random));
      const double gain = unit(random) < 0.2 ? (unit(random) < 0.5 ? 30.0 : -30.0) : 60.0 * unit(random) - 30.0;
      const double q = unit(random) < 0.2 ? 40.0 : 0.1 * std::pow(400.0, unit(random));
      const AnalogSection kinds[] = {analog_bell(gain, q),
                                     analog_low_shelf(gain, q),
                                     analog_high_shelf(gain, q),
                                     analog_notch(q),
                                     analog_band_pass(q),
                                     analog_tilt(gain),
                                     analog_low_pass(q),
                                     analog_high_pass(q),
                                     analog_low_pass_first_order(),
                                     analog_high_pass_first_order()};
      bands.push_back({kinds[random() % std::size(kinds)], hz});
    }
    const Cascade cascade(bands, rate);
    for (const Biquad& section : cascade.sections()) {
      ASSERT_TRUE(std::isfinite(section.b0) && std::isfinite(section.b1) && std::isfinite(section.b2));
      ASSERT_TRUE(is_stable(section)) << round << ": a1 " << section.a1 << ", a2 " << section.a2;
      const Biquad inverse{1.0, 0.0, 0.0, section.b1 / section.b0, section.b2 / section.b0};
      ASSERT_LE(std::abs(inverse.a2), 1.0 + 1e-9) << "a zero outside the circle";
    }
  }
}

TEST(MatchedCascade, AllPassIsFlatAndTurnsAtItsFrequency) {
  for (const double omega : {0.01, 0.5, 2.0, 2.9, 5.0}) {
    const Biquad section = bilinear_all_pass(omega, 2.0);
    EXPECT_TRUE(is_stable(section));
    for (double w = 0.001; w < 3.14; w *= 1.2) EXPECT_NEAR(std::abs(response(section, w)), 1.0, 1e-9);
    if (omega < 2.9) {
      EXPECT_NEAR(std::abs(std::arg(response(section, omega))), std::numbers::pi, 1e-6);
    }
  }
}

TEST(MatchedCascade, LowBandsNeedNoCorrection) {
  MatchedCascade low;
  low.add(analog_bell(6, 1), 0.02);
  low.add(analog_high_pass(0.7071), 0.01);
  EXPECT_FALSE(low.needs_correction());
  low.add(analog_bell(6, 1), 1.5);
  EXPECT_TRUE(low.needs_correction());
}

}  // namespace
}  // namespace sweetspot::dsp
