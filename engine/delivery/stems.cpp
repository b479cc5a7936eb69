#include "engine/delivery/stems.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/core/error.h"
#include "engine/core/text.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

const char* suffix_of(AudioFormat format) {
  switch (format) {
    case AudioFormat::wav: return ".wav";
    case AudioFormat::aiff: return ".aiff";
    case AudioFormat::flac: return ".flac";
    case AudioFormat::caf: return ".caf";
    case AudioFormat::ogg: return ".ogg";
    case AudioFormat::opus: return ".opus";
    case AudioFormat::mp3: return ".mp3";
  }
  return ".wav";
}

// A strip's name as a file name that no other stem of this render has.
std::string file_stem(const std::string& name, std::set<std::string>& taken) {
  std::string base = name.empty() ? "Untitled" : name;
  for (char& c : base) {
    if (static_cast<unsigned char>(c) < 32 || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos) c = '_';
  }
  if (base.front() == '.') base.front() = '_';
  base = shortened(base, kLongestStem);
  std::string stem = base;
  for (int number = 2; !taken.insert(lower_case(stem)).second; ++number) stem = fmt::format("{} {}", base, number);
  return stem;
}

}  // namespace

std::vector<StripId> stem_strips(const Session& session, const RenderOptions& options) {
  if (options.stems.empty()) return {};
  if (!options.stem_strips.empty()) return options.stem_strips;
  std::vector<StripId> strips;
  for (const auto& track : session.tracks) strips.push_back(track->strip.id);
  for (const auto& bus : session.buses) strips.push_back(bus->strip.id);
  return strips;
}

Stems::Stems(const Session& session, const std::vector<StripId>& strips, const RenderOptions& options, double rate) {
  if (strips.empty()) return;
  std::error_code error;
  if (fs::create_directories(options.stems, error)) folder_.made = options.stems;
  if (error) throw Error(options.stems.string(), error.message(), "choose a folder you may write to");
  WriteOptions write;
  write.format = options.stem_format;
  write.depth = options.depth;
  write.quality = options.quality;
  std::set<std::string> taken;
  for (const StripId id : strips) {
    const Strip* strip = find_strip(session, id);
    if (!strip) throw Error("The stems", "a strip that was asked for is not in the session", "choose tracks and buses of this session");
    const fs::path path = options.stems / (file_stem(strip->name, taken) + suffix_of(options.stem_format));
    Stem stem{id, std::make_unique<FileSink>(path, rate, write, options.dither, false), nullptr};
    if (rate != session.rate) stem.resample = std::make_unique<ResampleSink>(session.rate, rate, *stem.file);
    stems_.push_back(std::move(stem));
  }
}

Stems::Folder::~Folder() {
  std::error_code ignored;
  if (!made.empty()) fs::remove(made, ignored);
}

std::vector<std::pair<StripId, Sink*>> Stems::taps() const {
  std::vector<std::pair<StripId, Sink*>> taps;
  for (const Stem& stem : stems_) taps.emplace_back(stem.strip, stem.resample ? static_cast<Sink*>(stem.resample.get()) : stem.file.get());
  return taps;
}

std::vector<fs::path> Stems::paths() const {
  std::vector<fs::path> paths;
  for (const Stem& stem : stems_) paths.push_back(stem.file->path());
  return paths;
}

std::int64_t Stems::clipped_samples() const {
  std::int64_t clipped = 0;
  for (const Stem& stem : stems_) clipped += stem.file->clipped_samples();
  return clipped;
}

}  // namespace sweetspot
