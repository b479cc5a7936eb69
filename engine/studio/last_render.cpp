#include "engine/studio/last_render.h"

#include <nlohmann/json.hpp>

#include "engine/media/cache.h"

namespace sweetspot {
namespace {

constexpr std::string_view kKey = "last";
constexpr std::string_view kKind = "render";

nlohmann::json optional_number(const std::optional<double>& value) { return value ? nlohmann::json(*value) : nlohmann::json(nullptr); }

std::optional<double> read_number(const nlohmann::json& document, const char* key) {
  const auto found = document.find(key);
  if (found == document.end() || !found->is_number()) return std::nullopt;
  return found->get<double>();
}

}  // namespace

void remember_render(const std::filesystem::path& song_folder, const LastRender& render) {
  const nlohmann::json document{{"file", render.file},
                                {"when", render.when},
                                {"integrated_lufs", optional_number(render.integrated_lufs)},
                                {"true_peak_dbtp", optional_number(render.true_peak_dbtp)}};
  Cache(song_folder / "cache").put(kKey, kKind, document.dump());
}

std::optional<LastRender> last_render(const std::filesystem::path& song_folder) {
  const auto bytes = Cache(song_folder / "cache").get(kKey, kKind);
  if (!bytes) return std::nullopt;
  const auto document = nlohmann::json::parse(*bytes, nullptr, false);
  if (!document.is_object()) return std::nullopt;
  return LastRender{document.value("file", ""), document.value("when", ""), read_number(document, "integrated_lufs"), read_number(document, "true_peak_dbtp")};
}

}  // namespace sweetspot
