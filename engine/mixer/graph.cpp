#include "engine/mixer/graph.h"

#include <algorithm>

#include "engine/core/error.h"

namespace sweetspot {
namespace {

void add_nodes(Graph& graph, const Session& session, const Former& former) {
  const auto add = [&](const Strip& strip, const Track* track, int channels, bool gone = false) {
    graph.index[strip.id] = static_cast<int>(graph.nodes.size());
    GraphNode node;
    node.strip = &strip;
    node.track = track;
    node.channels = channels;
    node.gone = gone;
    graph.nodes.push_back(std::move(node));
  };
  const auto lanes = [](const Track& track) { return track.channels == 1 ? 1 : 2; };
  for (const auto& track : session.tracks) add(track->strip, track.get(), lanes(*track));
  for (const Track* track : former.tracks) add(track->strip, track, lanes(*track), true);
  for (const auto& bus : session.buses) add(bus->strip, nullptr, 2);
  for (const Bus* bus : former.buses) add(bus->strip, nullptr, 2, true);
  add(*session.mix, nullptr, 2);
  add(*session.master, nullptr, 2);
}

void add_links(Graph& graph) {
  for (int from = 0; from < static_cast<int>(graph.nodes.size()); ++from) {
    if (graph.nodes[static_cast<std::size_t>(from)].gone) continue;
    const Strip& strip = *graph.nodes[static_cast<std::size_t>(from)].strip;
    const int output = graph.output_of(from);
    if (output >= 0) graph.nodes[static_cast<std::size_t>(output)].inputs.push_back({LinkKind::output, from, output, 0});
    for (int i = 0; i < static_cast<int>(strip.sends.size()); ++i) {
      const int to = graph.find(strip.sends[static_cast<std::size_t>(i)].to);
      if (to >= 0) graph.nodes[static_cast<std::size_t>(to)].inputs.push_back({LinkKind::send, from, to, i});
    }
    for (int i = 0; i < static_cast<int>(strip.devices.size()); ++i) {
      const int key = graph.find(strip.devices[static_cast<std::size_t>(i)]->sidechain);
      if (key >= 0) graph.nodes[static_cast<std::size_t>(from)].keys.push_back({LinkKind::key, key, from, i});
    }
  }
}

bool feeds(const Graph& graph, int origin, int at) {
  if (origin == at) return true;
  const GraphNode& node = graph.nodes[static_cast<std::size_t>(at)];
  for (const auto* links : {&node.inputs, &node.keys, &node.leaving}) {
    if (std::ranges::any_of(*links, [&](const Link& link) { return feeds(graph, origin, link.from); })) return true;
  }
  return false;
}

// Depth first from the end of each path to its origins; what is met again while open closes a cycle.
class Sorter {
 public:
  explicit Sorter(Graph& graph) : graph_(graph), state_(graph.nodes.size(), State::fresh) {}

  void visit(int at) {
    State& state = state_[static_cast<std::size_t>(at)];
    if (state == State::done) return;
    if (state == State::open) refuse(at);
    state = State::open;
    path_.push_back(at);
    GraphNode& node = graph_.nodes[static_cast<std::size_t>(at)];
    for (const auto* links : {&node.inputs, &node.keys, &node.leaving}) {
      for (const Link& link : *links) {
        visit(link.from);
        const GraphNode& origin = graph_.nodes[static_cast<std::size_t>(link.from)];
        node.depth = std::max(node.depth, origin.depth + 1);
      }
    }
    node.fed = node.depth > 0 || node.strip->id == kMixStrip;
    path_.pop_back();
    state_[static_cast<std::size_t>(at)] = State::done;
    graph_.order.push_back(at);
  }

 private:
  enum class State { fresh, open, done };

  [[noreturn]] void refuse(int at) const {
    std::string text = graph_.nodes[static_cast<std::size_t>(at)].strip->name;
    for (std::size_t i = path_.size(); i-- > 0;) {
      text += " -> " + graph_.nodes[static_cast<std::size_t>(path_[i])].strip->name;
      if (path_[i] == at) break;
    }
    throw Error("routing", "the sound would go in a circle: " + text, "send one of these strips elsewhere");
  }

  Graph& graph_;
  std::vector<State> state_;
  std::vector<int> path_;
};

}  // namespace

int Graph::output_of(int strip) const {
  const Strip& from = *nodes[static_cast<std::size_t>(strip)].strip;
  if (from.id == kMasterStrip) return -1;
  if (from.id == kMixStrip) return find(kMasterStrip);
  const int to = find(from.output);
  return to < 0 ? find(kMixStrip) : to;
}

Graph make_graph(const Session& session, const Former& former) {
  Graph graph;
  add_nodes(graph, session, former);
  add_links(graph);
  if (!former.ways.empty()) {
    make_graph(session);  // refuses a cycle before feeds() would run round in it
    for (const Former::Way& way : former.ways) {
      const int from = graph.find(way.from);
      const int to = graph.find(way.to);
      if (from < 0 || to < 0 || graph.nodes[static_cast<std::size_t>(to)].track || feeds(graph, to, from)) continue;
      graph.nodes[static_cast<std::size_t>(to)].leaving.push_back({LinkKind::output, from, to, 0});
    }
  }
  Sorter sorter(graph);
  for (int at = 0; at < static_cast<int>(graph.nodes.size()); ++at) sorter.visit(at);
  return graph;
}

}  // namespace sweetspot
