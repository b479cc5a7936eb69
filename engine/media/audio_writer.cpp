#include "engine/media/audio_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <system_error>

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

constexpr int kPieceFrames = 4096;
constexpr std::uintmax_t kLargestTagged = 0xf0000000;  // TagLib does not know RF64

int subtype_of(const WriteOptions& options) {
  switch (options.format) {
    case AudioFormat::ogg:
      return SF_FORMAT_VORBIS;
    case AudioFormat::opus:
      return SF_FORMAT_OPUS;
    case AudioFormat::mp3:
      return SF_FORMAT_MPEG_LAYER_III;
    default:
      break;
  }
  switch (options.depth) {
    case SampleDepth::pcm16:
      return SF_FORMAT_PCM_16;
    case SampleDepth::pcm24:
      return SF_FORMAT_PCM_24;
    case SampleDepth::pcm32:
      return SF_FORMAT_PCM_32;
    case SampleDepth::float32:
      return SF_FORMAT_FLOAT;
  }
  return 0;
}

int type_of(AudioFormat format) {
  switch (format) {
    case AudioFormat::wav:
      return SF_FORMAT_RF64;  // becomes a plain WAV on closing when it is small enough
    case AudioFormat::aiff:
      return SF_FORMAT_AIFF;
    case AudioFormat::flac:
      return SF_FORMAT_FLAC;
    case AudioFormat::caf:
      return SF_FORMAT_CAF;
    case AudioFormat::ogg:
    case AudioFormat::opus:
      return SF_FORMAT_OGG;
    case AudioFormat::mp3:
      return SF_FORMAT_MPEG;
  }
  return 0;
}

// Says what the format cannot hold, in words instead of an encoder's error number.
void check_possible(const fs::path& path, double rate, int channels, const WriteOptions& options) {
  const auto rates = [&](std::initializer_list<int> allowed, const char* name) {
    if (std::find(allowed.begin(), allowed.end(), static_cast<int>(rate)) != allowed.end()) return;
    throw Error(path.string(), fmt::format("{} cannot hold sound at {:g} Hz", name, rate), "choose 48000 Hz or another format");
  };
  if (rate != std::floor(rate) || rate < 1)
    throw Error(path.string(), fmt::format("a rate of {:g} Hz cannot be written", rate), "choose a whole number of Hz");
  if (options.format == AudioFormat::opus) rates({8000, 12000, 16000, 24000, 48000}, "Opus");
  if (options.format == AudioFormat::mp3) rates({8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000}, "MP3");
  if (options.format == AudioFormat::mp3 && channels > 2)
    throw Error(path.string(), "MP3 holds one or two channels", "choose another format");
  if (options.format == AudioFormat::flac && bits_of(options.depth) > 24) {
    throw Error(path.string(), "FLAC holds 16 or 24 bits", "choose a depth of 24 or write a WAV file");
  }
}

// The tags libsndfile itself can write, ahead of the sound, so that files past 4 GB have them too. Returns the others.
AudioTags set_strings(SNDFILE* sound, const AudioTags& tags) {
  constexpr std::array<std::pair<std::string_view, int>, 8> kStrings{{{"title", SF_STR_TITLE},
                                                                      {"artist", SF_STR_ARTIST},
                                                                      {"album", SF_STR_ALBUM},
                                                                      {"date", SF_STR_DATE},
                                                                      {"comment", SF_STR_COMMENT},
                                                                      {"copyright", SF_STR_COPYRIGHT},
                                                                      {"genre", SF_STR_GENRE},
                                                                      {"tracknumber", SF_STR_TRACKNUMBER}}};
  AudioTags others = tags;
  for (const auto& [key, string] : kStrings) {
    const auto tag = others.find(std::string(key));
    if (tag == others.end()) continue;
    if (sf_set_string(sound, string, tag->second.c_str()) == 0) others.erase(tag);
  }
  return others;
}

// Sets the time of writing in a WAV file's PEAK chunk to zero: equal sound, equal bytes.
void forget_time_of_writing(int descriptor) {
  struct {
    char id[4];
    std::uint32_t size;
  } chunk;
  constexpr std::uint32_t kNever = 0;
  for (off_t at = 12; ::pread(descriptor, &chunk, sizeof chunk, at) == sizeof chunk && std::memcmp(chunk.id, "data", 4) != 0;
       at += 8 + off_t{chunk.size} + (chunk.size & 1)) {
    if (std::memcmp(chunk.id, "PEAK", 4) != 0) continue;
    if (::pwrite(descriptor, &kNever, sizeof kNever, at + 12) < 0) return;
  }
}

