#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "engine/media/sample_stream.h"

namespace sweetspot {
namespace {

struct Chunk {
  char id[4];
  std::uint32_t size;

  bool is(std::string_view name) const { return std::string_view(id, 4) == name; }
};

template <class T>
bool read_at(int descriptor, std::int64_t offset, T& value) {
  return ::pread(descriptor, &value, sizeof(T), offset) == static_cast<ssize_t>(sizeof(T));
}

constexpr std::uint32_t kSizeElsewhere = 0xffffffff;

}  // namespace

std::optional<WavData> find_wav_data(int descriptor) {
  struct stat status;
  if (::fstat(descriptor, &status) != 0) return std::nullopt;
  Chunk riff;
  char form[4];
  if (!read_at(descriptor, 0, riff) || !read_at(descriptor, 8, form)) return std::nullopt;
  if ((!riff.is("RIFF") && !riff.is("RF64")) || std::string_view(form, 4) != "WAVE") return std::nullopt;

  std::int64_t size64 = 0;   // of the data, from the ds64 chunk
  Chunk chunk;
  for (std::int64_t at = 12; read_at(descriptor, at, chunk); at += 8 + std::int64_t{chunk.size} + (chunk.size & 1)) {
    if (chunk.is("ds64")) read_at(descriptor, at + 16, size64);
    if (!chunk.is("data")) continue;
    const std::int64_t there = status.st_size - (at + 8);
    std::int64_t declared = chunk.size == kSizeElsewhere ? size64 : std::int64_t{chunk.size};
    if (declared <= 0) declared = there;   // written to a pipe or never closed: everything up to the end is sound
    return WavData{at + 8, std::min(there, declared), declared};
  }
  return std::nullopt;
}

}  // namespace sweetspot
