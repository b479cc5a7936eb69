#include "engine/media/audio_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <sstream>
#include <system_error>
#include <utility>

#include "engine/core/error.h"
#include "engine/media/sample_stream.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

// Says what is wrong with a path before any decoder sees it.
void check_readable(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) throw Error(path.string(), "there is no such file", "check the name");
  if (fs::is_directory(status)) throw Error(path.string(), "is a folder, not an audio file", "name a file in it");
  if (::access(path.c_str(), R_OK) != 0) throw Error(path.string(), std::generic_category().message(errno), "check its permissions");
  if (fs::file_size(path, error) == 0 && !error) throw Error(path.string(), "the file is empty", "export it again");
}

int bits_of(int subtype) {
  switch (subtype) {
    case SF_FORMAT_PCM_S8: case SF_FORMAT_PCM_U8: case SF_FORMAT_DPCM_8: return 8;
    case SF_FORMAT_PCM_16: case SF_FORMAT_ALAC_16: case SF_FORMAT_DPCM_16: case SF_FORMAT_DWVW_16: return 16;
    case SF_FORMAT_ALAC_20: return 20;
    case SF_FORMAT_PCM_24: case SF_FORMAT_ALAC_24: case SF_FORMAT_DWVW_24: return 24;
    case SF_FORMAT_PCM_32: case SF_FORMAT_ALAC_32: case SF_FORMAT_FLOAT: return 32;
    case SF_FORMAT_DOUBLE: return 64;
    case SF_FORMAT_DWVW_12: return 12;
    default: return 0;
  }
}

std::string format_name(int format) {
  const auto name = [](int command, int code) {
    SF_FORMAT_INFO info{};
    info.format = code;
    return sf_command(nullptr, command, &info, sizeof info) == 0 && info.name ? std::string(info.name) : std::string("unknown");
  };
  return name(SFC_GET_FORMAT_INFO, format & SF_FORMAT_TYPEMASK) + ", " + name(SFC_GET_FORMAT_INFO, format & SF_FORMAT_SUBMASK);
}

std::optional<PcmType> plain_type(int format) {
  const int type = format & SF_FORMAT_TYPEMASK;
  if (type != SF_FORMAT_WAV && type != SF_FORMAT_WAVEX && type != SF_FORMAT_RF64) return std::nullopt;
  if ((format & SF_FORMAT_ENDMASK) == SF_ENDIAN_BIG) return std::nullopt;
  switch (format & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_PCM_16: return PcmType::int16;
    case SF_FORMAT_PCM_24: return PcmType::int24;
    case SF_FORMAT_PCM_32: return PcmType::int32;
    case SF_FORMAT_FLOAT: return PcmType::float32;
    default: return std::nullopt;
  }
}

std::optional<Frames> time_stamp_of(SNDFILE* file) {
  SF_BROADCAST_INFO bext{};
  if (sf_command(file, SFC_GET_BROADCAST_INFO, &bext, sizeof bext) != SF_TRUE) return std::nullopt;
  return static_cast<Frames>(std::uint64_t{bext.time_reference_high} << 32 | bext.time_reference_low);
}

// libsndfile notes in its log where a file is shorter than its headers promise: "riff : 144104 (should be 72052)".
bool log_says_cut_off(SNDFILE* file) {
  std::string log(16384, '\0');
  const int length = sf_command(file, SFC_GET_LOG_INFO, log.data(), static_cast<int>(log.size()));
  std::istringstream lines(log.substr(0, static_cast<std::size_t>(std::max(length, 0))));
  for (std::string line; std::getline(lines, line);) {
    long long promised = 0;
    long long there = 0;
    if (std::sscanf(line.c_str(), " %*4c : %lld (should be %lld)", &promised, &there) == 2 && promised > there) return true;
  }
  return false;
}

std::string cut_off_text(Frames there, Frames promised, double rate) {
  return fmt::format("The file is cut off: {:.2f} of {:.2f} seconds are there.", seconds_from_frames(there, rate), seconds_from_frames(promised, rate));
}

