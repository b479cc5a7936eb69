#include "engine/session/json_reader.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "engine/core/error.h"

namespace sweetspot {
namespace {

// The value of a known parameter, or nothing when this version cannot read it.
std::optional<double> param_value(const ParamSpec& spec, const nlohmann::json& json) {
  if (json.is_number()) return json.get<double>();
  if (json.is_boolean() && spec.scale == Scale::toggle) return json.get<bool>() ? 1.0 : 0.0;
  if (!json.is_string() || spec.scale != Scale::choice) return {};
  const auto key = std::find(spec.choices.begin(), spec.choices.end(), json.get_ref<const std::string&>());
  if (key == spec.choices.end()) return {};
  return static_cast<double>(key - spec.choices.begin());
}

}  // namespace

std::string JsonPlace::text() const {
  const std::string own = key.empty() ? fmt::format("{}", index) : std::string(key);
  const std::string before = parent ? parent->text() : std::string();
  if (!parent) return std::string(key);
  return before.empty() ? own : before + "/" + own;
}

JsonReader::JsonReader(Json& object, const ParamCatalog& catalog, const JsonPlace& place) : object_(object), catalog_(catalog), place_(place) {
  if (!object.is_object()) wrong(place, "an object");
  known_.reserve(16);
}

void JsonReader::wrong(const JsonPlace& place, const char* wanted) {
  const std::string at = place.text();
  throw Error(at.empty() ? "the document" : at, fmt::format("it is not {}", wanted), "correct it there or go back to a copy in backups/");
}

JsonReader::Json JsonReader::unknown_keys() {
  Json others = Json::object();
  if (known_.size() == object_.size()) return others;
  for (auto& [key, item] : object_.items())
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) others[key] = std::move(item);
  return others;
}

void JsonReader::leave_unknown(std::string_view key, Json& around) {
  Json others = unknown_keys();
  if (!others.empty()) around[std::string(key)] = std::move(others);
}

void JsonReader::rest(UnknownKeys& unknown, std::initializer_list<std::string_view>) {
  Json others = unknown_keys();
  others.update(nested_unknown_);
  if (!others.empty()) unknown = std::make_shared<const Json>(std::move(others));
}

void JsonReader::params(const std::string& type, std::map<std::string, double>& values, UnknownKeys& unknown) {
  rest(unknown);
  if (!unknown || !unknown->contains("params")) return;
  Json others = *unknown;
  Json& params = others["params"];
  if (!params.is_object()) wrong(JsonPlace{&place_, "params", 0}, "an object");
  const auto table = catalog_.table(type);
  Json strange = Json::object();
  for (auto& [key, item] : params.items()) {
    const int index = index_of(table, key);
    const auto value = index < 0 ? std::nullopt : param_value(table[static_cast<std::size_t>(index)], item);
    if (value) values[key] = *value;
    else strange[key] = std::move(item);
  }
  if (strange.empty()) others.erase("params");
  else params = std::move(strange);
  unknown = others.empty() ? nullptr : std::make_shared<const Json>(std::move(others));
}

void JsonReader::read(Json& json, bool& item, const JsonPlace& place) {
  if (!json.is_boolean()) wrong(place, "true or false");
  item = json.get<bool>();
}

void JsonReader::read(Json& json, int& item, const JsonPlace& place) {
  std::int64_t wide = 0;
  read(json, wide, place);
  if (wide < -1'000'000'000 || wide > 1'000'000'000) wrong(place, "a number of reasonable size");
  item = static_cast<int>(wide);
}

void JsonReader::read(Json& json, std::int64_t& item, const JsonPlace& place) {
  if (!json.is_number_integer()) wrong(place, "a whole number");
  item = json.get<std::int64_t>();
}

void JsonReader::read(Json& json, std::uint64_t& item, const JsonPlace& place) {
  if (!json.is_number_unsigned() && !(json.is_number_integer() && json.get<std::int64_t>() >= 0)) wrong(place, "a whole number from 0");
  item = json.get<std::uint64_t>();
}

void JsonReader::read(Json& json, double& item, const JsonPlace& place) {
  if (!json.is_number()) wrong(place, "a number");
  item = json.get<double>();
}

void JsonReader::read(Json& json, std::string& item, const JsonPlace& place) {
  if (!json.is_string()) wrong(place, "a text");
  item = std::move(json.get_ref<std::string&>());
}

void JsonReader::read(Json& json, std::map<std::string, std::string>& items, const JsonPlace& place) {
  if (!json.is_object()) wrong(place, "an object");
  for (auto& [key, item] : json.items()) read(item, items[key], JsonPlace{&place, key, 0});
}

}  // namespace sweetspot
