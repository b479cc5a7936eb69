// Reads the session's parts from parsed JSON, in the terms of session_fields.h.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/params/catalog.h"
#include "engine/session/enum_keys.h"
#include "engine/session/session_fields.h"

namespace sweetspot {

// Where in a document something stands; made into text only for errors.
struct JsonPlace {
  const JsonPlace* parent = nullptr;
  std::string_view key;
  std::size_t index = 0;

  std::string text() const;   // "tracks/3/strip/fader/gain"
};

// Reads one object. A key that is missing (or null) leaves the default; a value of the wrong kind throws Error with its
// place; keys that nobody asked for are handed over by rest(). Takes strings and unknown parts out of the document. One thread.
class JsonReader {
 public:
  using Json = nlohmann::json;

  // Throws Error when the value is no object.
  JsonReader(Json& object, const ParamCatalog& catalog, const JsonPlace& place);

  // The archive's calls.
  template <class T>
  void operator()(std::string_view key, T& item) {
    const auto found = object_.find(key);
    if (found == object_.end()) return;
    known_.push_back(key);
    if (found->is_null()) return;
    read(*found, item, JsonPlace{&place_, key, 0});
  }
  template <class T>
  void optional(std::string_view key, T& item) {
    (*this)(key, item);
  }
  template <class T>
  void nested(std::string_view key, T& part, const UnknownKeys&) {
    const auto found = object_.find(key);
    if (found == object_.end()) return;
    known_.push_back(key);
    if (found->is_null()) return;
    const JsonPlace place{&place_, key, 0};
    JsonReader reader(*found, catalog_, place);
    fields(reader, part);
    reader.leave_unknown(key, nested_unknown_);
  }
  void rest(UnknownKeys& unknown, std::initializer_list<std::string_view> = {});
  // The values of a processor of that type; what this version cannot read of them is handed over with the other unknown keys.
  void params(const std::string& type, std::map<std::string, double>& values, UnknownKeys& unknown);

 private:
  // Puts the keys that nobody asked for under a key of `around`.
  void leave_unknown(std::string_view key, Json& around);
  Json unknown_keys();

  [[noreturn]] static void wrong(const JsonPlace& place, const char* wanted);

  void read(Json& json, bool& item, const JsonPlace& place);
  void read(Json& json, int& item, const JsonPlace& place);
  void read(Json& json, std::int64_t& item, const JsonPlace& place);
  void read(Json& json, std::uint64_t& item, const JsonPlace& place);
  void read(Json& json, double& item, const JsonPlace& place);
  void read(Json& json, std::string& item, const JsonPlace& place);
  void read(Json& json, std::map<std::string, std::string>& items, const JsonPlace& place);

  template <class Kind>
  void read(Json& json, Id<Kind>& id, const JsonPlace& place) {
    read(json, id.value, place);
  }

  template <class T>
    requires std::is_enum_v<T>
  void read(Json& json, T& item, const JsonPlace& place) {
    std::string key;
    read(json, key, place);
    const auto value = enum_from_key<T>(key);
    if (!value) wrong(place, "one of its keys");
    item = *value;
  }

  template <class T>
  void read(Json& json, std::vector<T>& items, const JsonPlace& place) {
    if (!json.is_array()) wrong(place, "a list");
    items.clear();
    items.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) read(json[i], items.emplace_back(), JsonPlace{&place, {}, i});
  }

  template <class T>
  void read(Json& json, std::shared_ptr<const T>& item, const JsonPlace& place) {
    auto part = std::make_shared<T>();
    read(json, *part, place);
    item = std::move(part);
  }

  template <class T>
    requires requires(JsonReader& reader, T& part) { fields(reader, part); }
  void read(Json& json, T& part, const JsonPlace& place) {
    JsonReader reader(json, catalog_, place);
    fields(reader, part);
  }

  Json& object_;
  const ParamCatalog& catalog_;
  const JsonPlace& place_;
  std::vector<std::string_view> known_;
  Json nested_unknown_ = Json::object();
};

}  // namespace sweetspot
