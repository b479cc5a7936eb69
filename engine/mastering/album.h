// Several songs as one album: how loud each is, and where it lies.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace sweetspot {

struct AlbumSong {
  std::optional<double> integrated_lufs;  // as mixed; empty: silence
  double seconds = 0.0;
};

enum class AlbumBalance {
  preserved,  // songs keep their differences in loudness
  balanced,   // differences are halved and none is more than kMostAlbumStepLu from the album
};

inline constexpr double kMostAlbumStepLu = 2.0;

struct AlbumOptions {
  double integrated_lufs = -14.0;  // of the album as one programme, without its gaps
  AlbumBalance balance = AlbumBalance::preserved;
  double gap_seconds = 2.0;  // between songs
};

struct AlbumPlace {
  std::optional<double> integrated_lufs;  // what the song is to have; empty: silence
  double start = 0.0;                     // seconds
};

// Loudness of songs as one programme: their powers weighted by their lengths; empty when all are silent. Any thread.
std::optional<double> album_loudness(std::span<const AlbumSong> songs);

// A place for each song, in their order. The targets' own album loudness is the one asked for. Any thread.
std::vector<AlbumPlace> plan_album(std::span<const AlbumSong> songs, const AlbumOptions& options);

}  // namespace sweetspot
