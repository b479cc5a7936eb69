// A folder that is new, or goes again.
#pragma once

#include <filesystem>

namespace sweetspot {

// Takes away what was put into a folder that was missing or empty, unless keep() says that it is whole. Not for the audio
// thread.
class FreshFolder {
 public:
  // Makes nothing. Throws Error when there is something under that name, but an empty folder.
  explicit FreshFolder(std::filesystem::path folder);
  ~FreshFolder();
  FreshFolder(const FreshFolder&) = delete;
  FreshFolder& operator=(const FreshFolder&) = delete;

  void keep() { kept_ = true; }

 private:
  std::filesystem::path folder_;
  bool existed_ = false;
  bool kept_ = false;
};

}  // namespace sweetspot