void throw_system(const fs::path& path, int number) {
  const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
  throw Error(path.string(), std::generic_category().message(number),
              full ? "free some space or choose another disk" : "choose another place");
}

}  // namespace

// libsndfile writes through these so that the system's reason for a failure is known.
struct AudioWriter::File {
  explicit File(const fs::path& path) : whole(path) {
    remove_abandoned_partials(whole.partial_path().parent_path());
    descriptor = ::open(whole.partial_path().c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0) throw_system(path, errno);
  }
  ~File() { close(); }

  void close() {
    if (sound) sf_close(sound);
    sound = nullptr;
    if (descriptor >= 0) ::close(descriptor);
    descriptor = -1;
  }

  AtomicFile whole;
  SNDFILE* sound = nullptr;
  int descriptor = -1;
  int failure = 0;  // errno of the first write that failed

  static sf_count_t length(void* user) {
    auto& file = *static_cast<File*>(user);
    const off_t here = ::lseek(file.descriptor, 0, SEEK_CUR);
    const off_t end = ::lseek(file.descriptor, 0, SEEK_END);
    ::lseek(file.descriptor, here, SEEK_SET);
    return end;
  }
  static sf_count_t seek(sf_count_t offset, int whence, void* user) {
    return ::lseek(static_cast<File*>(user)->descriptor, offset, whence);
  }
  static sf_count_t tell(void* user) { return ::lseek(static_cast<File*>(user)->descriptor, 0, SEEK_CUR); }
  static sf_count_t read(void* into, sf_count_t count, void* user) {
    return std::max<sf_count_t>(::read(static_cast<File*>(user)->descriptor, into, static_cast<std::size_t>(count)), 0);
  }
  static sf_count_t write(const void* from, sf_count_t count, void* user) {
    auto& file = *static_cast<File*>(user);
    sf_count_t done = 0;
    while (done < count) {
      const ssize_t n = ::write(file.descriptor, static_cast<const char*>(from) + done, static_cast<std::size_t>(count - done));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        if (!file.failure) file.failure = n < 0 ? errno : ENOSPC;
        break;
      }
      done += n;
    }
    return done;
  }
};

std::optional<AudioFormat> format_from_suffix(const fs::path& path) {
  std::string suffix = path.extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::array<std::pair<std::string_view, AudioFormat>, 13> kSuffixes{{{".wav", AudioFormat::wav},
                                                                                {".wave", AudioFormat::wav},
                                                                                {".rf64", AudioFormat::wav},
                                                                                {".bwf", AudioFormat::wav},
                                                                                {".aiff", AudioFormat::aiff},
                                                                                {".aif", AudioFormat::aiff},
                                                                                {".aifc", AudioFormat::aiff},
                                                                                {".flac", AudioFormat::flac},
                                                                                {".caf", AudioFormat::caf},
                                                                                {".ogg", AudioFormat::ogg},
                                                                                {".oga", AudioFormat::ogg},
                                                                                {".opus", AudioFormat::opus},
                                                                                {".mp3", AudioFormat::mp3}}};
  for (const auto& [name, format] : kSuffixes) {
    if (suffix == name) return format;
  }
  return std::nullopt;
}

int bits_of(SampleDepth depth) noexcept {
  switch (depth) {
    case SampleDepth::pcm16:
      return 16;
    case SampleDepth::pcm24:
      return 24;
    case SampleDepth::pcm32:
    case SampleDepth::float32:
      return 32;
  }
  return 0;
}

bool is_lossy(AudioFormat format) noexcept {
  return format == AudioFormat::ogg || format == AudioFormat::opus || format == AudioFormat::mp3;
}

