// Words and times of scripts.
#include <charconv>
#include <cmath>

#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/session/script.h"

namespace sweetspot {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// Takes one word off the line; quotes may begin and end inside it.
std::string take_word(std::string_view& line) {
  std::string word;
  bool quoted = false;
  std::size_t at = 0;
  for (; at < line.size() && (quoted || !is_blank(line[at])); ++at) {
    const char c = line[at];
    const bool escape = quoted && c == '\\' && at + 1 < line.size() && (line[at + 1] == '"' || line[at + 1] == '\\');
    if (escape) word += line[++at];
    else if (c == '"') quoted = !quoted;
    else word += c;
  }
  if (quoted) throw Error(std::string(line.substr(0, 20)), "a quote is left open", "close it on the same line");
  line.remove_prefix(at);
  return word;
}

}  // namespace

std::vector<std::string> script_words(std::string_view line) {
  std::vector<std::string> words;
  while (true) {
    while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
    if (line.empty() || line.front() == '#') return words;
    words.push_back(take_word(line));
  }
}

std::string script_quoted(std::string_view word) {
  if (!word.empty() && word.find_first_of(" \t\"\\#") == std::string_view::npos) return std::string(word);
  std::string out = "\"";
  for (const char c : word) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

Frames parse_time(std::string_view text, double rate) {
  const std::string_view clean = trimmed(text);
  const char* const end = clean.data() + clean.size();
  const auto fail = [&] { return Error(std::string(text), "it is not a time", "write seconds (1.5) or frames (72000f)"); };
  if (clean.ends_with('f')) {
    Frames frames = 0;
    const auto [stop, failure] = std::from_chars(clean.data(), end - 1, frames);
    if (failure != std::errc() || stop != end - 1) throw fail();
    return frames;
  }
  double seconds = 0.0;
  const auto [stop, failure] = std::from_chars(clean.data(), end, seconds);
  const bool whole = stop == end || (stop == end - 1 && *stop == 's');
  if (failure != std::errc() || !whole || !(std::abs(seconds) < 1e9)) throw fail();
  return frames_from_seconds(seconds, rate);
}

}  // namespace sweetspot
