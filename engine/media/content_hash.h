// Names for content: equal bytes, equal name.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "engine/core/progress.h"

namespace sweetspot {

// The 64-bit xxHash (XXH64, seed 0) of a stream of bytes, after its published specification
// (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md): faster than memory is read, and spread well enough to
// name recordings. It does not guard against malice.
class ContentHash {
 public:
  void add(std::span<const std::byte> bytes) noexcept;
  std::uint64_t value() const noexcept;

 private:
  std::array<std::uint64_t, 4> lanes_{0x60ea27eeadc0b5d6, 0xc2b2ae3d27d4eb4f, 0, 0x61c8864e7a143579};
  std::array<std::byte, 32> rest_{};
  std::size_t rest_size_ = 0;
  std::uint64_t total_ = 0;
};

// 16 hexadecimal digits. Any thread.
std::string hex_of(std::uint64_t hash);

// Hash of a text or of a file's bytes as hexadecimal digits. Any thread, not the audio thread; the latter throws Error when
// the file cannot be read and Cancelled.
std::string hash_of(std::span<const std::byte> bytes);
std::string hash_of_file(const std::filesystem::path& path, const Progress& progress = {});

}  // namespace sweetspot
