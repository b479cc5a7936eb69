#include "engine/session/preset_format.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/session/json_reader.h"
#include "engine/session/json_writer.h"
#include "engine/session/strip_edits.h"

namespace sweetspot {

template <class Archive, IsPart<PresetDevice> T>
void fields(Archive& ar, T& device) {
  ar("type", device.type);
  ar("version", device.version);
  ar("bypass", device.bypassed);
  ar("mix", device.mix);
  ar.params(device.type, device.params, device.unknown);
}

template <class Archive, IsPart<Preset> T>
void fields(Archive& ar, T& preset) {
  ar("name", preset.name);
  ar("role", preset.role);
  ar("summary", preset.summary);
  ar("devices", preset.devices);
  ar.rest(preset.unknown);
}

namespace {

using Json = nlohmann::json;

constexpr const char* kRemedy = "correct it there or delete it";

Json parse(std::string_view text, const std::string& name) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    const std::string_view before = text.substr(0, std::min(error.byte, text.size()));
    throw Error(name, fmt::format("it is no preset: it is damaged at line {}", 1 + std::count(before.begin(), before.end(), '\n')),
                kRemedy);
  }
}

void take_format(Json& document, const std::string& name) {
  const auto format = document.is_object() ? document.find("format") : document.end();
  if (!document.is_object() || format == document.end() || !format->is_number_unsigned() || *format == 0u)
    throw Error(name, "it is no preset", kRemedy);
  if (*format > static_cast<unsigned>(kPresetFormat))
    throw Error(name, "it was made by a newer version of Sweetspot", "update Sweetspot to use it");
  document.erase(format);
}

Preset read(Json& document, const ParamCatalog& catalog, const std::string& name) {
  take_format(document, name);
  Preset preset;
  const JsonPlace top;
  JsonReader reader(document, catalog, top);
  fields(reader, preset);
  preset.name = edit::checked_name(preset.name);
  if (preset.devices.empty()) throw Error("devices", "there are none", "");
  for (const PresetDevice& device : preset.devices)
    if (device.type.empty()) throw Error("devices", "one has no type", "");
  return preset;
}

void write(JsonWriter& writer, const Preset& preset) {
  writer.begin_object();
  writer("format", kPresetFormat);
  fields(writer, preset);
  writer.end_object();
}

}  // namespace

std::string preset_to_text(const Preset& preset, const ParamCatalog& catalog) {
  JsonWriter writer(catalog, true);
  write(writer, preset);
  return std::move(writer).take() + "\n";
}

std::string presets_to_text(std::span<const Preset> presets, const ParamCatalog& catalog) {
  JsonWriter writer(catalog, true);
  writer.begin_array();
  for (const Preset& preset : presets) {
    writer.begin_item();
    write(writer, preset);
  }
  writer.end_array();
  return std::move(writer).take() + "\n";
}

std::vector<Preset> presets_from_text(std::string_view text, const ParamCatalog& catalog, const std::string& name) {
  Json document = parse(text, name);
  std::vector<Preset> presets;
  try {
    if (document.is_array())
      for (Json& item : document) presets.push_back(read(item, catalog, name));
    else
      presets.push_back(read(document, catalog, name));
  } catch (const Error& error) {
    if (error.subject() == name) throw;
    throw Error(name, error.subject() + ": " + error.why(), kRemedy);
  }
  return presets;
}

}  // namespace sweetspot
