#include "engine/processors/reverb_spaces.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace sweetspot {
namespace {

using dsp::kDiffuserStages;
using dsp::kEarlyTaps;
using dsp::kReverbLines;

constexpr std::size_t kSpaces = static_cast<std::size_t>(ReverbSpace::count);
constexpr std::size_t kTapsOfSide = kEarlyTaps / 2;

// Irregular numbers that are the same everywhere (G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators",
// OOPSLA 2014).
class Irregular {
 public:
  explicit Irregular(std::uint64_t seed) noexcept : state_(seed) {}

  double next() noexcept {  // 0 to 1
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
  }

  template <class List>
  void shuffle(List& list) noexcept {
    for (std::size_t i = list.size() - 1; i > 0; --i)
      std::swap(list[i], list[static_cast<std::size_t>(next() * static_cast<double>(i + 1))]);
  }

 private:
  std::uint64_t state_;
};

struct Point {
  double x, y, z;  // metres
};

// An echo of one source: seconds after the direct sound, and its part on either side.
struct Echo {
  double seconds = 0.0;
  float left = 0.0f, right = 0.0f;
};

struct Character {
  std::uint64_t seed;                         // of the irregular numbers; of many, the one whose decay is straightest
  double shortest, longest;                   // lines, in ms
  std::array<double, kDiffuserStages> spans;  // of the diffuser's stages, in ms
  double onset;
  Point walls;   // of the room whose early reflections are heard; none where it is flat
  double early;  // their level
};

constexpr std::array<Character, kSpaces> kCharacters{{
    {2424, 11.0, 55.0, {3.0, 6.0, 12.0}, 0.5, {6.1, 4.7, 2.9}, 0.4},
    {4992, 14.0, 70.0, {1.7, 3.9, 7.3}, 0.7, {0.0, 0.0, 0.0}, 0.0},
    {34542, 20.0, 92.0, {5.0, 11.0, 21.0}, 0.7, {22.0, 15.0, 10.0}, 0.2},
}};

constexpr double kSpeedOfSound = 343.0;  // m/s
constexpr double kReflected = 0.85;      // of the pressure, by a wall

// The strongest early echoes of one of two sources in a shoebox, by its mirror images (J. B. Allen and D. A. Berkley, "Image method for
// efficiently simulating small-room acoustics", J. Acoust. Soc. Am. 65, 1979), heard from in front of them and panned by where they come
// from.
std::array<Echo, kTapsOfSide> echoes_of(const Point& walls, double side) noexcept {
  const Point ear{0.52 * walls.x, 0.31 * walls.y, 0.44 * walls.z};
  const Point source{(0.5 + 0.17 * side) * walls.x, 0.78 * walls.y, 0.41 * walls.z};
  constexpr int kReach = 2;
  struct Image {
    double distance, strength, across;
  };
  std::array<Image, 2 * (2 * kReach + 1) * 2 * (2 * kReach + 1) * 2 * (2 * kReach + 1)> images{};
  std::size_t count = 0;
  const auto mirrored = [](double at, double length, int room, int flipped) { return 2.0 * room * length + (flipped ? -at : at); };
  const auto bounces = [](int room, int flipped) { return std::abs(2 * room - flipped); };
  for (int rx = -kReach; rx <= kReach; ++rx)
    for (int ry = -kReach; ry <= kReach; ++ry)
      for (int rz = -kReach; rz <= kReach; ++rz)
        for (int flip = 0; flip < 8; ++flip) {
          const int fx = flip & 1, fy = (flip >> 1) & 1, fz = flip >> 2;
          const double dx = mirrored(source.x, walls.x, rx, fx) - ear.x;
          const double dy = mirrored(source.y, walls.y, ry, fy) - ear.y;
          const double dz = mirrored(source.z, walls.z, rz, fz) - ear.z;
          const double distance = std::sqrt(dx * dx + dy * dy + dz * dz);
          const int walls_hit = bounces(rx, fx) + bounces(ry, fy) + bounces(rz, fz);
          images[count++] = {distance, std::pow(kReflected, walls_hit) / distance, dx / distance};
        }
  std::sort(images.begin(), images.end(), [](const Image& a, const Image& b) { return a.strength > b.strength; });
  std::array<Echo, kTapsOfSide> echoes;
  double energy = 0.0;
  for (std::size_t i = 0; i < kTapsOfSide; ++i) energy += images[i + 1].strength * images[i + 1].strength;
  for (std::size_t i = 0; i < kTapsOfSide; ++i) {
    const Image& image = images[i + 1];  // the first is the direct sound
    const double angle = (image.across + 1.0) * std::numbers::pi / 4.0;
    const double level = image.strength / std::sqrt(energy);
    echoes[i] = {(image.distance - images[0].distance) / kSpeedOfSound, static_cast<float>(level * std::cos(angle)),
                 static_cast<float>(level * std::sin(angle))};
  }
  return echoes;
}

// A space in seconds, at its own size.
struct Space {
  std::array<double, kReverbLines> lines{};
  std::array<std::array<double, kReverbLines>, kDiffuserStages> diffuser{};
  std::array<Echo, kEarlyTaps> early{};
  double onset = 0.0;

