#include "engine/params/spec.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "engine/core/error.h"

namespace sweetspot {
namespace {

ParamSpec level() { return {.key = "gain", .unit = Unit::decibels, .minimum = -144, .maximum = 24, .default_value = 0, .scale = Scale::fader}; }
ParamSpec threshold() { return {.key = "threshold", .unit = Unit::decibels, .minimum = -60, .maximum = 0, .default_value = -18}; }
ParamSpec frequency() {
  return {.key = "freq", .unit = Unit::hertz, .minimum = 10, .maximum = 40000, .default_value = 1000, .scale = Scale::logarithmic};
}
ParamSpec attack() { return {.key = "attack", .unit = Unit::milliseconds, .minimum = 0, .maximum = 2000, .default_value = 10, .scale = Scale::square}; }
ParamSpec ratio() { return {.key = "ratio", .unit = Unit::ratio, .minimum = 1, .maximum = 20, .default_value = 4}; }
ParamSpec percent() { return {.key = "strength", .unit = Unit::percent, .minimum = 0, .maximum = 100, .default_value = 50}; }
ParamSpec mix() { return {.key = "mix", .minimum = 0, .maximum = 1, .default_value = 1, .shown_decimals = 2}; }
ParamSpec toggle() { return {.key = "invert", .scale = Scale::toggle}; }
ParamSpec shape() { return {.key = "type", .maximum = 2, .scale = Scale::choice, .choices = {"bell", "low_shelf", "high_pass"}}; }
ParamSpec slope() { return {.key = "slope", .unit = Unit::decibels_per_octave, .maximum = 2, .scale = Scale::choice, .choices = {"6", "12", "24"}}; }

std::vector<ParamSpec> all() { return {level(), threshold(), frequency(), attack(), ratio(), percent(), mix(), toggle(), shape(), slope()}; }

std::string refusal(const ParamSpec& spec, std::string_view text) {
  try {
    parse_value(spec, text);
  } catch (const Error& error) {
    EXPECT_EQ(error.subject(), spec.key);
    return error.what();
  }
  return "";
}

TEST(Spec, TravelAndValueAreInverse) {
  for (const ParamSpec& spec : all()) {
    if (spec.scale == Scale::choice || spec.scale == Scale::toggle) continue;
    const double audible = spec.scale == Scale::fader ? -69.0 : spec.minimum;
    for (int i = 0; i <= 1000; ++i) {
      const double value = audible + (spec.maximum - audible) * i / 1000.0;
      EXPECT_NEAR(value_from_travel(spec, travel_from_value(spec, value)), value, 1e-9 * (spec.maximum - spec.minimum)) << spec.key;
    }
    for (int i = 0; i <= 1000; ++i) {
      const double travel = i / 1000.0;
      EXPECT_NEAR(travel_from_value(spec, value_from_travel(spec, travel)), travel, 1e-9) << spec.key;
    }
  }
}

TEST(Spec, TravelIsMonotonicAndEndsAtTheRange) {
  for (const ParamSpec& spec : all()) {
    double last = -INFINITY;
    for (int i = 0; i <= 500; ++i) {
      const double value = value_from_travel(spec, i / 500.0);
      EXPECT_GE(value, last) << spec.key;
      last = value;
    }
    EXPECT_EQ(value_from_travel(spec, 0.0), spec.minimum) << spec.key;
    EXPECT_NEAR(value_from_travel(spec, 1.0), spec.maximum, 1e-9) << spec.key;
  }
}

TEST(Spec, LogarithmicTravelIsEqualRatios) {
  const double middle = value_from_travel(frequency(), 0.5);
  EXPECT_NEAR(middle, std::sqrt(10.0 * 40000.0), 1e-6);
}

TEST(Spec, ConstrainHoldsRoundsAndRefusesNaN) {
  EXPECT_EQ(constrain(threshold(), 12.0), 0.0);
  EXPECT_EQ(constrain(threshold(), -INFINITY), -60.0);
  EXPECT_EQ(constrain(threshold(), NAN), -18.0);
  EXPECT_EQ(constrain(shape(), 1.4), 1.0);
  EXPECT_EQ(constrain(shape(), 9.0), 2.0);
  EXPECT_EQ(constrain(toggle(), 0.7), 1.0);
}

TEST(Spec, ReadsWhatPeopleWrite) {
  EXPECT_EQ(parse_value(threshold(), "-6"), -6.0);
  EXPECT_EQ(parse_value(threshold(), " \u22126 dB "), -6.0);
  EXPECT_EQ(parse_value(threshold(), "-6dB"), -6.0);
  EXPECT_EQ(parse_value(level(), "+3.5"), 3.5);
  EXPECT_EQ(parse_value(level(), "-inf"), -144.0);
  EXPECT_EQ(parse_value(level(), "-∞ dB"), -144.0);
  EXPECT_EQ(parse_value(frequency(), "2k"), 2000.0);
  EXPECT_EQ(parse_value(frequency(), "2 kHz"), 2000.0);
  EXPECT_EQ(parse_value(frequency(), "440 Hz"), 440.0);
  EXPECT_EQ(parse_value(attack(), "1.5 s"), 1500.0);
  EXPECT_EQ(parse_value(attack(), "250 µs"), 0.25);
  EXPECT_EQ(parse_value(percent(), "50%"), 50.0);
  EXPECT_EQ(parse_value(mix(), "50 %"), 0.5);
  EXPECT_EQ(parse_value(ratio(), "4:1"), 4.0);
  EXPECT_EQ(parse_value(ratio(), "4.0 : 1"), 4.0);
  EXPECT_EQ(parse_value(shape(), "Bell"), 0.0);
  EXPECT_EQ(parse_value(shape(), "low shelf"), 1.0);
  EXPECT_EQ(parse_value(shape(), "High-Pass"), 2.0);
  EXPECT_EQ(parse_value(slope(), "12"), 1.0);
  EXPECT_EQ(parse_value(slope(), "24 dB/oct"), 2.0);
  for (const char* on : {"on", "true", "1", "ON", "yes"}) EXPECT_EQ(parse_value(toggle(), on), 1.0);
  for (const char* off : {"off", "false", "0", "no"}) EXPECT_EQ(parse_value(toggle(), off), 0.0);
}

TEST(Spec, RefusesWithTheRangeOrTheChoices) {
  EXPECT_NE(refusal(threshold(), "3").find("-60 to 0 dB"), std::string::npos);
  EXPECT_NE(refusal(threshold(), "-inf").find("-60 to 0 dB"), std::string::npos);
  EXPECT_NE(refusal(level(), "30 dB").find("-inf to 24 dB"), std::string::npos);
  EXPECT_NE(refusal(shape(), "notch").find("bell, low_shelf, high_pass"), std::string::npos);
  EXPECT_NE(refusal(slope(), "7").find("6, 12, 24"), std::string::npos);
  EXPECT_NE(refusal(toggle(), "maybe").find("on or off"), std::string::npos);
  for (const char* text : {"", "abc", "6 Hz", "nan", "1.2.3", "--6", "6 dB dB", "0x10"}) EXPECT_FALSE(refusal(threshold(), text).empty()) << text;
}

TEST(Spec, FileTextReadsBackToTheSameDouble) {
  std::mt19937_64 random(7);
  for (const ParamSpec& spec : all()) {
    std::uniform_real_distribution<double> value(spec.minimum, spec.maximum);
    for (int i = 0; i < 500; ++i) {
      const double v = constrain(spec, value(random));
      EXPECT_EQ(parse_value(spec, file_text(spec, v)), v) << spec.key << " " << file_text(spec, v);
    }
  }
  EXPECT_EQ(file_text(shape(), 1), "low_shelf");
  EXPECT_EQ(file_text(toggle(), 1), "on");
  EXPECT_EQ(file_text(threshold(), -3.5), "-3.5");
}

TEST(Spec, DisplayTextIsReadable) {
  EXPECT_EQ(display_text(threshold(), -3.5), "-3.5 dB");
  EXPECT_EQ(display_text(threshold(), -0.01), "0.0 dB");
  EXPECT_EQ(display_text(frequency(), 2000), "2.00 kHz");
  EXPECT_EQ(display_text(frequency(), 80), "80.0 Hz");
  EXPECT_EQ(display_text(shape(), 0), "Bell");
  EXPECT_EQ(display_text(shape(), 1), "Low shelf");
  EXPECT_EQ(display_text(slope(), 1), "12 dB/oct");
  EXPECT_EQ(display_text(percent(), 50), "50 %");
  EXPECT_EQ(display_text(percent(), 33.3), "33.3 %");
  EXPECT_EQ(display_text(ratio(), 4), "4.0 : 1");
  EXPECT_EQ(display_text(toggle(), 1), "on");
  EXPECT_EQ(display_text(attack(), 1500), "1.50 s");
  EXPECT_EQ(display_text(level(), -144), "-∞ dB");
}

TEST(Spec, DisplayTextReadsBackWithinItsDigits) {
  for (const ParamSpec& spec : all())
    for (int i = 0; i <= 100; ++i) {
      const double v = value_from_travel(spec, i / 100.0);
      EXPECT_NEAR(parse_value(spec, display_text(spec, v)), v, std::max(0.051, std::abs(v) * 0.006)) << spec.key << " " << display_text(spec, v);
    }
}

TEST(Spec, FindsKeysInATable) {
  const auto table = all();
  EXPECT_EQ(index_of(table, "threshold"), 1);
  EXPECT_EQ(index_of(table, "Threshold"), -1);
  EXPECT_EQ(index_of({}, "x"), -1);
}

}  // namespace
}  // namespace sweetspot
