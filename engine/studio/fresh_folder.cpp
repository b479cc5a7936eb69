#include "engine/studio/fresh_folder.h"

#include "engine/core/error.h"

namespace sweetspot {

namespace fs = std::filesystem;

FreshFolder::FreshFolder(fs::path folder) : folder_(std::move(folder)) {
  std::error_code failed;
  existed_ = fs::exists(folder_, failed);
  if (!existed_) return;
  if (!fs::is_directory(folder_, failed)) throw Error(folder_.string(), "there is a file of that name", "choose another name");
  const bool empty = fs::is_empty(folder_, failed);
  if (failed) throw Error(folder_.string(), failed.message(), "check its permissions or choose another name");
  if (!empty) throw Error(folder_.string(), "is there already", "choose another name");
}

FreshFolder::~FreshFolder() {
  if (kept_) return;
  std::error_code ignored;
  if (!existed_) fs::remove_all(folder_, ignored);
  else
    for (const auto& entry : fs::directory_iterator(folder_, ignored)) fs::remove_all(entry.path(), ignored);
}

}  // namespace sweetspot
