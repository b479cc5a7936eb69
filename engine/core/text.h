// Small helpers for names and words.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sweetspot {

// The text without white space at its ends. Any thread, no heap.
std::string_view trimmed(std::string_view text) noexcept;

// ASCII letters in lower case; other bytes (UTF-8) as they are. Any thread.
std::string lower_case(std::string_view text);

// Bytes of the UTF-8 character that the text begins with (1 to 4); 0 when those bytes are none (RFC 3629). Any thread.
std::size_t utf8_length(std::string_view text) noexcept;

// The text cut to at most so many bytes, between UTF-8 characters. Any thread.
std::string shortened(std::string_view text, std::size_t bytes);

// A file's name without suffix is kept to so many bytes: systems take 255, and a suffix, a number or a mark may follow.
inline constexpr std::size_t kLongestStem = 200;

// Least number of insertions, deletions, replacements and swaps of neighbours that turn one text into the other, without
// regard to the case of ASCII letters (optimal string alignment, after Damerau and Levenshtein). Any thread.
int edit_distance(std::string_view a, std::string_view b);

// Those candidates that look most like the text, nearest first: the ones a person may have meant. At most `count`; empty
// when none is near. Any thread.
std::vector<std::string> near_words(std::string_view text, std::span<const std::string> candidates, std::size_t count = 3);

// "a", "a or b", "a, b or c". Any thread.
std::string joined_with_or(std::span<const std::string> words);

}  // namespace sweetspot
