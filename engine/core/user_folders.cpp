#include "engine/core/user_folders.h"

#include <cstdlib>

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

fs::path absolute_from(const char* variable) {
  const char* const text = std::getenv(variable);
  const fs::path path = text ? text : "";
  return path.is_absolute() ? path : fs::path();
}

fs::path folder(const char* variable, const fs::path& below_home) {
  if (const fs::path own = absolute_from(variable); !own.empty()) return own / "sweetspot";
  if (const fs::path home = absolute_from("HOME"); !home.empty()) return home / below_home / "sweetspot";
  return {};
}

}  // namespace

fs::path user_config_folder() { return folder("XDG_CONFIG_HOME", ".config"); }
fs::path user_state_folder() { return folder("XDG_STATE_HOME", fs::path(".local") / "state"); }

}  // namespace sweetspot