  explicit Space(const Character& character) noexcept : onset(character.onset) {
    Irregular irregular(character.seed);
    // Lines in equal ratios, each moved a little so that no two agree; stages with one delay in each sixteenth of their span.
    for (std::size_t i = 0; i < kReverbLines; ++i) {
      const double place = (static_cast<double>(i) + irregular.next()) / kReverbLines;
      lines[i] = 1e-3 * character.shortest * std::pow(character.longest / character.shortest, place);
    }
    irregular.shuffle(lines);
    for (std::size_t stage = 0; stage < kDiffuserStages; ++stage) {
      for (std::size_t i = 0; i < kReverbLines; ++i)
        diffuser[stage][i] = 1e-3 * character.spans[stage] * (static_cast<double>(i) + irregular.next()) / kReverbLines;
      irregular.shuffle(diffuser[stage]);
    }
    if (character.early == 0.0) return;
    for (std::size_t side = 0; side < 2; ++side) {
      const auto echoes = echoes_of(character.walls, side == 0 ? -1.0 : 1.0);
      for (std::size_t i = 0; i < kTapsOfSide; ++i) {
        early[side * kTapsOfSide + i] = echoes[i];
        early[side * kTapsOfSide + i].left *= static_cast<float>(character.early);
        early[side * kTapsOfSide + i].right *= static_cast<float>(character.early);
      }
    }
  }
};

// Made before main, so that the audio thread never makes them.
const std::array<Space, kSpaces> kSpaceList{Space(kCharacters[0]), Space(kCharacters[1]), Space(kCharacters[2])};

// Lines are heard with a quarter of their level (see design_decay), and so is what has not gone through them.
constexpr double kOnsetScale = 0.25;

int frames_of(double seconds, double rate) noexcept { return static_cast<int>(std::lround(seconds * rate)); }

}  // namespace

dsp::ReverbLayout make_layout(const ReverbPlace& place, double rate) noexcept {
  const Space& space = kSpaceList[static_cast<std::size_t>(place.space)];
  const auto at_least_a_period = [](int frames) { return std::max(frames, dsp::kReverbPeriod); };
  dsp::ReverbLayout layout;
  layout.pre_delay = frames_of(place.pre_delay, rate);
  layout.onset = static_cast<float>(kOnsetScale * space.onset);
  for (std::size_t i = 0; i < kReverbLines; ++i) {
    layout.lines[i] = at_least_a_period(frames_of(space.lines[i] * place.size, rate));
    for (std::size_t stage = 0; stage < kDiffuserStages; ++stage)
      layout.diffuser[stage][i] = at_least_a_period(frames_of(space.diffuser[stage][i] * place.size, rate));
  }
  for (std::size_t i = 0; i < kEarlyTaps; ++i) {
    const Echo& echo = space.early[i];
    const double seconds = echo.seconds * place.early_size;
    const auto faded = static_cast<float>(std::pow(10.0, -3.0 * seconds / place.decay));
    layout.early[i] = frames_of(seconds, rate);
    layout.early_left[i] = faded * echo.left;
    layout.early_right[i] = faded * echo.right;
  }
  return layout;
}

dsp::ReverbLayout longest_layout(double size, double pre_delay, double rate) noexcept {
  dsp::ReverbLayout longest;
  for (std::size_t i = 0; i < kSpaces; ++i) {
    const dsp::ReverbLayout layout = make_layout({static_cast<ReverbSpace>(i), pre_delay, size, size, 1.0}, rate);
    const auto widen = [](auto& most, const auto& one) {
      std::ranges::transform(most, one, most.begin(), [](int a, int b) { return std::max(a, b); });
    };
    longest.pre_delay = std::max(longest.pre_delay, layout.pre_delay);
    widen(longest.lines, layout.lines);
    widen(longest.early, layout.early);
    for (std::size_t stage = 0; stage < kDiffuserStages; ++stage) widen(longest.diffuser[stage], layout.diffuser[stage]);
  }
  return longest;
}

}  // namespace sweetspot
