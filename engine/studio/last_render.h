// What a song's last render measured, kept beside its other derived data.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sweetspot {

struct LastRender {
  std::string file;
  std::string when;                          // ISO 8601, UTC
  std::optional<double> integrated_lufs;
  std::optional<double> true_peak_dbtp;
};

// Keeps it in the song's cache; a cache that cannot be written is no failure. [main]
void remember_render(const std::filesystem::path& song_folder, const LastRender& render);

// Nothing when there was none or the cache was deleted. [main]
std::optional<LastRender> last_render(const std::filesystem::path& song_folder);

}  // namespace sweetspot
