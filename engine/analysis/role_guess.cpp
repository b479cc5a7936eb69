#include "engine/analysis/role_guess.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "engine/analysis/name_words.h"
#include "engine/core/text.h"

namespace sweetspot {

namespace {

// A word that names a role. Within a longer word ("kickin", "bgvox") it counts only when it is long enough to mean nothing else.
struct Word {
  std::string_view text;
  std::string_view role;
  double confidence;
  bool inside = false;  // also as a part of a longer word
};

// In order of precedence: what comes first wins when a name has several ("Snare Bottom Room", "Bass Guitar", "Drum FX").
constexpr auto kWords = std::to_array<Word>({
    {"kick", "kick", 0.97, true},
    {"kik", "kick", 0.95},
    {"kck", "kick", 0.9},
    {"kd", "kick", 0.7},
    {"bd", "kick", 0.85},
    {"bassdrum", "kick", 0.95, true},
    {"snare", "snare", 0.97, true},
    {"snr", "snare", 0.93},
    {"sn", "snare", 0.8},
    {"sd", "snare", 0.8},
    {"sidestick", "snare", 0.9, true},
    {"rimshot", "snare", 0.9, true},
    {"hihat", "hats", 0.97, true},
    {"hat", "hats", 0.95},
    {"hats", "hats", 0.95},
    {"hh", "hats", 0.93},
    {"hihats", "hats", 0.97},
    {"ohat", "hats", 0.9},
    {"chat", "hats", 0.6},
    {"overhead", "overheads", 0.97, true},
    {"oh", "overheads", 0.93},
    {"ohs", "overheads", 0.93},
    {"ovh", "overheads", 0.9},
    {"ovhd", "overheads", 0.9},
    {"cymbal", "overheads", 0.85, true},
    {"cymbals", "overheads", 0.85},
    {"ride", "overheads", 0.85},
    {"crash", "overheads", 0.85},
    {"tom", "toms", 0.93},
    {"toms", "toms", 0.97},
    {"floortom", "toms", 0.97, true},
    {"racktom", "toms", 0.97, true},
    {"perc", "percussion", 0.95},
    {"percussion", "percussion", 0.97, true},
    {"percs", "percussion", 0.95},
    {"shaker", "percussion", 0.95, true},
    {"tambourine", "percussion", 0.95, true},
    {"tamb", "percussion", 0.95},
    {"conga", "percussion", 0.95, true},
    {"bongo", "percussion", 0.95, true},
    {"clap", "percussion", 0.9, true},
    {"snaps", "percussion", 0.85},
    {"cowbell", "percussion", 0.95, true},
    {"triangle", "percussion", 0.85},
    {"cajon", "percussion", 0.95, true},
    {"djembe", "percussion", 0.95, true},
    {"maracas", "percussion", 0.95},
    {"drum", "drums", 0.93, true},
    {"drums", "drums", 0.95},
    {"kit", "drums", 0.85},
    {"breakbeat", "drums", 0.9, true},
    {"beat", "drums", 0.75},
    {"dr", "drums", 0.6},
    {"808", "bass", 0.8},
    {"bass", "bass", 0.95, true},
    {"bs", "bass", 0.7},
    {"sub", "bass", 0.75},
    {"subbass", "bass", 0.95},
    {"basses", "bass", 0.7},
    {"guitar", "electric_guitar", 0.93, true},
    {"guitars", "electric_guitar", 0.93},
    {"gtr", "electric_guitar", 0.93, true},
    {"gtrs", "electric_guitar", 0.93},
    {"gt", "electric_guitar", 0.75},
    {"git", "electric_guitar", 0.75},
    {"gitarre", "electric_guitar", 0.93},
    {"strat", "electric_guitar", 0.85},
    {"tele", "electric_guitar", 0.8},
    {"ukulele", "acoustic_guitar", 0.85, true},
    {"banjo", "acoustic_guitar", 0.85},
    {"mandolin", "acoustic_guitar", 0.85, true},
    {"piano", "keys", 0.95, true},
    {"pno", "keys", 0.9},
    {"keys", "keys", 0.95},
    {"key", "keys", 0.7},
    {"keyboard", "keys", 0.9, true},
    {"rhodes", "keys", 0.95, true},
    {"wurli", "keys", 0.95, true},
    {"organ", "keys", 0.95, true},
    {"hammond", "keys", 0.95, true},
    {"clav", "keys", 0.9},
    {"clavinet", "keys", 0.95},
    {"ep", "keys", 0.6},
    {"epiano", "keys", 0.95},
    {"accordion", "keys", 0.85},
    {"strings", "strings", 0.95, true},
    {"string", "strings", 0.85},
    {"violin", "strings", 0.95, true},
    {"violins", "strings", 0.95},
    {"viola", "strings", 0.95},
    {"cello", "strings", 0.95, true},
    {"orchestra", "strings", 0.85, true},
    {"horns", "strings", 0.6},
    {"brass", "strings", 0.6},
    {"trumpet", "strings", 0.6},
    {"sax", "strings", 0.6},
    {"flute", "strings", 0.6},
    {"trombone", "strings", 0.6},
    {"synth", "synth", 0.95, true},
    {"synths", "synth", 0.95},
    {"syn", "synth", 0.8},
    {"pad", "synth", 0.9},
    {"pads", "synth", 0.9},
    {"arp", "synth", 0.9},
    {"pluck", "synth", 0.85},
    {"moog", "synth", 0.9},
    {"minilogue", "synth", 0.95},
    {"juno", "synth", 0.9},
    {"prophet", "synth", 0.85},
    {"sequencer", "synth", 0.8},
    {"seq", "synth", 0.75},
    {"saw", "synth", 0.7},
    {"chords", "synth", 0.5},
    {"stabs", "synth", 0.6},
    {"fx", "effects", 0.9},
    {"sfx", "effects", 0.93},
    {"effect", "effects", 0.9, true},
    {"effects", "effects", 0.9},
    {"sweep", "effects", 0.9, true},
    {"sweeps", "effects", 0.9},
    {"riser", "effects", 0.93, true},
    {"risers", "effects", 0.93},
    {"impact", "effects", 0.9},
    {"impacts", "effects", 0.9},
    {"noise", "effects", 0.8},
    {"atmos", "effects", 0.85},
    {"atmosphere", "effects", 0.85},
    {"ambience", "effects", 0.8},
    {"beep", "effects", 0.85, true},
    {"beeps", "effects", 0.85},
    {"foley", "effects", 0.9},
    {"vinyl", "effects", 0.8},
    {"swell", "effects", 0.8},
    {"reverse", "effects", 0.7},
    {"rev", "effects", 0.5},
    {"whoosh", "effects", 0.9, true},
    {"drone", "effects", 0.7},
    {"glitch", "effects", 0.8},
    {"texture", "effects", 0.75},
    {"reverb", "effects", 0.6},
    {"echo", "effects", 0.6},
    {"delay", "effects", 0.6},
    {"room", "overheads", 0.6},
    {"rooms", "overheads", 0.6},
    {"loop", "drums", 0.45},
    {"reference", "mix_reference", 0.9},
    {"ref", "mix_reference", 0.85},
    {"roughmix", "mix_reference", 0.9},
    {"mixdown", "mix_reference", 0.85},
    {"mix", "mix_reference", 0.75},
    {"master", "mix_reference", 0.75},
    {"mastered", "mix_reference", 0.8},
    {"rough", "mix_reference", 0.7},
    {"2track", "mix_reference", 0.7},
    {"full", "mix_reference", 0.4},
});

constexpr auto kVoice = std::to_array<std::string_view>({"vox", "vocal", "vocals", "voc", "vocs", "voice", "voices", "vx", "sing", "singer",
                                                         "singing", "gesang", "vo", "verse", "rap", "lv", "ldv", "leadvox", "leadvocal"});
constexpr auto kBacking = std::to_array<std::string_view>(
    {"bgv",        "bgvs",   "bv",      "bvs",       "bg",   "bvox",  "bgvox", "bgvocal", "bgvocals", "backing",
     "background", "backup", "harmony", "harmonies", "harm", "harms", "hrm",   "choir",   "gang",     "chorus",
     "ooh",        "oohs",   "aah",     "aahs",      "aahh", "ahh",   "group", "stack",   "octave",   "oct"});
constexpr auto kSurelyBacking = std::to_array<std::string_view>({"bgv", "bgvs", "bv", "bvs", "bvox", "bgvox", "bgvocal", "bgvocals",
                                                                 "choir", "harmony", "harmonies", "oohs", "aahs", "ooh", "aah", "aahh"});
constexpr auto kDouble =
    std::to_array<std::string_view>({"dbl", "double", "doubles", "doubled", "dub", "dubs", "doppel", "dt", "doubler", "dbls"});
constexpr auto kAcoustic = std::to_array<std::string_view>(
    {"ac", "acc", "aco", "acou", "acoustic", "acgtr", "agtr", "nylon", "classical", "steel", "folk", "akustik"});

template <std::size_t N>
bool has(const std::vector<std::string>& words, const std::array<std::string_view, N>& list) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& w) { return std::find(list.begin(), list.end(), w) != list.end(); });
}

