#include "engine/session/describe_song.h"

#include <algorithm>

#include <fmt/format.h>

namespace sweetspot {
namespace {

class SongWords {
 public:
  SongWords(const Session& before, const Session& after) : before_(before), after_(after) {}

  std::vector<std::string> tell() {
    if (before_.tempo != after_.tempo) say("The tempo is {}, was {}", after_.tempo, before_.tempo);
    if (before_.meter.beats != after_.meter.beats) say("A bar has {} beats, had {}", after_.meter.beats, before_.meter.beats);
    if (before_.meter.start != after_.meter.start)
      say("Bar 1 begins at {}, was {}", seconds(after_.meter.start), seconds(before_.meter.start));
    markers();
    tags();
    return std::move(sentences_);
  }

 private:
  template <class... Args>
  void say(fmt::format_string<Args...> format, Args&&... args) {
    sentences_.push_back(fmt::format(format, std::forward<Args>(args)...));
  }

  std::string seconds(Frames frames) const { return fmt::format("{:.3f} s", seconds_from_frames(frames, after_.rate)); }

  static const Marker* find(const std::vector<Marker>& markers, MarkerId id) {
    const auto found = std::ranges::find(markers, id, &Marker::id);
    return found == markers.end() ? nullptr : &*found;
  }

  static std::string name_of(const Marker& marker) { return fmt::format("{} {}", marker.length > 0 ? "section" : "marker", marker.name); }

  void markers() {
    for (const Marker& marker : before_.markers)
      if (!find(after_.markers, marker.id)) say("The {} is gone", name_of(marker));
    for (const Marker& marker : after_.markers) {
      const Marker* was = find(before_.markers, marker.id);
      if (!was) {
        say("The {} is new, at {}", name_of(marker), seconds(marker.at));
        continue;
      }
      if (was->name != marker.name) say("The {} is now called {}", name_of(*was), marker.name);
      if (was->at != marker.at) say("The {} is at {}, was at {}", name_of(marker), seconds(marker.at), seconds(was->at));
      if (was->length != marker.length) say("The {} is {} long, was {}", name_of(marker), seconds(marker.length), seconds(was->length));
    }
  }

  void tags() {
    for (const auto& [key, value] : after_.metadata) {
      const auto old = before_.metadata.find(key);
      if (old == before_.metadata.end())
        say("The tag {} is \"{}\", was empty", key, value);
      else if (old->second != value)
        say("The tag {} is \"{}\", was \"{}\"", key, value, old->second);
    }
    for (const auto& [key, value] : before_.metadata)
      if (!after_.metadata.contains(key)) say("The tag {} is empty, was \"{}\"", key, value);
  }

  const Session& before_;
  const Session& after_;
  std::vector<std::string> sentences_;
};

}  // namespace

std::vector<std::string> describe_song(const Session& before, const Session& after) { return SongWords(before, after).tell(); }

}  // namespace sweetspot
