#include "engine/analysis/name_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "engine/core/text.h"

namespace sweetspot {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_small(c) || is_capital(c) || static_cast<unsigned char>(c) >= 0x80; }
bool all_digits(std::string_view word) { return std::all_of(word.begin(), word.end(), is_digit); }

template <std::size_t N>
bool among(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr auto kSuffixes = std::to_array<std::string_view>(
    {"wav", "wave", "rf64", "bwf", "w64", "aif", "aiff", "aifc", "caf", "flac", "ogg", "oga", "opus", "mp3"});

constexpr auto kClutter = std::to_array<std::string_view>(
    {"bip",          "bounce", "bounced", "bounces", "take",  "tk",      "final",  "stem",     "stems",  "comp",     "comped",
     "consolidated", "cons",   "edit",    "edited",  "print", "printed", "export", "exported", "render", "rendered", "mixdown",
     "wav",          "khz",    "bit",     "bpm",     "copy",  "new",     "raw",    "track",    "version"});

// Clutter that a number belongs to: "take 3", "24 bit".
constexpr auto kBeforeNumber = std::to_array<std::string_view>({"take", "tk", "track", "version", "v", "bounce"});
constexpr auto kAfterNumber = std::to_array<std::string_view>({"bit", "khz", "k", "bpm", "hz"});

// Kept in capitals.
constexpr auto kInitials =
    std::to_array<std::string_view>({"oh", "hh", "bgv", "bv", "bvs", "bgvs", "lv", "fx", "sfx", "di", "dbl", "bg", "edm", "tr", "ep"});

std::string_view without_folder_and_suffix(std::string_view name) {
  if (const auto slash = name.find_last_of("/\\"); slash != std::string_view::npos) name.remove_prefix(slash + 1);
  if (const auto dot = name.rfind('.'); dot != std::string_view::npos && dot > 0 && among(lower_case(name.substr(dot + 1)), kSuffixes))
    name = name.substr(0, dot);
  return name;
}

using Words = std::vector<std::string>;

bool same_word(const std::string& a, const std::string& b) { return lower_case(a) == lower_case(b); }

// Words that all names begin (or, reversed, end) with; leaves every name at least one word.
std::size_t common_words(const std::vector<Words>& names, bool at_end) {
  std::size_t count = 0;
  for (;; ++count) {
    for (const Words& words : names) {
      if (words.size() <= count + 1) return count;
      const auto pick = [&](const Words& w) -> const std::string& { return at_end ? w[w.size() - 1 - count] : w[count]; };
      if (!same_word(pick(words), pick(names[0]))) return count;
    }
  }
}

// Takes words out, unless only numbers would be left of a name that has letters ("T1", "T2", ...).
void drop_unless_bare(Words& words, Words::const_iterator from, Words::const_iterator to) {
  Words left(words.cbegin(), from);
  left.insert(left.end(), to, words.cend());
  if (!std::ranges::all_of(left, all_digits) || std::ranges::all_of(words, all_digits)) words = std::move(left);
}

void drop_common(std::vector<Words>& names) {
  if (names.size() < 3) return;  // two files may share a word because it says what they are
  const auto head = static_cast<std::ptrdiff_t>(common_words(names, false));
  for (Words& words : names) drop_unless_bare(words, words.cbegin(), words.cbegin() + head);
  const auto tail = static_cast<std::ptrdiff_t>(common_words(names, true));
  for (Words& words : names) drop_unless_bare(words, words.cend() - tail, words.cend());
}

void drop_leading_numbers(Words& words) {
  while (words.size() > 1 && all_digits(words.front())) words.erase(words.begin());
}

void drop_clutter(Words& words) {
  Words kept;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = lower_case(words[i]);
    const bool number_next = i + 1 < words.size() && all_digits(words[i + 1]);
    if (number_next && among(word, kBeforeNumber)) {
      ++i;
      continue;
    }
    if (all_digits(word) && i + 1 < words.size() && among(lower_case(words[i + 1]), kAfterNumber)) {
      ++i;
      continue;
    }
    if (!among(word, kClutter)) kept.push_back(words[i]);
  }
  if (!kept.empty()) words = kept;
}

bool has_padded_end(const Words& words) { return words.size() > 1 && all_digits(words.back()) && words.back().front() == '0'; }

std::string capitalised(const std::string& word) {
  const std::string lower = lower_case(word);
  if (among(lower, kInitials)) {
    std::string out = lower;
    for (char& c : out) c = is_small(c) ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
  }
  if (std::all_of(word.begin(), word.end(), is_capital) && word.size() > 3) {
    std::string out = lower;  // shouting
    out[0] = word[0];
    return out;
  }
  std::string out = word;
  if (is_small(out[0])) out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string joined(const Words& words) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += ' ';
    const std::string lower = lower_case(word);
    if (all_digits(word)) {
      const auto start = word.find_first_not_of('0');
      out += start == std::string::npos ? "0" : word.substr(start);
    } else if (lower.size() > 4 && lower.starts_with("bgv") && lower.substr(2) == "vox") {
      out += "BG Vox";
    } else {
      out += capitalised(word);
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> words_of_name(std::string_view name) {
  name = without_folder_and_suffix(name);
  Words words;
  char previous = ' ';
  for (char c : name) {
    const bool letter = is_letter(c), digit = is_digit(c);
    const bool starts = (letter && !is_letter(previous)) || (digit && !is_digit(previous)) || (is_capital(c) && is_small(previous));
    if (starts) words.emplace_back();
    if (letter || digit) words.back() += c;
    previous = c;
  }
  return words;
}

std::vector<std::string> display_names(const std::vector<std::string>& file_names) {
  std::vector<Words> names;
  for (const std::string& file : file_names) {
    names.push_back(words_of_name(file));
    drop_leading_numbers(names.back());
  }
  drop_common(names);
  std::multiset<std::string> bare;
  std::vector<Words> shorter = names;
  for (Words& words : shorter) {
    drop_leading_numbers(words);
    drop_clutter(words);
    if (has_padded_end(words)) words.pop_back();
    bare.insert(joined(words));
  }
  std::set<std::string> taken;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string name = joined(shorter[i]);
    if (bare.count(name) > 1) {  // the number tells them apart
      drop_leading_numbers(names[i]);
      Words words = names[i];
      drop_clutter(words);
      name = joined(words);
    }
    if (name.empty()) name = "Track";
    std::string unique = name;
    for (int n = 2; !taken.insert(unique).second; ++n) unique = name + " " + std::to_string(n);
    out.push_back(unique);
  }
  return out;
}

std::string display_name(std::string_view file_name) { return display_names({std::string(file_name)}).front(); }

}  // namespace sweetspot
