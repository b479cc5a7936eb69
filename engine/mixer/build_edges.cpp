// The edges of a plan: what is summed where, how late, and how loud.
#include <algorithm>

#include "engine/mixer/plan_builder.h"
#include "engine/session/vca.h"

namespace sweetspot {
namespace {

constexpr double kDelayFadeSeconds = 0.01;
constexpr int kTapPart = 1;  // tells a tap's edge from a meter's

std::shared_ptr<const AutomationLane> shared_lane(const Strip& strip, const AutomationTarget& target) {
  for (const auto& lane : strip.automation) {
    if (lane->enabled && !lane->points.empty() && lane->target == target) return lane;
  }
  return nullptr;
}

}  // namespace

// Whether the plan before had another curve there, or none, so that its sound is left without a step.
bool PlanBuilder::lane_is_new(const Strip& strip, const AutomationTarget& target) const {
  if (!fades()) return false;
  const auto now = shared_lane(strip, target);
  const Strip* const before = find_strip(*old_->session, strip.id);
  if (!now || !before) return false;
  const auto then = shared_lane(*before, target);
  return !then || (then != now && *then != *now);
}

Edge::Lanes PlanBuilder::lanes_of(const Strip& strip, SendId send, int arrival) const {
  const auto lane = [&](SendId of, const char* param) {
    const auto found = shared_lane(strip, {{}, of, param});
    return found ? std::optional<Lane>(Lane(found, arrival)) : std::nullopt;
  };
  Edge::Lanes lanes;
  lanes.gain = lane({}, "gain"), lanes.pan = lane({}, "pan");
  lanes.width = lane({}, "width"), lanes.mute = lane({}, "mute");
  const VcaEffect vcas = vca_effect(*session_, strip.id);
  for (const auto& ride : vcas.lanes) lanes.vcas.emplace_back(ride, arrival);
  if (fades()) {
    const auto then = vca_effect(*old_->session, strip.id).lanes;
    lanes.new_vcas = !std::ranges::equal(vcas.lanes, then, [](const auto& a, const auto& b) { return a == b || *a == *b; });
  }
  if (send) {
    lanes.send_gain = lane(send, "gain");
    lanes.send_pan = lane(send, "pan");
    lanes.new_send_gain = lanes.send_gain && lane_is_new(strip, {{}, send, "gain"});
    lanes.new_send_pan = lanes.send_pan && lane_is_new(strip, {{}, send, "pan"});
  }
  lanes.new_gain = lanes.gain && lane_is_new(strip, {{}, {}, "gain"});
  lanes.new_pan = lanes.pan && lane_is_new(strip, {{}, {}, "pan"});
  lanes.new_width = lanes.width && lane_is_new(strip, {{}, {}, "width"});
  return lanes;
}

// `arrival`: when the sound is to be there.
Edge PlanBuilder::make_edge(EdgeKind kind, int from, int to, std::uint64_t part, int arrival) {
  StripRun& origin = strip(from);
  const Strip& session_strip = *graph_.nodes[static_cast<std::size_t>(from)].strip;
  const bool is_send = kind == EdgeKind::send || kind == EdgeKind::pre_send;
  Edge edge;
  edge.kind = kind;
  edge.channels = origin.channels;
  for (int parity = 0; parity < 2; ++parity) edge.source[parity] = origin.audio[parity];
  edge.controls = origin.controls;
  if (is_send) edge.send = body_->send_of.at(SendId{part});
  edge.lanes = lanes_of(session_strip, is_send ? SendId{part} : SendId{}, arrival);
  edge.delay = std::max(0, arrival - times_.out[static_cast<std::size_t>(from)]);
  if (edge.delay == 0 && origin.rest[0][0]) std::copy_n(origin.rest, 2, edge.rest);
  edge.rate = session_->rate;
  const std::uint64_t target = to < 0 ? 0 : graph_.nodes[static_cast<std::size_t>(to)].strip->id.value;
  give_state(edge, {static_cast<int>(kind), session_strip.id.value, target, part});
  return edge;
}

// The state of the same edge in the plan before, or a new one; with a delay line where there is something to delay.
void PlanBuilder::give_state(Edge& edge, const EdgeKey& key) {
  std::shared_ptr<EdgeState> before;
  if (old_) {
    const auto found = old_->edge_of.find(key);
    if (found != old_->edge_of.end()) before = found->second;
  }
  const bool longer = edge.delay > 0 && (!before || !before->line || before->line->longest() < edge.delay);
  if (before && !longer) {
    edge.state = before;
  } else {
    edge.state = std::make_shared<EdgeState>();
    edge.state->fades_in = !before && fades();
    if (before) body_->adoptions.push_back({edge.state, before});
    if (edge.delay > 0 || (before && before->line)) {
      edge.state->line = std::make_unique<DelayLine>(edge.channels, edge.delay, static_cast<int>(kDelayFadeSeconds * session_->rate));
      fades() ? edge.state->line->start_empty() : edge.state->line->start(edge.delay);
    }
  }
  if (edge.state->line) {
    for (int c = 0; c < edge.channels; ++c) edge.delayed[c] = body_->arena.take();
  }
  body_->edge_of[key] = edge.state;
}

// Strips that were on their way out already are gone for good.
Former PlanBuilder::former() const {
  Former former;
  if (!fades()) return former;
  for (const auto& [key, state] : old_->edge_of) {
    if (key.to != 0 && static_cast<EdgeKind>(key.kind) != EdgeKind::key) former.ways.push_back({StripId{key.from}, StripId{key.to}});
  }
  for (const auto& track : old_->session->tracks) {
    if (!find_strip(*session_, track->strip.id)) former.tracks.push_back(track.get());
  }
  for (const auto& bus : old_->session->buses) {
    if (!find_strip(*session_, bus->strip.id)) former.buses.push_back(bus.get());
  }
  return former;
}

void PlanBuilder::add_meter_edges() {
  for (int node = 0; node < static_cast<int>(graph_.nodes.size()); ++node) {
    strip(node).meter_edge = make_edge(EdgeKind::meter, node, -1, 0, times_.out[static_cast<std::size_t>(node)]);
  }
}

// Side-chains and the automation of devices: both meet the sound where the device stands.
void PlanBuilder::add_key_edges() {
  for (std::size_t node = 0; node < graph_.nodes.size(); ++node) {
    const GraphNode& graph_node = graph_.nodes[node];
    StripRun& run = *body_->strips[node];
    for (auto& place : run.devices) {
      if (place->slot.leaving) continue;
      const auto& devices = graph_node.strip->devices;
      const auto device = std::ranges::find_if(devices, [&](const auto& d) { return d->id == place->id; });
      const auto index = static_cast<std::size_t>(device - devices.begin());
      const int arrival = times_.device[node][index];
      const auto& params = place->runner->type().params;
      for (std::size_t i = 0; i < params.size(); ++i) {
        const auto lane = shared_lane(*graph_node.strip, {place->id, {}, params[i].key});
        if (lane && !params[i].structural) {
          place->slot.lanes.push_back({i, Lane(lane, arrival), lane_is_new(*graph_node.strip, {place->id, {}, params[i].key})});
        }
      }
      const auto key = std::ranges::find_if(graph_node.keys, [&](const Link& link) { return link.index == static_cast<int>(index); });
      if (key == graph_node.keys.end() || !place->runner->type().has_sidechain) continue;
      place->key_edge = std::make_unique<Edge>(make_edge(EdgeKind::key, key->from, static_cast<int>(node), place->id.value, arrival));
      for (float*& channel : place->key) channel = body_->arena.take();
      place->slot.key = place->key;
    }
  }
}

void PlanBuilder::add_sums() {
  const std::size_t count = graph_.nodes.size();
  sum_of_.assign(count, -1);
  origins_.assign(count, {});
  for (float*& channel : body_->mix_out) channel = body_->arena.take();
  for (float*& channel : body_->master_out) channel = body_->arena.take();
  for (std::size_t node = 0; node < count; ++node) {
    const GraphNode& graph_node = graph_.nodes[node];
    StripRun& run = *body_->strips[node];
    if (run.is_track) {
      run.input_delay = times_.in[node];
      continue;
    }
    auto sum = std::make_unique<SumJob>();
    for (const Link& link : graph_node.inputs) {
      const Strip& from = *graph_.nodes[static_cast<std::size_t>(link.from)].strip;
      EdgeKind kind = EdgeKind::output;
      std::uint64_t part = 0;
      if (link.kind == LinkKind::send) {
        const Send& send = from.sends[static_cast<std::size_t>(link.index)];
        kind = send.pre_fader ? EdgeKind::pre_send : EdgeKind::send;
        part = send.id.value;
      }
      sum->edges.push_back(make_edge(kind, link.from, link.to, part, times_.in[node]));
      origins_[node].push_back(link.from);
    }
    const bool is_master = graph_node.strip->id == kMasterStrip;
    for (int parity = 0; parity < 2; ++parity) {
      sum->target[parity] = is_master ? body_->mix_out : run.audio[parity];
      sum->copy[parity] = is_master ? run.audio[parity] : nullptr;
      if (run.rest[parity][0]) sum->rest[parity] = run.rest[parity];
    }
    sum_of_[node] = static_cast<int>(body_->sums.size());
    body_->sums.push_back(std::move(sum));
  }
}

// Ways that the plan before had and this one has not fade out, where the graph found a place for them.
void PlanBuilder::add_leaving_edges() {
  if (!fades()) return;
  for (const auto& [key, state] : old_->edge_of) {
    const auto kind = static_cast<EdgeKind>(key.kind);
    const bool is_send = kind == EdgeKind::send || kind == EdgeKind::pre_send;
    if ((kind != EdgeKind::output && !is_send) || body_->edge_of.contains(key)) continue;
    const int from = graph_.find(StripId{key.from});
    const int to = graph_.find(StripId{key.to});
    if (from < 0 || to < 0 || sum_of_[static_cast<std::size_t>(to)] < 0) continue;
    const auto& leaving = graph_.nodes[static_cast<std::size_t>(to)].leaving;
    if (std::ranges::none_of(leaving, [&](const Link& link) { return link.from == from; })) continue;
    if (is_send && !body_->send_of.contains(SendId{key.part})) body_->send_of[SendId{key.part}] = old_->send_of.at(SendId{key.part});
    Edge edge = make_edge(kind, from, to, key.part, times_.in[static_cast<std::size_t>(to)]);
    edge.leaving = true;
    body_->edge_of.erase(key);
    body_->sums[static_cast<std::size_t>(sum_of_[static_cast<std::size_t>(to)])]->edges.push_back(std::move(edge));
    origins_[static_cast<std::size_t>(to)].push_back(from);
  }
}

void PlanBuilder::add_taps() {
  const int mix = graph_.find(kMixStrip);
  const int master = graph_.find(kMasterStrip);
  const auto add = [&](int node, int arrival, float* const* target, std::uint64_t part, EdgeKind kind) {
    auto sum = std::make_unique<SumJob>();
    sum->edges.push_back(make_edge(kind, node, -1, part, arrival));
    sum->target[0] = sum->target[1] = target;
    pieces_.push_back({sum.get(), true, {}, {node}, {}, {}});
    body_->sums.push_back(std::move(sum));
  };
  add(master, times_.out[static_cast<std::size_t>(master)], body_->master_out, 0, EdgeKind::output);
  for (const StripId id : options_.taps) {
    const int node = graph_.find(id);
    if (node < 0 || body_->tap_of.contains(id)) continue;
    auto& buffers = body_->tap_of[id];
    for (float*& channel : buffers) channel = body_->arena.take();
    const int own = times_.out[static_cast<std::size_t>(node)];
    add(node, std::max(own, times_.out[static_cast<std::size_t>(mix)]), buffers.data(), kTapPart, EdgeKind::meter);
  }
  for (auto& sum : body_->sums) sum->terms.resize(std::max<std::size_t>(1, sum->edges.size()));
}

}  // namespace sweetspot
