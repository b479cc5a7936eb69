// One line of a script, taken word by word. Included by the language alone.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/error.h"

namespace sweetspot {

using Words = std::vector<std::string>;

// One line's words after the command: plain ones in order, and key=value options.
class Line {
 public:
  Line(Words words, std::string usage) : words_(std::move(words)), usage_(std::move(usage)) {}

  // The next word; throws when there is none.
  std::string take() {
    if (next_ >= words_.size()) throw Error(words_.front(), "a word is missing", "write " + usage_);
    return words_[next_++];
  }
  const std::string& command() const { return words_.front(); }
  bool more() const { return next_ < words_.size(); }

  // The next word, unless it is an option; a file's path may have an equals sign in it, too.
  std::optional<std::string> take_plain() {
    if (!more()) return {};
    const std::string& word = words_[next_];
    const std::size_t equals = word.find('=');
    const bool option = equals != std::string::npos && word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == equals;
    if (option) return {};
    return words_[next_++];
  }

  // The next word as key and value; a bare word has an empty value.
  std::pair<std::string, std::string> take_option() {
    const std::string word = take();
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) return {word, ""};
    return {word.substr(0, equals), word.substr(equals + 1)};
  }

  [[noreturn]] void refuse(const std::string& word) const { throw Error(word, "it has no meaning here", "write " + usage_); }

 private:
  Words words_;
  std::string usage_;
  std::size_t next_ = 1;
};

}  // namespace sweetspot
