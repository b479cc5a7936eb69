#include "engine/session/routing.h"

#include <unordered_map>

#include "engine/core/error.h"

namespace sweetspot {
namespace {

using Edges = std::unordered_map<StripId, std::vector<StripId>>;

void add_edges(const Strip& strip, Edges& edges) {
  if (strip.output) edges[strip.id].push_back(strip.output);
  for (const Send& send : strip.sends) edges[strip.id].push_back(send.to);
  for (const auto& device : strip.devices)
    if (device->sidechain) edges[device->sidechain].push_back(strip.id);
}

Edges all_edges(const Session& session) {
  Edges edges;
  for (const auto& track : session.tracks) add_edges(track->strip, edges);
  for (const auto& bus : session.buses) add_edges(bus->strip, edges);
  add_edges(*session.mix, edges);
  add_edges(*session.master, edges);
  return edges;
}

}  // namespace

std::vector<StripId> fed_by(const Session& session, StripId strip) { return all_edges(session)[strip]; }

std::vector<StripId> path_between(const Session& session, StripId from, StripId to) {
  Edges edges = all_edges(session);
  std::unordered_map<StripId, StripId> came_from{{from, {}}};
  std::vector<StripId> waiting{from};
  for (std::size_t i = 0; i < waiting.size() && !came_from.contains(to); ++i)
    for (const StripId next : edges[waiting[i]])
      if (came_from.emplace(next, waiting[i]).second) waiting.push_back(next);
  if (!came_from.contains(to)) return {};
  std::vector<StripId> path;
  for (StripId at = to; at; at = came_from[at]) path.insert(path.begin(), at);
  return path;
}

bool would_loop(const Session& session, StripId from, StripId to) { return !path_between(session, to, from).empty(); }

std::string path_text(const Session& session, const std::vector<StripId>& path) {
  std::string text;
  for (const StripId id : path) {
    const Strip* strip = find_strip(session, id);
    text += (text.empty() ? "" : " → ") + (strip ? strip->name : std::string("?"));
  }
  return text;
}

void refuse_loop(const Session& session, StripId from, StripId to) {
  std::vector<StripId> path = path_between(session, to, from);
  if (path.empty()) return;
  path.insert(path.begin(), from);
  throw Error(path_text(session, path), "the sound would feed itself", "choose another destination");
}

}  // namespace sweetspot
