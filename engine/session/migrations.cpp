#include "engine/session/migrations.h"

#include <array>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/units.h"

namespace sweetspot {
namespace {

using Json = nlohmann::json;

// Format 0 had linear "volume" where format 1 has "gain" in dB, in faders, sends and regions.
void volume_to_gain(Json& part) {
  const auto volume = part.find("volume");
  if (volume == part.end() || !volume->is_number()) return;
  const double gain = volume->get<double>();
  part["gain"] = gain <= 0.0 ? kSilenceDb : std::max(kSilenceDb, db_from_gain(gain));
  part.erase("volume");
}

void for_each_in(Json& part, const char* list, auto&& change) {
  const auto found = part.find(list);
  if (found == part.end() || !found->is_array()) return;
  for (Json& item : *found)
    if (item.is_object()) change(item);
}

void strip_from_0(Json& owner, const char* key) {
  const auto strip = owner.find(key);
  if (strip == owner.end() || !strip->is_object()) return;
  if (const auto fader = strip->find("fader"); fader != strip->end() && fader->is_object()) volume_to_gain(*fader);
  for_each_in(*strip, "sends", volume_to_gain);
}

void from_0_to_1(Json& document) {
  for_each_in(document, "tracks", [](Json& track) {
    strip_from_0(track, "strip");
    for_each_in(track, "regions", volume_to_gain);
  });
  for_each_in(document, "buses", [](Json& bus) { strip_from_0(bus, "strip"); });
  strip_from_0(document, "mix");
  strip_from_0(document, "master");
  document["format"] = 1;
}

// At place N: from format N to N + 1.
constexpr std::array kMigrations = {&from_0_to_1};

}  // namespace

int format_of(const Json& document) {
  if (!document.is_object()) throw Error("the document", "it is not a session", "open a .sweetspot file");
  const auto found = document.find("format");
  if (found == document.end()) return 0;
  if (!found->is_number_integer() || found->get<std::int64_t>() < 0 || found->get<std::int64_t>() > 1'000'000)
    throw Error("format", "it is not a format number", "go back to a copy in backups/");
  return found->get<int>();
}

void migrate(Json& document, int to) {
  for (int format = format_of(document); format < to; ++format) kMigrations.at(static_cast<std::size_t>(format))(document);
}

}  // namespace sweetspot
