// Derived data on disk: everything in it can be made again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace sweetspot {

// A folder of files named by a key (a content hash) and a kind ("overview"). Any thread; a file appears whole or not at all.
class Cache {
 public:
  // Creates nothing; the folder is made with the first file.
  explicit Cache(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path& folder() const { return folder_; }

  // Where the data of a key and kind is or would be: folder/KIND/KEY.
  std::filesystem::path path(std::string_view key, std::string_view kind) const;

  // The bytes, or nothing when they are not there or cannot be read.
  std::optional<std::string> get(std::string_view key, std::string_view kind) const;

  // Keeps bytes. False when the disk refuses: a cache that cannot be written costs time, nothing else.
  bool put(std::string_view key, std::string_view kind, std::string_view bytes) const;

  void remove(std::string_view key, std::string_view kind) const;

  // Bytes of all files.
  std::uintmax_t size() const;

 private:
  std::filesystem::path folder_;
};

}  // namespace sweetspot
