#include "engine/mastering/album.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {
namespace {

double distance_from_album(double lu, AlbumBalance balance) {
  return balance == AlbumBalance::preserved ? lu : std::clamp(0.5 * lu, -kMostAlbumStepLu, kMostAlbumStepLu);
}

}  // namespace

std::optional<double> album_loudness(std::span<const AlbumSong> songs) {
  double power = 0.0;
  double seconds = 0.0;
  for (const AlbumSong& song : songs) {
    if (!song.integrated_lufs) continue;
    power += song.seconds * std::pow(10.0, *song.integrated_lufs / 10.0);
    seconds += song.seconds;
  }
  if (power <= 0.0) return std::nullopt;
  return 10.0 * std::log10(power / seconds);
}

std::vector<AlbumPlace> plan_album(std::span<const AlbumSong> songs, const AlbumOptions& options) {
  const std::optional<double> mixed = album_loudness(songs);
  std::vector<AlbumSong> placed(songs.begin(), songs.end());
  for (AlbumSong& song : placed)
    if (song.integrated_lufs) song.integrated_lufs = distance_from_album(*song.integrated_lufs - *mixed, options.balance);

  const double correction = options.integrated_lufs - album_loudness(placed).value_or(0.0);
  std::vector<AlbumPlace> places;
  double start = 0.0;
  for (const AlbumSong& song : placed) {
    AlbumPlace place;
    place.start = start;
    if (song.integrated_lufs) place.integrated_lufs = *song.integrated_lufs + correction;
    places.push_back(place);
    start += song.seconds + options.gap_seconds;
  }
  return places;
}

}  // namespace sweetspot