bool has_inside(const std::vector<std::string>& words, std::string_view part) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& w) { return w.find(part) != std::string::npos; });
}

int side_of(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "l" || word == "left" || word == "lft") return -1;
    if (word == "r" || word == "right" || word == "rgt") return 1;
  }
  return 0;
}

RoleGuess voice_role(const std::vector<std::string>& words) {
  const bool ad_lib = has_inside(words, "adlib") ||
                      (has(words, std::to_array<std::string_view>({"ad"})) && has(words, std::to_array<std::string_view>({"lib", "libs"})));
  const bool voice = has(words, kVoice) || has_inside(words, "vox") || has_inside(words, "vocal");
  if (ad_lib) return {"ad_lib", 0.95, true};
  if (has(words, kSurelyBacking)) return {"backing_vocal", 0.95, true};
  if (!voice) return {};
  const bool lead = has(words, std::to_array<std::string_view>({"lead", "ld", "main", "lv"}));
  const bool echo =
      has(words, std::to_array<std::string_view>({"echo", "fx", "throw", "throws", "delay", "chop", "chops", "verb", "reverb"}));
  if (has(words, kDouble)) return {"backing_vocal", 0.9, true, true};
  if (has(words, kBacking) && !lead) return {"backing_vocal", 0.92, true};
  if (echo) return {"backing_vocal", 0.7, true};
  return {"lead_vocal", lead ? 0.97 : 0.88, true};
}

