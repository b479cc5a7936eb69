#include "engine/studio/mask_dip.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/analysis/spots.h"
#include "engine/core/error.h"
#include "engine/processors/eq_bands.h"
#include "engine/processors/registry.h"
#include "engine/session/device_edits.h"

namespace sweetspot {
namespace {

constexpr double kUnderLevelDb = 6.0;  // the threshold lies under the covered track's usual level
constexpr double kRatio = 3.0;
constexpr double kAttackMs = 15.0, kReleaseMs = 160.0;

const Strip& strip_named(const Session& session, StripId id) {
  const Strip* strip = find_strip(session, id);
  if (!strip) throw Error("this track", "is no longer in the session", "look again");
  return *strip;
}

double halves(double db) { return std::round(2.0 * db) / 2.0; }

// The level that a detector reads of the covered track in a band, as a rule: a sine reads its peak.
double usual_level_db(const HeardStrip& heard, double low_hz, double high_hz) {
  const std::size_t low = erb_band_at(low_hz), high = std::max(low, erb_band_at(high_hz * 0.999));
  std::vector<double> powers;
  for (std::size_t frame = 0; frame < heard.bands->frames(); ++frame) {
    double sum = 0.0;
    for (std::size_t band = low; band <= high; ++band) sum += heard.bands->at(frame)[band];
    if (sum > 0.0) powers.push_back(sum);
  }
  if (powers.empty()) return -60.0;
  const double loudest = *std::max_element(powers.begin(), powers.end());
  std::erase_if(powers, [&](double power) { return power < 0.01 * loudest; });
  const auto middle = powers.begin() + static_cast<std::ptrdiff_t>(powers.size() / 2);
  std::nth_element(powers.begin(), middle, powers.end());
  return 10.0 * std::log10(2.0 * *middle) - heard.way_db;  // before the buses: the side-chain hears the track itself
}

std::string band_key(int band, const char* name) { return "band" + std::to_string(band + 1) + "." + name; }

// The first band that nobody uses: flat, on, a bell without dynamics and nothing of it set.
std::optional<int> free_band(const Device& eq) {
  for (int band = 0; band < kEqBands; ++band) {
    const std::string prefix = "band" + std::to_string(band + 1) + ".";
    const bool used = std::any_of(eq.params.begin(), eq.params.end(), [&](const auto& param) { return param.first.starts_with(prefix); });
    if (!used) return band;
  }
  return {};
}

struct Place {
  SessionPtr session;
  DeviceId eq;
  int band = 0;
};

Place place_for(const SessionPtr& session, const Dip& dip) {
  const Strip& strip = strip_named(*session, dip.by);
  // The last one that serves: what comes late hears what the mix hears.
  for (auto device = strip.devices.rbegin(); device != strip.devices.rend(); ++device) {
    const Device& eq = **device;
    if (eq.type != "eq" || eq.bypassed || eq.mix < 1.0) continue;
    const bool keyed = eq.sidechain != StripId{};
    if (dip.kind == DipKind::dynamic && keyed && eq.sidechain != dip.covered) continue;
    if (const auto band = free_band(eq)) return {session, eq.id, *band};
  }
  auto [next, eq] = edit::add_device(session, dip.by, "eq", processor_catalog());
  return {next, eq, 0};
}

}  // namespace

TrackMasking hear_masking(const Hearing& hearing, StripId track) {
  const HeardStrip* heard = hearing.find(track);
  if (!heard || !heard->bands || !heard->loudness_lufs)
    throw Error("this track", "it is silent or muted here", "choose a track that is heard, or another loop");
  TrackMasking out;
  out.track = track;
  std::vector<const ErbFrames*> frames;
  for (const HeardStrip& other : hearing.tracks) {
    if (other.strip == track || !other.bands) continue;
    out.others.push_back(other.strip);
    frames.push_back(other.bands.get());
  }
  out.map = masking(*heard->bands, frames);
  return out;
}

Dip plan_dip(const Session& session, const Hearing& hearing, const TrackMasking& masking, const CoveredBand& band, DipKind kind) {
  Dip dip;
  dip.covered = masking.track;
  dip.by = masking.others.at(band.by);
  dip.kind = kind;
  const std::string covered = strip_named(session, dip.covered).name, by = strip_named(session, dip.by).name;
  dip.hertz = band.centre_hz < 1000.0 ? std::round(band.centre_hz) : 10.0 * std::round(0.1 * band.centre_hz);
  dip.q = std::round(100.0 * std::clamp(band.centre_hz / std::max(band.high_hz - band.low_hz, 1.0), 0.5, 4.0)) / 100.0;
  dip.depth_db =
      kind == DipKind::still ? std::clamp(halves(0.5 * band.excess_db), 1.5, 4.0) : std::clamp(halves(0.8 * band.excess_db), 2.0, 6.0);
  const HeardStrip* heard = hearing.find(dip.covered);
  if (kind == DipKind::dynamic && heard && heard->bands) {
    dip.threshold_db = std::clamp(std::round(usual_level_db(*heard, band.low_hz, band.high_hz) - kUnderLevelDb), -80.0, 0.0);
    dip.ratio = kRatio;
  }
  dip.step = fmt::format("Dip {} at {} for {}", by, hertz_text(dip.hertz), covered);
  std::string why = fmt::format("{} covers {} between {} and {} by {:.0f} %, where it is {:.0f} dB louder to the ear.", by, covered,
                                hertz_text(band.low_hz), hertz_text(band.high_hz), 100.0 * band.degree, band.excess_db);
  if (band.relief_db >= 1.0) why += fmt::format(" Panned to one place it would be {:.0f} dB more.", band.relief_db);
  dip.sentence = kind == DipKind::still
                     ? fmt::format("{} A bell of -{:.1f} dB at {} on {} makes room.", why, dip.depth_db, hertz_text(dip.hertz), by)
                     : fmt::format("{} A bell at {} on {} gives way by up to {:.1f} dB while {} sounds there.", why, hertz_text(dip.hertz),
                                   by, dip.depth_db, covered);
  return dip;
}

edit::Added<DeviceId> add_dip(const SessionPtr& session, const Dip& dip) {
  const ParamCatalog& catalog = processor_catalog();
  auto [next, eq, band] = place_for(session, dip);
  const auto set = [&](const char* name, double value) { next = edit::set_param(next, eq, band_key(band, name), value, catalog); };
  const auto choose = [&](const char* name, const char* word) {
    const auto table = catalog.table("eq");
    const int index = index_of(table, band_key(band, name));
    set(name, parse_value(table[static_cast<std::size_t>(index)], word));
  };
  set("freq", dip.hertz);
  set("q", dip.q);
  if (dip.kind == DipKind::still) {
    set("gain", -dip.depth_db);
    return {next, eq};
  }
  set("dynamic", 1.0);
  set("threshold", dip.threshold_db);
  set("ratio", dip.ratio);
  set("range", dip.depth_db);
  set("attack", kAttackMs);
  set("release", kReleaseMs);
  choose("key", "sidechain");
  return {edit::set_sidechain(next, eq, dip.covered), eq};
}

}  // namespace sweetspot
