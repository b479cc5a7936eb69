#include "engine/session/json_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include "engine/core/text.h"

namespace sweetspot {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";   // U+FFFD, for bytes that are no text

template <class Number>
void append_number(std::string& text, Number number) {
  std::array<char, 40> digits;
  text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

void append_escaped(std::string& text, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"': text += "\\\""; return;
    case '\\': text += "\\\\"; return;
    case '\n': text += "\\n"; return;
    case '\t': text += "\\t"; return;
    case '\r': text += "\\r"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20) {
    text += c;
    return;
  }
  text += "\\u00";
  text += kHex[byte >> 4];
  text += kHex[byte & 15];
}

}  // namespace

void JsonWriter::number(std::int64_t item) { append_number(text_, item); }
void JsonWriter::number(std::uint64_t item) { append_number(text_, item); }

void JsonWriter::value(double item) {
  if (std::isfinite(item)) append_number(text_, item);
  else text_ += "null";
}

void JsonWriter::value(std::string_view item) {
  text_ += '"';
  for (std::size_t at = 0; at < item.size();) {
    const std::size_t length = utf8_length(item.substr(at));
    if (length == 0) text_ += kReplacement;
    else if (length == 1) append_escaped(text_, item[at]);
    else text_.append(item.substr(at, length));
    at += std::max<std::size_t>(1, length);
  }
  text_ += '"';
}

void JsonWriter::value(const std::map<std::string, std::string>& items) {
  begin_object();
  for (const auto& [key, item] : items) (*this)(key, item);
  end_object();
}

void JsonWriter::value(const nlohmann::json& item) {
  if (item.is_object()) {
    begin_object();
    for (const auto& [key, child] : item.items()) (*this)(key, child);
    end_object();
  } else if (item.is_array()) {
    begin_array();
    for (const auto& child : item) {
      begin_item();
      value(child);
    }
    end_array();
  } else if (item.is_number_float()) {
    value(item.get<double>());
  } else {
    text_ += item.dump();
  }
}

void JsonWriter::rest(const UnknownKeys& unknown, std::initializer_list<std::string_view> nested_keys) {
  if (!unknown) return;
  for (const auto& [key, item] : unknown->items())
    if (std::find(nested_keys.begin(), nested_keys.end(), key) == nested_keys.end()) (*this)(key, item);
}

void JsonWriter::nested_rest(std::string_view key, const UnknownKeys& around) {
  if (!around) return;
  const auto own = around->find(key);
  if (own == around->end() || !own->is_object()) return;
  for (const auto& [name, item] : own->items()) (*this)(name, item);
}

// Parameters go by their keys and choices by theirs; what the table does not have is written as it was read.
void JsonWriter::params(const std::string& type, const std::map<std::string, double>& values, const UnknownKeys& unknown) {
  const auto table = catalog_.table(type);
  begin_key("params");
  begin_object();
  for (const auto& [key, number] : values) {
    const int index = index_of(table, key);
    const ParamSpec* spec = index < 0 ? nullptr : &table[static_cast<std::size_t>(index)];
    if (spec && spec->scale == Scale::choice) (*this)(key, file_text(*spec, number));
    else if (spec && spec->scale == Scale::toggle) (*this)(key, number >= 0.5);
    else (*this)(key, number);
  }
  nested_rest("params", unknown);
  end_object();
  rest(unknown, {"params"});
}

void JsonWriter::begin_key(std::string_view key) {
  separate();
  value(key);
  text_ += lines_ ? ": " : ":";
}

void JsonWriter::begin_item() { separate(); }

void JsonWriter::separate() {
  if (!first_) text_ += ',';
  first_ = false;
  new_line();
}

void JsonWriter::open(char bracket) {
  text_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonWriter::close(char bracket) {
  --depth_;
  if (!first_) new_line();
  text_ += bracket;
  first_ = false;
}

void JsonWriter::new_line() {
  if (!lines_) return;
  text_ += '\n';
  text_.append(static_cast<std::size_t>(depth_) * 2, ' ');
}

}  // namespace sweetspot
