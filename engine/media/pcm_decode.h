// Packed little-endian samples, as WAV files hold them, to planar float.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sweetspot {

enum class PcmType { int16, int24, int32, float32 };

// Bytes of one sample.
int pcm_bytes(PcmType type) noexcept;

// Decodes `frames` interleaved frames into one buffer a channel. Integers are divided by 2^(bits - 1), so that full scale is
// -1 to just under 1; 16 and 24 bits come out exactly, 32 bits rounded to nearest. `in` needs no alignment. Any thread.
void decode_pcm(PcmType type, const std::byte* in, int channels, int frames, float* const* out) noexcept;

// Replaces NaN and infinite samples by 0 and says how many there were. Any thread.
std::int64_t silence_non_finite(float* audio, int frames) noexcept;

}  // namespace sweetspot
