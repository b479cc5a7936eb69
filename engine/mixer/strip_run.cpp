#include "engine/mixer/strip_run.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {
namespace {

constexpr double kTrimRampSeconds = 0.02;
constexpr double kStopSeconds = 0.005;
constexpr double kSourceFadeSeconds = 0.01;

void raise(std::atomic<float>& peak, float value) noexcept {
  if (value > get(peak)) put(peak, value);
}

}  // namespace

void sum_edges(std::vector<Edge>& edges, std::vector<SumTerm>& terms, const BlockContext& block, const SumTarget& target) noexcept {
  for (Edge& edge : edges) edge.begin(block.parity, block.frames);
  for (int offset = 0; offset < block.frames;) {
    int frames = block.frames - offset;
    std::size_t count = 0;
    for (Edge& edge : edges) {
      SumTerm& term = terms[count];
      frames = edge.next_term(block.position, offset, frames, term);
      const bool silent = !term.moving && term.gain == PanMatrix{};
      if (!silent) ++count;
    }
    sum_terms({terms.data(), count}, offset, frames, target);
    offset += frames;
  }
}

void StripRun::begin(const BlockContext& block, const Scratch& scratch) noexcept {
  float* const* own = audio[block.parity];
  if (is_track) {
    read(block, scratch);
    if (state->line) {
      state->line->aim(input_delay);
      state->line->process(own, own, block.frames);
    }
  }
  trim(block);
}

// After the playhead stops the source is read on for a moment and faded out.
void StripRun::read(const BlockContext& block, const Scratch& scratch) noexcept {
  float* const* own = audio[block.parity];
  StripState& now = *state;
  if (block.rolling && source) {
    read_turning(*source, block, scratch, own);
    if (source_fade > 0) fade_sources(block, scratch);
    now.read_to = block.position + block.frames;
    now.stopping = static_cast<int>(kStopSeconds * rate);
    return;
  }
  if (now.stopping > 0 && source) {
    const double length = std::floor(kStopSeconds * rate);
    read_source(*source, now.read_to, block.frames, own);
    now.read_to += block.frames;
    const int fading = std::min(now.stopping, block.frames);
    for (int c = 0; c < channels; ++c) {
      scale_block(own[c], fading, 1.0, -1.0 / length, length - now.stopping);
      std::fill_n(own[c] + fading, block.frames - fading, 0.0f);
    }
    now.stopping -= fading;
    return;
  }
  for (int c = 0; c < channels; ++c) std::fill_n(own[c], block.frames, 0.0f);
}

// A block of a source; where the loop is about to turn, with what lies before its start.
void StripRun::read_turning(TrackSource& from, const BlockContext& block, const Scratch& scratch, float* const* to) noexcept {
  if (from.silent(block.position, block.frames)) {
    for (int c = 0; c < channels; ++c) std::fill_n(to[c], block.frames, 0.0f);
  } else {
    read_source(from, block.position, block.frames, to);
  }
  const LoopTurn& turn = block.turn;
  const Frames first = std::max(block.position, turn.end - turn.fade);
  const auto frames = static_cast<int>(std::min(block.position + block.frames, turn.end) - first);
  if (turn.fade <= 0 || frames <= 0) return;
  const auto offset = static_cast<int>(first - block.position);
  float* const* lead = scratch.second;
  const Frames at = first - turn.end + turn.start;
  const auto before_song = static_cast<int>(std::clamp<Frames>(-at, 0, frames));
  float* in_song[2] = {};
  for (int c = 0; c < channels; ++c) {
    std::fill_n(lead[c], before_song, 0.0f);
    in_song[c] = lead[c] + before_song;
  }
  if (before_song < frames) read_source(from, at + before_song, frames - before_song, in_song);
  const double step = 1.0 / turn.fade;
  const auto past = static_cast<double>(first - (turn.end - turn.fade)) + 0.5;
  for (int c = 0; c < channels; ++c) blend_block(to[c] + offset, lead[c], frames, 1.0, -step, past);
}

void StripRun::read_source(TrackSource& from, Frames position, int frames, float* const* to) noexcept {
  const int given = from.channels();
  if (given == channels) {
    from.read(position, frames, to);
  } else if (channels == 2) {
    from.read(position, frames, to);
    std::copy_n(to[0], frames, to[1]);
  } else {
    float* const both[2] = {to[0], audio[0][1]};  // a mono strip has a second buffer for this
    from.read(position, frames, both);
    for (int i = 0; i < frames; ++i) to[0][i] = 0.5f * (both[0][i] + both[1][i]);
  }
  for (int c = 0; c < channels; ++c) {
    if (all_finite(to[c], frames)) continue;
    std::replace_if(
        to[c], to[c] + frames, [](float x) { return !std::isfinite(x); }, 0.0f);
    put(state->non_finite, get(state->non_finite) + 1u);
  }
}

void StripRun::fade_sources(const BlockContext& block, const Scratch& scratch) noexcept {
  const double length = std::floor(kSourceFadeSeconds * rate);
  for (int c = 0; c < channels; ++c) std::fill_n(scratch.first[c], block.frames, 0.0f);
  if (old_source) read_turning(*old_source, block, scratch, scratch.first);
  const int fading = std::min(source_fade, block.frames);
  for (int c = 0; c < channels; ++c) blend_block(audio[block.parity][c], scratch.first[c], fading, 0.0, 1.0 / length, length - source_fade);
  source_fade -= fading;
}

