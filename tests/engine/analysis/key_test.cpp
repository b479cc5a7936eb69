#include "engine/analysis/key.h"

#include <gtest/gtest.h>

#include "engine/core/error.h"

namespace sweetspot {
namespace {

constexpr std::uint16_t notes(std::initializer_list<int> classes) {
  unsigned set = 0;
  for (const int n : classes) set |= 1u << n;
  return static_cast<std::uint16_t>(set);
}

std::vector<SungNote> melody(std::initializer_list<double> pitches, double length = 0.5) {
  std::vector<SungNote> out;
  for (const double pitch : pitches) {
    SungNote note;
    note.start = static_cast<double>(out.size()) * length;
    note.end = note.start + length;
    note.centre = pitch;
    out.push_back(note);
  }
  return out;
}

TEST(ScaleText, IsUnderstood) {
  EXPECT_EQ(parse_scale("C major").notes, notes({0, 2, 4, 5, 7, 9, 11}));
  EXPECT_EQ(parse_scale("A minor").notes, parse_scale("C major").notes);
  EXPECT_EQ(parse_scale("Am").notes, parse_scale("a MINOR").notes);
  EXPECT_EQ(parse_scale("Eb").notes, parse_scale("D# major").notes);
  EXPECT_EQ(parse_scale("B\u266d minor").notes, parse_scale("A# natural minor").notes);
  EXPECT_EQ(parse_scale("A harmonic minor").notes, notes({9, 11, 0, 2, 4, 5, 8}));
  EXPECT_EQ(parse_scale("C D E G A").notes, parse_scale("C major pentatonic").notes);
  EXPECT_EQ(parse_scale("c,d, e,g;a").notes, parse_scale("C major_pentatonic").notes);
  EXPECT_EQ(parse_scale("D dorian").notes, parse_scale("C major").notes);
  EXPECT_EQ(parse_scale("chromatic").notes, 0x0FFF);
  EXPECT_EQ(parse_scale("A minor").name, "A minor");
  EXPECT_TRUE(is_auto_scale(" Auto "));
  EXPECT_FALSE(is_auto_scale("A"));
}

TEST(ScaleText, NonsenseIsRefusedWithAHint) {
  for (const char* text : {"", "H major", "C wobbly", "C D X", "auto"}) {
    try {
      parse_scale(text);
      FAIL() << text;
    } catch (const Error& error) {
      EXPECT_NE(error.remedy().find("A minor"), std::string::npos);
    }
  }
}

TEST(Scale, NearestNote) {
  const std::uint16_t c_major = parse_scale("C major").notes;
  EXPECT_EQ(nearest_in_scale(c_major, 60.9), 60);  // C# is not in it
  EXPECT_EQ(nearest_in_scale(c_major, 61.1), 62);
  EXPECT_EQ(nearest_in_scale(0x0FFF, 60.51), 61);
  EXPECT_EQ(nearest_in_scale(notes({0}), 66.2), 72);
  EXPECT_EQ(nearest_in_scale(notes({0}), 65.8), 60);
}

TEST(Key, OfAMinorMelody) {
  const KeyEstimate key = estimate_key(pitch_class_profile(melody({69, 71, 72, 74, 76, 72, 69, 68.9, 76, 77, 76, 69, 72, 69})));
  EXPECT_EQ(key.name(), "A minor");
}

TEST(Key, OfAMelodyInEFlatHoweverTransposed) {
  for (int root = 0; root < 12; ++root) {
    std::vector<SungNote> tune = melody({60, 62, 64, 65, 67, 64, 60, 67, 72, 71, 67, 65, 64, 62, 60});
    for (SungNote& note : tune) note.centre += root + 0.15;  // sung sharp
    const KeyEstimate key = estimate_key(pitch_class_profile(tune));
    EXPECT_EQ(key.root, root);
    EXPECT_FALSE(key.minor);
    EXPECT_EQ(scale_for(tune).notes, scale_notes(root, kScaleShapes[1].steps));
  }
}

TEST(Key, NotesOfNoKeyGiveTheChromaticScale) {
  EXPECT_EQ(scale_for(melody({60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71})).notes, 0x0FFF);
  EXPECT_EQ(scale_for({}).notes, 0x0FFF);
}

}  // namespace
}  // namespace sweetspot
