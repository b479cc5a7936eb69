// Files for the tests of media: a folder that goes away, signals, and files written by libsndfile itself as the reference.
#pragma once

#include <sndfile.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "engine/media/audio_file.h"
#include "engine/media/audio_writer.h"

namespace sweetspot::test {

using Channels = std::vector<std::vector<float>>;

class TempFolder {
 public:
  TempFolder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() / ("sweetspot-media-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }
  int count() const { return static_cast<int>(std::distance(std::filesystem::directory_iterator(path_), {})); }

 private:
  std::filesystem::path path_;
};

inline Channels noise(int channels, int frames, unsigned seed = 1, float level = 0.5f) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> spread(-level, level);
  Channels audio(channels, std::vector<float>(frames));
  for (auto& channel : audio) {
    for (float& x : channel) x = spread(random);
  }
  return audio;
}

inline std::vector<float> sine(double frequency, double rate, int frames, double level = 0.5) {
  std::vector<float> audio(frames);
  for (int i = 0; i < frames; ++i) audio[i] = static_cast<float>(level * std::sin(2 * std::numbers::pi * frequency * i / rate));
  return audio;
}

template <class T>
std::vector<T*> pointers(std::vector<std::vector<T>>& audio, int from = 0) {
  std::vector<T*> result;
  for (auto& channel : audio) result.push_back(channel.data() + from);
  return result;
}

inline void write(const std::filesystem::path& path, Channels audio, double rate, WriteOptions options = {}) {
  options.format = *format_from_suffix(path);
  AudioWriter writer(path, rate, static_cast<int>(audio.size()), options);
  writer.write(pointers(audio).data(), static_cast<int>(audio.front().size()));
  writer.finish();
}

// A file as libsndfile writes it from doubles, in any of its formats.
inline bool write_by_libsndfile(const std::filesystem::path& path, int format, const Channels& audio, int rate) {
  SF_INFO info{};
  info.samplerate = rate;
  info.channels = static_cast<int>(audio.size());
  info.format = format;
  SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
  if (!file) return false;
  std::vector<double> frame(audio.size());
  for (std::size_t i = 0; i < audio.front().size(); ++i) {
    for (std::size_t c = 0; c < audio.size(); ++c) frame[c] = audio[c][i];
    sf_writef_double(file, frame.data(), 1);
  }
  return sf_close(file) == 0;
}

// A file as libsndfile decodes it to float.
inline Channels read_by_libsndfile(const std::filesystem::path& path) {
  SF_INFO info{};
  SNDFILE* file = sf_open(path.c_str(), SFM_READ, &info);
  std::vector<float> interleaved(static_cast<std::size_t>(info.frames) * info.channels);
  sf_readf_float(file, interleaved.data(), info.frames);
  sf_close(file);
  Channels audio(info.channels, std::vector<float>(info.frames));
  for (std::size_t i = 0; i < interleaved.size(); ++i) audio[i % info.channels][i / info.channels] = interleaved[i];
  return audio;
}

inline Channels read_all(AudioReader& reader, int block = 1000) {
  Channels audio(reader.info().channels, std::vector<float>(reader.info().frames));
  for (Frames at = 0; at < reader.info().frames; at += block) {
    reader.read(at, static_cast<int>(std::min<Frames>(block, reader.info().frames - at)), pointers(audio, static_cast<int>(at)).data());
  }
  return audio;
}

inline Channels read_all(const std::filesystem::path& path) {
  AudioReader reader(path);
  return read_all(reader);
}

}  // namespace sweetspot::test