AudioInfo describe(SNDFILE* file, const SF_INFO& sf) {
  const int subtype = sf.format & SF_FORMAT_SUBMASK;
  AudioInfo info;
  info.rate = sf.samplerate;
  info.channels = sf.channels;
  info.frames = sf.frames;
  info.bits = bits_of(subtype);
  info.lossy = info.bits == 0;
  info.floating = info.lossy || subtype == SF_FORMAT_FLOAT || subtype == SF_FORMAT_DOUBLE;
  info.plain = plain_type(sf.format);
  info.time_stamp = time_stamp_of(file);
  info.format = format_name(sf.format);
  return info;
}

}  // namespace

AudioReader::AudioReader(fs::path path) : path_(std::move(path)) {
  check_readable(path_);
  SF_INFO sf{};
  SndfileHandle file(sf_open(path_.c_str(), SFM_READ, &sf));
  if (!file) {
    if (sf_error(nullptr) == SF_ERR_UNRECOGNISED_FORMAT) {
      throw Error(path_.string(), "is not an audio file that can be read", "export it as WAV, AIFF, FLAC, Ogg, Opus or MP3");
    }
    throw Error(path_.string(), "cannot be read as audio (" + std::string(sf_strerror(nullptr)) + ")", "export it again");
  }
  info_ = describe(file.get(), sf);

  if (info_.plain) {
    const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    const auto data = descriptor >= 0 ? find_wav_data(descriptor) : std::nullopt;
    if (data) {
      const Frames frame_bytes = pcm_bytes(*info_.plain) * info_.channels;
      info_.frames = data->bytes / frame_bytes;
      if (data->bytes < data->declared) opening_warnings_.push_back(cut_off_text(info_.frames, data->declared / frame_bytes, info_.rate));
      stream_ = make_pcm_stream(descriptor, path_, data->offset, *info_.plain, info_.channels);
    } else {
      if (descriptor >= 0) ::close(descriptor);
      info_.plain.reset();
    }
  }
  if (!stream_) {
    if (log_says_cut_off(file.get())) opening_warnings_.push_back("The file is cut off: it promises more sound than it holds.");
    stream_ = make_sndfile_stream(std::move(file), path_, info_.channels);
  }
  promises_more_ = !opening_warnings_.empty();
  if (info_.frames <= 0) throw Error(path_.string(), "there is no sound in it", "export it again");
}

AudioReader::~AudioReader() = default;
AudioReader::AudioReader(AudioReader&&) noexcept = default;
AudioReader& AudioReader::operator=(AudioReader&&) noexcept = default;

void AudioReader::read(Frames start, int frames, float* const* audio) {
  const Frames first = std::clamp<Frames>(start, 0, info_.frames);
  const Frames last = std::clamp<Frames>(start + frames, first, info_.frames);
  const int before = static_cast<int>(std::clamp<Frames>(first - start, 0, frames));
  const int inside = static_cast<int>(last - first);
  int got = 0;
  if (inside > 0) {
    std::vector<float*> many(info_.channels > 2 || before > 0 ? static_cast<std::size_t>(info_.channels) : 0);
    for (std::size_t c = 0; c < many.size(); ++c) many[c] = audio[c] + before;
    got = stream_->read(first, inside, many.empty() ? audio : many.data());
    if (got < inside && !std::exchange(ended_early_, true)) there_ = first + got;
  }
  for (int c = 0; c < info_.channels; ++c) {
    std::fill_n(audio[c], before, 0.0f);
    if (info_.floating) non_finite_ += silence_non_finite(audio[c] + before, got);
    std::fill(audio[c] + before + got, audio[c] + frames, 0.0f);
  }
}

std::optional<Frames> AudioReader::cut_off() const {
  if (ended_early_) return there_;
  if (promises_more_) return info_.frames;
  return std::nullopt;
}

std::vector<std::string> AudioReader::warnings() const {
  std::vector<std::string> all = opening_warnings_;
  if (ended_early_ && all.empty()) all.push_back(cut_off_text(there_, info_.frames, info_.rate));
  if (non_finite_ > 0) {
    all.push_back(fmt::format("{} {} no number (NaN or infinite) and {} replaced by silence.", non_finite_,
                              non_finite_ == 1 ? "sample is" : "samples are", non_finite_ == 1 ? "was" : "were"));
  }
  return all;
}

}  // namespace sweetspot
