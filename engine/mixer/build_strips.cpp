// The strips of a plan: their state, sources and devices.
#include <algorithm>

#include "engine/mixer/plan_builder.h"
#include "engine/mixer/same_sound.h"

namespace sweetspot {
namespace {

constexpr double kSourceFadeSeconds = 0.01;

// Places of the old chain that may go on in the new one: the longest selection that keeps its order.
std::vector<const DevicePlace*> kept_places(const StripRun* old, const std::vector<std::shared_ptr<const Device>>& devices,
                                            const auto& goes_on) {
  std::vector<const DevicePlace*> kept(devices.size(), nullptr);
  if (!old) return kept;
  const std::size_t rows = old->devices.size();
  const std::size_t columns = devices.size();
  std::vector<std::vector<int>> longest(rows + 1, std::vector<int>(columns + 1, 0));
  const auto match = [&](std::size_t r, std::size_t c) { return goes_on(*old->devices[r], *devices[c]); };
  for (std::size_t r = rows; r-- > 0;) {
    for (std::size_t c = columns; c-- > 0;) {
      longest[r][c] = match(r, c) ? longest[r + 1][c + 1] + 1 : std::max(longest[r + 1][c], longest[r][c + 1]);
    }
  }
  for (std::size_t r = 0, c = 0; r < rows && c < columns;) {
    if (match(r, c)) {
      kept[c++] = old->devices[r++].get();
    } else if (longest[r + 1][c] >= longest[r][c + 1]) {
      ++r;
    } else {
      ++c;
    }
  }
  return kept;
}

template <class Map, class Key>
auto found_in(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? typename Map::mapped_type{} : found->second;
}

}  // namespace

void PlanBuilder::add_strips() {
  delays_.resize(graph_.nodes.size());
  for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
    const GraphNode& node = graph_.nodes[i];
    StripRun* before = old_ ? found_in(old_->strip_of, node.strip->id) : nullptr;
    if (before && before->channels != node.channels) before = nullptr;
    auto run = std::make_unique<StripRun>();
    run->id = node.strip->id;
    run->channels = node.channels;
    run->is_track = node.track != nullptr;
    run->rate = session_->rate;
    run->controls = before ? before->controls : std::make_shared<StripControls>();
    run->state = before ? before->state : std::make_shared<StripState>();
    for (auto& parity : run->audio) {
      for (float*& channel : parity) channel = body_->arena.take();
    }
    body_->strip_of[run->id] = run.get();
    body_->strips.push_back(std::move(run));
    for (const Send& send : node.strip->sends) {
      auto controls = old_ ? found_in(old_->send_of, send.id) : nullptr;
      body_->send_of[send.id] = controls ? controls : std::make_shared<SendControls>();
    }
    if (node.track) add_source(*body_->strips.back(), *node.track, node.gone);
    add_devices(i);
    keep_rest(*body_->strips.back());
  }
}

// Devices take a bus's sum as it was rounded. Without any, its fader may as well have it whole.
void PlanBuilder::keep_rest(StripRun& run) {
  if (run.is_track || !run.devices.empty()) return;
  for (auto& parity : run.rest) {
    for (float*& channel : parity) channel = body_->arena.take();
  }
}

void PlanBuilder::add_source(StripRun& run, const Track& track, bool gone) {
  const Track* before = old_ ? find_track(*old_->session, track.strip.id) : nullptr;
  const StripRun* old_run = before ? found_in(old_->strip_of, track.strip.id) : nullptr;
  if (before && (gone || same_sound(*old_->session, *before, *session_, track))) {
    run.source = old_run->source;
    return;
  }
  if (assets_.source) run.source = assets_.source(*session_, track);
  if (!fades() || !before || before->channels != track.channels) return;
  run.old_source = old_run->source;
  run.source_fade = static_cast<int>(kSourceFadeSeconds * session_->rate);
}

bool PlanBuilder::goes_on(const DevicePlace& old, const Device& device) const {
  if (old.slot.leaving || old.id != device.id) return false;
  const ProcessorType* type = find_type(device);
  const Device* before = find_device(*old_->session, device.id);
  if (!before || type != &old.runner->type()) return false;
  return std::ranges::all_of(type->params, [&](const ParamSpec& spec) {
    return !spec.structural || constrained_value(*before, spec) == constrained_value(device, spec);
  });
}

// The new chain, and in it, where they stood, the devices of the old one that leave.
void PlanBuilder::add_devices(std::size_t node) {
  const GraphNode& graph_node = graph_.nodes[node];
  const auto& devices = graph_node.strip->devices;
  StripRun& run = *body_->strips[node];
  const StripRun* before = old_ ? found_in(old_->strip_of, run.id) : nullptr;
  if (before && before->channels != run.channels) before = nullptr;
  const auto kept = kept_places(before, devices, [&](const DevicePlace& old, const Device& device) { return goes_on(old, device); });

  std::size_t next_old = 0;
  const auto let_go_until = [&](const DevicePlace* end) {
    for (; before && next_old < before->devices.size() && before->devices[next_old].get() != end; ++next_old) {
      const DevicePlace& old = *before->devices[next_old];
      if (!fades() || old.slot.leaving) continue;
      auto place = std::make_unique<DevicePlace>();
      place->id = old.id;
      place->runner = old.runner;
      place->slot.leaving = true;
      run.devices.push_back(std::move(place));
    }
  };
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const ProcessorType* type = find_type(*devices[i]);
    delays_[node].push_back(0);
    if (!type) continue;
    if (kept[i]) {
      let_go_until(kept[i]);
      ++next_old;
    }
    auto place = make_place(graph_node, *devices[i], *type, kept[i]);
    delays_[node].back() = place->runner->latency();
    body_->device_of[devices[i]->id] = place->runner;
    run.devices.push_back(std::move(place));
  }
  let_go_until(nullptr);
}

std::unique_ptr<DevicePlace> PlanBuilder::make_place(const GraphNode& node, const Device& device, const ProcessorType& type,
                                                     const DevicePlace* kept) {
  auto place = std::make_unique<DevicePlace>();
  place->id = device.id;
  if (kept) {
    place->runner = kept->runner;
  } else {
    place->runner = std::make_shared<DeviceRunner>(type, device, session_->rate, session_->tempo, node.channels);
    if (fades() && old_->strip_of.contains(node.strip->id)) place->runner->fade_in();
  }
  return place;
}

}  // namespace sweetspot
