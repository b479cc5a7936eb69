#include "engine/media/pcm_decode.h"

#include <hwy/highway.h>

#include <bit>
#include <cstring>

namespace sweetspot {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <class T>
T load(const std::byte* in, std::ptrdiff_t index) noexcept {
  T value;
  std::memcpy(&value, in + index * static_cast<std::ptrdiff_t>(sizeof(T)), sizeof(T));
  return value;
}

constexpr float kScale16 = 1.0f / 32768.0f;
constexpr float kScale32 = 1.0f / 2147483648.0f;

float decode_one(PcmType type, const std::byte* in, std::ptrdiff_t index) noexcept {
  switch (type) {
    case PcmType::int16: return static_cast<float>(load<std::int16_t>(in, index)) * kScale16;
    case PcmType::int24: {
      const auto* b = reinterpret_cast<const std::uint8_t*>(in) + index * 3;
      const auto high = static_cast<std::int32_t>(std::uint32_t{b[0]} << 8 | std::uint32_t{b[1]} << 16 | std::uint32_t{b[2]} << 24);
      return static_cast<float>(high) * kScale32;
    }
    case PcmType::int32: return static_cast<float>(load<std::int32_t>(in, index)) * kScale32;
    case PcmType::float32: return load<float>(in, index);
  }
  return 0.0f;
}

// The compiler turns these loops into vectors by itself.
template <class T>
void decode_mono(const std::byte* in, int frames, float scale, float* out) noexcept {
  for (int i = 0; i < frames; ++i) out[i] = static_cast<float>(load<T>(in, i)) * scale;
}

template <class T>
void decode_stereo(const std::byte* in, int frames, float scale, float* left, float* right) noexcept {
  for (int i = 0; i < frames; ++i) {
    left[i] = static_cast<float>(load<T>(in, 2 * i)) * scale;
    right[i] = static_cast<float>(load<T>(in, 2 * i + 1)) * scale;
  }
}

// Three-byte samples need a byte shuffle, which the compiler does not find: four samples of 12 bytes are spread to the upper
// bytes of four 32-bit lanes. A load takes 16 bytes, so the loops end early enough not to read past the end.
using Bytes = hn::FixedTag<std::uint8_t, 16>;
using Ints = hn::FixedTag<std::int32_t, 4>;
using Floats = hn::FixedTag<float, 4>;

template <class Order>
auto four_int24(const std::byte* in, Order order) noexcept {
  const auto bytes = hn::LoadU(Bytes(), reinterpret_cast<const std::uint8_t*>(in));
  const auto high = hn::BitCast(Ints(), hn::TableLookupBytesOr0(bytes, order));
  return hn::Mul(hn::ConvertTo(Floats(), high), hn::Set(Floats(), kScale32));
}

void decode_mono_24(const std::byte* in, int frames, float* out) noexcept {
  alignas(16) static constexpr std::uint8_t kOrder[16] = {128, 0, 1, 2, 128, 3, 4, 5, 128, 6, 7, 8, 128, 9, 10, 11};
  const auto order = hn::Load(Bytes(), kOrder);
  int i = 0;
  for (; i + 6 <= frames; i += 4) hn::StoreU(four_int24(in + i * 3, order), Floats(), out + i);
  for (; i < frames; ++i) out[i] = decode_one(PcmType::int24, in, i);
}

void decode_stereo_24(const std::byte* in, int frames, float* left, float* right) noexcept {
  alignas(16) static constexpr std::uint8_t kOrder[16] = {128, 0, 1, 2, 128, 6, 7, 8, 128, 3, 4, 5, 128, 9, 10, 11};
  const auto order = hn::Load(Bytes(), kOrder);   // left, left, right, right
  int i = 0;
  for (; i + 5 <= frames; i += 4) {
    const auto first = four_int24(in + i * 6, order);
    const auto second = four_int24(in + i * 6 + 12, order);
    hn::StoreU(hn::ConcatLowerLower(Floats(), second, first), Floats(), left + i);
    hn::StoreU(hn::ConcatUpperUpper(Floats(), second, first), Floats(), right + i);
  }
  for (; i < frames; ++i) {
    left[i] = decode_one(PcmType::int24, in, 2 * i);
    right[i] = decode_one(PcmType::int24, in, 2 * i + 1);
  }
}

void decode_any(PcmType type, const std::byte* in, int channels, int frames, float* const* out) noexcept {
  for (int c = 0; c < channels; ++c) {
    for (int i = 0; i < frames; ++i) out[c][i] = decode_one(type, in, static_cast<std::ptrdiff_t>(i) * channels + c);
  }
}

}  // namespace

int pcm_bytes(PcmType type) noexcept {
  switch (type) {
    case PcmType::int16: return 2;
    case PcmType::int24: return 3;
    case PcmType::int32: case PcmType::float32: return 4;
  }
  return 0;
}

void decode_pcm(PcmType type, const std::byte* in, int channels, int frames, float* const* out) noexcept {
  if (channels > 2) return decode_any(type, in, channels, frames, out);
  const bool mono = channels == 1;
  switch (type) {
    case PcmType::int16:
      return mono ? decode_mono<std::int16_t>(in, frames, kScale16, out[0]) : decode_stereo<std::int16_t>(in, frames, kScale16, out[0], out[1]);
    case PcmType::int24: return mono ? decode_mono_24(in, frames, out[0]) : decode_stereo_24(in, frames, out[0], out[1]);
    case PcmType::int32:
      return mono ? decode_mono<std::int32_t>(in, frames, kScale32, out[0]) : decode_stereo<std::int32_t>(in, frames, kScale32, out[0], out[1]);
    case PcmType::float32:
      if (mono) return void(std::memcpy(out[0], in, static_cast<std::size_t>(frames) * sizeof(float)));
      return decode_stereo<float>(in, frames, 1.0f, out[0], out[1]);
  }
}

std::int64_t silence_non_finite(float* audio, int frames) noexcept {
  // Of NaN and the infinities alone all bits of the exponent are set.
  constexpr std::uint32_t kExponent = 0x7f800000;
  std::uint32_t any = 0;
  for (int i = 0; i < frames; ++i) any |= (std::bit_cast<std::uint32_t>(audio[i]) & kExponent) == kExponent ? 1u : 0u;
  if (!any) return 0;
  std::int64_t count = 0;
  for (int i = 0; i < frames; ++i) {
    if ((std::bit_cast<std::uint32_t>(audio[i]) & kExponent) != kExponent) continue;
    audio[i] = 0.0f;
    ++count;
  }
  return count;
}

}  // namespace sweetspot