AudioWriter::AudioWriter(const fs::path& path, double rate, int channels, WriteOptions options)
    : path_(path), channels_(channels), options_(std::move(options)) {
  check_possible(path, rate, channels, options_);
  file_ = std::make_unique<File>(path);
  static SF_VIRTUAL_IO io{File::length, File::seek, File::read, File::write, File::tell};
  SF_INFO sf{};
  sf.samplerate = static_cast<int>(rate);
  sf.channels = channels;
  sf.format = type_of(options_.format) | subtype_of(options_);
  file_->sound = sf_open_virtual(&io, SFM_WRITE, &sf, file_.get());
  if (!file_->sound) {
    if (file_->failure) throw_system(path_, file_->failure);
    throw Error(path_.string(), "cannot be written (" + std::string(sf_strerror(nullptr)) + ")", "choose another format");
  }
  SNDFILE* sound = file_->sound;
  sf_command(sound, SFC_SET_CLIPPING, nullptr, SF_TRUE);
  sf_command(sound, SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);  // it holds the time of writing; RF64 writes it all the same
  if (options_.format == AudioFormat::wav) sf_command(sound, SFC_RF64_AUTO_DOWNGRADE, nullptr, SF_TRUE);
  if (is_lossy(options_.format)) {
    double quality = std::clamp(options_.quality, 0.0, 1.0);
    sf_command(sound, SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
  }
  if (options_.format == AudioFormat::wav || options_.format == AudioFormat::caf) options_.tags = set_strings(sound, options_.tags);
  if (options_.format == AudioFormat::wav && options_.time_stamp) {
    SF_BROADCAST_INFO bext{};
    std::strncpy(bext.originator, "Sweetspot", sizeof bext.originator - 1);
    const auto stamp = static_cast<std::uint64_t>(*options_.time_stamp);
    bext.time_reference_low = static_cast<std::uint32_t>(stamp);
    bext.time_reference_high = static_cast<std::uint32_t>(stamp >> 32);
    bext.version = 1;
    sf_command(sound, SFC_SET_BROADCAST_INFO, &bext, sizeof bext);
  }
}

AudioWriter::~AudioWriter() = default;

void AudioWriter::write(const float* const* audio, int frames) {
  const bool floats = is_lossy(options_.format) || options_.depth == SampleDepth::float32;
  for (int done = 0; done < frames; done += kPieceFrames) {
    const int count = std::min(kPieceFrames, frames - done);
    floats ? write_floats(audio, done, count) : write_integers(audio, done, count);
    if (file_->failure) throw_system(path_, file_->failure);
    if (const int error = sf_error(file_->sound)) throw Error(path_.string(), sf_error_number(error), "choose another format or place");
    frames_ += count;
  }
}

void AudioWriter::write_floats(const float* const* audio, int first, int frames) {
  floats_.resize(static_cast<std::size_t>(frames) * static_cast<std::size_t>(channels_));
  for (int c = 0; c < channels_; ++c) {
    float* out = floats_.data() + c;
    for (int i = 0; i < frames; ++i) out[static_cast<std::ptrdiff_t>(i) * channels_] = audio[c][first + i];
  }
  sf_writef_float(file_->sound, floats_.data(), frames);
}

// libsndfile takes the upper bits of 32-bit integers. Its own conversion from float multiplies by 2^(bits - 1) - 1, which
// would change sound that only passes through.
void AudioWriter::write_integers(const float* const* audio, int first, int frames) {
  const int bits = bits_of(options_.depth);
  const double scale = std::ldexp(1.0, bits - 1);
  const int shift = 32 - bits;
  integers_.resize(static_cast<std::size_t>(frames) * static_cast<std::size_t>(channels_));
  std::int64_t clipped = 0;
  for (int c = 0; c < channels_; ++c) {
    std::int32_t* out = integers_.data() + c;
    for (int i = 0; i < frames; ++i) {
      const float in = audio[c][first + i];
      const double scaled = in == in ? std::nearbyint(static_cast<double>(in) * scale) : 0.0;
      const double held = std::clamp(scaled, -scale, scale - 1.0);
      clipped += scaled != held && !(scaled == scale && in < 1.0f) ? 1 : 0;
      out[static_cast<std::ptrdiff_t>(i) * channels_] =
          static_cast<std::int32_t>(static_cast<std::int64_t>(held) * (std::int64_t{1} << shift));
    }
  }
  clipped_ += clipped;
  sf_writef_int(file_->sound, integers_.data(), frames);
}

void AudioWriter::finish() {
  const int error = sf_close(file_->sound);
  file_->sound = nullptr;
  if (file_->failure) throw_system(path_, file_->failure);
  if (error) throw Error(path_.string(), sf_error_number(error), "choose another format or place");
  if (options_.format == AudioFormat::wav) forget_time_of_writing(file_->descriptor);
  file_->close();
  const fs::path& partial = file_->whole.partial_path();
  if (!options_.tags.empty() && fs::file_size(partial) < kLargestTagged) write_tags(partial, options_.tags);
  file_->whole.commit();
}

}  // namespace sweetspot
