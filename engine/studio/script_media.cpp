#include "engine/studio/script_media.h"

#include "engine/core/error.h"
#include "engine/studio/media_value.h"

namespace sweetspot {

ScriptMedia::ScriptMedia(const OpenSong& song, std::filesystem::path base) : folder_(song.folder), base_(std::move(base)), rate_(song.session->rate) {}

ScriptMedia::~ScriptMedia() {
  if (kept_) return;
  for (const auto& file : made_) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
  }
}

std::function<Media(const std::filesystem::path&)> ScriptMedia::importer() {
  return [this](const std::filesystem::path& file) { return bring(file.is_absolute() ? file : base_ / file); };
}

Media ScriptMedia::bring(const std::filesystem::path& file) {
  const auto source = file.lexically_normal();
  if (const auto known = brought_.find(source); known != brought_.end()) return known->second;
  const std::vector<ImportedAudio> parts = import_audio(file, folder_, rate_, false, {});
  for (const ImportedAudio& part : parts) made_.push_back(folder_ / part.path);
  if (parts.size() != 1) throw Error(file.string(), "has more than two channels", "bring it in with sweetspot-cli import, which splits it");
  return brought_.emplace(source, media_value(parts.front())).first->second;
}

}  // namespace sweetspot
