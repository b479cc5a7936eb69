#include "engine/media/content_hash.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <vector>

#include "engine/core/error.h"

namespace sweetspot {
namespace {

// The specification's primes.
constexpr std::uint64_t P1 = 0x9e3779b185ebca87;
constexpr std::uint64_t P2 = 0xc2b2ae3d27d4eb4f;
constexpr std::uint64_t P3 = 0x165667b19e3779f9;
constexpr std::uint64_t P4 = 0x85ebca77c2b2ae63;
constexpr std::uint64_t P5 = 0x27d4eb2f165667c5;

template <class T>
std::uint64_t load(const std::byte* at) noexcept {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

std::uint64_t round(std::uint64_t lane, std::uint64_t input) noexcept { return std::rotl(lane + input * P2, 31) * P1; }

void add_stripe(std::array<std::uint64_t, 4>& lanes, const std::byte* stripe) noexcept {
  for (int i = 0; i < 4; ++i) lanes[i] = round(lanes[i], load<std::uint64_t>(stripe + 8 * i));
}

}  // namespace

void ContentHash::add(std::span<const std::byte> bytes) noexcept {
  total_ += bytes.size();
  if (rest_size_ > 0 || bytes.size() < 32) {
    const std::size_t taken = std::min(bytes.size(), 32 - rest_size_);
    std::copy_n(bytes.begin(), taken, rest_.begin() + static_cast<std::ptrdiff_t>(rest_size_));
    rest_size_ += taken;
    bytes = bytes.subspan(taken);
    if (rest_size_ < 32) return;
    add_stripe(lanes_, rest_.data());
    rest_size_ = 0;
  }
  std::array<std::uint64_t, 4> lanes = lanes_;
  for (; bytes.size() >= 32; bytes = bytes.subspan(32)) add_stripe(lanes, bytes.data());
  lanes_ = lanes;
  std::copy(bytes.begin(), bytes.end(), rest_.begin());
  rest_size_ = bytes.size();
}

std::uint64_t ContentHash::value() const noexcept {
  std::uint64_t hash = P5;
  if (total_ >= 32) {
    hash = std::rotl(lanes_[0], 1) + std::rotl(lanes_[1], 7) + std::rotl(lanes_[2], 12) + std::rotl(lanes_[3], 18);
    for (const std::uint64_t lane : lanes_) hash = (hash ^ round(0, lane)) * P1 + P4;
  }
  hash += total_;
  std::size_t i = 0;
  for (; i + 8 <= rest_size_; i += 8) hash = std::rotl(hash ^ round(0, load<std::uint64_t>(&rest_[i])), 27) * P1 + P4;
  for (; i + 4 <= rest_size_; i += 4) hash = std::rotl(hash ^ load<std::uint32_t>(&rest_[i]) * P1, 23) * P2 + P3;
  for (; i < rest_size_; ++i) hash = std::rotl(hash ^ static_cast<std::uint64_t>(rest_[i]) * P5, 11) * P1;
  hash = (hash ^ hash >> 33) * P2;
  hash = (hash ^ hash >> 29) * P3;
  return hash ^ hash >> 32;
}

std::string hex_of(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

std::string hash_of(std::span<const std::byte> bytes) {
  ContentHash hash;
  hash.add(bytes);
  return hex_of(hash.value());
}

std::string hash_of_file(const std::filesystem::path& path, const Progress& progress) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw Error(path.string(), std::generic_category().message(errno), "check its permissions");
  struct Closer {
    int descriptor;
    ~Closer() { ::close(descriptor); }
  } closer{descriptor};
  ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  std::error_code ignored;
  const double size = static_cast<double>(std::max<std::uintmax_t>(std::filesystem::file_size(path, ignored), 1));
  std::vector<std::byte> piece(1 << 18);
  ContentHash hash;
  for (double done = 0;;) {
    const ssize_t n = ::read(descriptor, piece.data(), piece.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw Error(path.string(), std::generic_category().message(errno), "check the disk it lies on");
    if (n == 0) break;
    hash.add({piece.data(), static_cast<std::size_t>(n)});
    done += static_cast<double>(n);
    progress.at(std::min(1.0, done / size));
  }
  return hex_of(hash.value());
}

}  // namespace sweetspot