RoleGuess table_role(const std::vector<std::string>& words) {
  for (const Word& entry : kWords)
    for (const std::string& word : words) {
      const bool inside = entry.inside && word.size() > entry.text.size() && word.find(entry.text) != std::string::npos;
      if (word == entry.text || inside) return {std::string(entry.role), inside ? 0.9 * entry.confidence : entry.confidence, true};
    }
  return {};
}

}  // namespace

RoleGuess guess_role_from_name(std::string_view name) {
  std::vector<std::string> words = words_of_name(name);
  for (std::string& word : words) word = lower_case(word);
  // "hi hat" and "bass drum" are one word each.
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "hi" && words[i + 1].starts_with("hat")) words[i] = "hihat";
    if (words[i] == "bass" && words[i + 1].starts_with("drum")) words[i] = "bassdrum";
  }
  RoleGuess guess = voice_role(words);
  const RoleGuess other = table_role(words);
  // "Vocal Synth" and "Vox Organ" are rare; drums in a voice's name ("Snare Vox") are not voices either.
  if (guess.confidence == 0.0) guess = other;
  if (guess.role == "electric_guitar" && has(words, kAcoustic)) guess.role = "acoustic_guitar";
  if (guess.role == "unknown" && has(words, kAcoustic)) guess = {"acoustic_guitar", 0.8, true};
  if (guess.role == "unknown" && has(words, std::to_array<std::string_view>({"lead"}))) guess = {"lead_vocal", 0.4, true};
  if (guess.role == "unknown") return {};
  guess.doubles = has(words, kDouble);
  guess.side = side_of(words);
  return guess;
}

RoleGuess guess_role_from_sound(const TrackFeatures& f) {
  if (f.silent) return {};
  const auto guess = [](std::string_view role, double confidence) { return RoleGuess{std::string(role), confidence}; };
  const bool hits = f.onsets_per_second > 0.4 && f.decay_db > 8.0 && f.crest_db > 12.0;
  const bool one_voice = f.has_pitch && f.voiced_share > 0.55;
  if (f.low_share > 0.55 && f.centroid_hz < 220.0) {
    const bool boom = hits && (f.decay_db > 20.0 || (f.decay_db > 12.0 && (!f.has_pitch || f.voiced_share < 0.5)));
    return boom ? guess("kick", 0.7) : guess("bass", one_voice ? 0.75 : 0.6);
  }
  if (hits && !(one_voice && f.glide > 0.5 && f.voiced_share > 0.7)) {
    if (f.high_share > 0.45) return f.channels == 2 && f.correlation < 0.9 ? guess("overheads", 0.5) : guess("hats", 0.65);
    if (f.voiced_share < 0.45 && f.crest_db > 14.0) {
      if (f.low_share > 0.08 && f.channels == 2) return guess("drums", 0.6);
      if (f.decay_db > 14.0 && f.centroid_hz > 150.0) return f.low_share > 0.3 ? guess("toms", 0.4) : guess("snare", 0.5);
      return guess("percussion", 0.45);
    }
  }
  if (f.high_share > 0.6) return guess(f.channels == 2 ? "overheads" : "hats", 0.4);
  if (one_voice && f.median_hz > 75.0 && f.median_hz < 900.0 && f.glide > 1.5 && f.channels == 1) return guess("lead_vocal", 0.55);
  if (one_voice && f.median_hz > 75.0 && f.median_hz < 900.0 && f.glide > 2.0) return guess("lead_vocal", 0.4);
  const bool loud_master =
      f.channels == 2 && f.loudness.integrated_lufs.value_or(-70.0) > -13.0 && f.loudness.true_peak_dbtp.value_or(-70.0) > -1.5;
  if (loud_master && f.active_share > 0.9 && f.low_share > 0.05 && f.high_share > 0.005) return guess("mix_reference", 0.5);
  if (f.onsets_per_second < 0.4) return guess("synth", 0.3);
  return f.decay_db > 4.0 ? guess("keys", 0.3) : guess("electric_guitar", 0.3);
}

RoleGuess guess_role(std::string_view name, const TrackFeatures& features) {
  constexpr double kEnough = 0.6;
  const RoleGuess by_name = guess_role_from_name(name);
  if (by_name.confidence >= kEnough) return by_name;
  RoleGuess by_sound = guess_role_from_sound(features);
  by_sound.side = by_name.side;
  by_sound.doubles = by_name.doubles;
  return by_sound.confidence > by_name.confidence ? by_sound : by_name;
}

}  // namespace sweetspot