void StripRun::trim(const BlockContext& block) noexcept {
  StripState& now = *state;
  float* const* own = audio[block.parity];
  for (int offset = 0; offset < block.frames;) {
    const Frames at = block.position + offset;
    const Frames end = block.position + block.frames;
    const bool inside = now.trim_from != now.trim_to && now.slice.contains(at);
    if (!inside) {
      const bool glides = now.started && (now.seen != controls->revision.get() || !now.trim.resting());
      if (now.seen != controls->revision.get() || !now.started) {
        now.seen = controls->revision.get();
        const double goal = get(controls->trim);
        now.started ? now.trim.aim(goal, kTrimRampSeconds * rate) : now.trim.jump(goal);
        now.started = true;
      }
      now.slice = {at, glides ? next_border(at) : end};
      now.trim_from = now.trim.value();
      now.trim_to = now.trim.advance(now.slice.length());
    }
    const int frames = static_cast<int>(std::min(now.slice.end, end) - at);
    const bool moving = now.trim_from != now.trim_to;
    if (moving || now.trim_to != 1.0) {
      const double step = moving ? (now.trim_to - now.trim_from) / now.slice.length() : 0.0;
      const double from = moving ? now.trim_from : now.trim_to;
      const auto first = static_cast<double>(at - now.slice.start);
      for (int c = 0; c < channels; ++c) {
        float* const low = rest[block.parity][c];
        if (low) {
          scale_block_with_rest(own[c] + offset, low + offset, frames, from, step, first);
        } else {
          scale_block(own[c] + offset, frames, from, step, first);
        }
      }
    }
    offset += frames;
  }
}

void StripRun::begin_device(DevicePlace& place, const BlockContext& block) noexcept {
  if (!place.key_edge) return;
  Edge& edge = *place.key_edge;
  edge.begin(block.parity, block.frames);
  for (int offset = 0; offset < block.frames;) {
    SumTerm term;
    const int frames = edge.next_term(block.position, offset, block.frames - offset, term);
    sum_terms({&term, 1}, offset, frames, {{place.key[0], place.key[1]}, {}});
    offset += frames;
  }
}

DeviceBlock StripRun::device_block(const BlockContext& block, const Scratch& scratch) const noexcept {
  return {block.position, block.frames, audio[block.parity], scratch.first};
}

// At rest the level before the fader, times its gains, is the level after it; otherwise the sound itself is made.
void StripRun::finish(const BlockContext& block, const Scratch& scratch) noexcept {
  meter_edge.begin(block.parity, block.frames);
  SumTerm term;
  int frames = meter_edge.next_term(block.position, 0, block.frames, term);
  if (frames == block.frames && !term.moving && term.shape != TermShape::full) {
    const Levels first = measure_block(term.left, frames);
    const Levels second = term.right ? measure_block(term.right, frames) : first;
    const auto a = static_cast<float>(std::abs(term.gain[0]));
    const auto b = static_cast<float>(std::abs(term.right ? term.gain[3] : term.gain[2]));
    publish({a * first.peak, a * a * first.sum_of_squares}, {b * second.peak, b * b * second.sum_of_squares}, frames);
    return;
  }
  for (int offset = 0;;) {
    sum_terms({&term, 1}, offset, frames, {{scratch.second[0], scratch.second[1]}, {}});
    offset += frames;
    if (offset == block.frames) break;
    frames = meter_edge.next_term(block.position, offset, block.frames - offset, term);
  }
  publish(measure_block(scratch.second[0], block.frames), measure_block(scratch.second[1], block.frames), block.frames);
}

void StripRun::publish(const Levels& left, const Levels& right, int frames) noexcept {
  raise(state->peak[0], left.peak);
  raise(state->peak[1], right.peak);
  put(state->mean_square[0], left.sum_of_squares / static_cast<float>(frames));
  put(state->mean_square[1], right.sum_of_squares / static_cast<float>(frames));
  if (left.peak > 1.0f || right.peak > 1.0f) put(state->clipped, true);
}

StripMeter StripRun::take_meter() noexcept {
  StripMeter meter;
  for (int c = 0; c < 2; ++c) {
    meter.peak[c] = state->peak[c].exchange(0.0f, std::memory_order_relaxed);
    meter.mean_square[c] = get(state->mean_square[c]);
  }
  meter.clipped = state->clipped.exchange(false, std::memory_order_relaxed);
  meter.non_finite = get(state->non_finite);
  for (const auto& place : devices) meter.non_finite += place->runner->non_finite();
  return meter;
}

void StripRun::reset() noexcept {
  if (state->line) state->line->start(input_delay);
  state->stopping = 0;
  source_fade = 0;
  for (auto& place : devices) {
    place->runner->reset();
    if (place->key_edge) place->key_edge->reset();
  }
  settle();
}

void StripRun::settle() noexcept {
  state->started = false;
  meter_edge.settle();
  for (auto& place : devices) {
    place->runner->settle();
    if (place->key_edge) place->key_edge->settle();
  }
}

void StripRun::notice() noexcept {
  meter_edge.notice();
  for (auto& place : devices) {
    place->runner->notice(place->slot);
    if (place->key_edge) place->key_edge->notice();
  }
}

}  // namespace sweetspot
