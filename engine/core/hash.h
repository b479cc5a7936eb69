// A quick fingerprint of bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sweetspot {

// FNV-1a, 64 bit: tells accidental change, not malice. Any thread.
constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t hash = 0xcbf29ce484222325u) noexcept {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

// The fingerprint as 16 hexadecimal digits. Any thread.
std::string fnv1a_text(std::string_view bytes);

}  // namespace sweetspot
