// Writes the session's parts as JSON text, in the order of session_fields.h.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/params/catalog.h"
#include "engine/session/enum_keys.h"
#include "engine/session/session_fields.h"

namespace sweetspot {

// Streams into a string: no tree is built, since a big session has a hundred thousand leaves. One thread.
class JsonWriter {
 public:
  // `lines`: one leaf a line, two blanks a level; otherwise all on one line.
  JsonWriter(const ParamCatalog& catalog, bool lines) : catalog_(catalog), lines_(lines) { text_.reserve(1 << 16); }

  std::string take() && { return std::move(text_); }

  // The archive's calls: a key and its value.
  template <class T>
  void operator()(std::string_view key, const T& item) {
    begin_key(key);
    value(item);
  }
  // As above, but left out while it is the default: none in a list, otherwise what T{} is.
  template <class T>
  void optional(std::string_view key, const T& item) {
    if constexpr (requires { item.empty(); }) {
      if (!item.empty()) (*this)(key, item);
    } else {
      if (!(item == T{})) (*this)(key, item);
    }
  }
  template <class T>
  void nested(std::string_view key, const T& part, const UnknownKeys& around) {
    begin_key(key);
    begin_object();
    fields(*this, part);
    nested_rest(key, around);
    end_object();
  }
  void rest(const UnknownKeys& unknown, std::initializer_list<std::string_view> nested_keys = {});
  void params(const std::string& type, const std::map<std::string, double>& values, const UnknownKeys& unknown);

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void begin_key(std::string_view key);
  void begin_item();

  void value(bool item) { text_ += item ? "true" : "false"; }
  void value(int item) { number(item); }
  void value(std::int64_t item) { number(item); }
  void value(std::uint64_t item) { number(item); }
  void value(double item);   // what is not finite becomes null
  void value(std::string_view item);
  void value(const std::string& item) { value(std::string_view(item)); }
  void value(const char* item) { value(std::string_view(item)); }
  void value(const nlohmann::json& item);
  void value(const std::map<std::string, std::string>& items);

  template <class Kind>
  void value(Id<Kind> id) {
    number(id.value);
  }

  template <class T>
    requires std::is_enum_v<T>
  void value(T item) {
    value(key_of(item));
  }

  template <class T>
  void value(const std::vector<T>& items) {
    begin_array();
    for (const T& item : items) {
      begin_item();
      value(item);
    }
    end_array();
  }

  template <class T>
  void value(const std::shared_ptr<const T>& item) {
    value(*item);
  }

  template <class T>
    requires requires(JsonWriter& writer, const T& part) { fields(writer, part); }
  void value(const T& part) {
    begin_object();
    fields(*this, part);
    end_object();
  }

 private:
  void nested_rest(std::string_view key, const UnknownKeys& around);
  void open(char bracket);
  void close(char bracket);
  void separate();
  void new_line();
  void number(std::int64_t item);
  void number(std::uint64_t item);
  void number(int item) { number(static_cast<std::int64_t>(item)); }

  const ParamCatalog& catalog_;
  bool lines_;
  bool first_ = true;   // nothing was written yet at this level
  int depth_ = 0;
  std::string text_;
};

}  // namespace sweetspot
