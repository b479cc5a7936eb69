#include "ui/arrange/region_wave.h"

#include <algorithm>
#include <cmath>

#include "engine/core/units.h"
#include "engine/session/region_sound.h"
#include "engine/studio/fades.h"
#include "engine/studio/overview.h"
#include "ui/arrange/sample_pieces.h"

namespace sweetspot::ui {
namespace {

constexpr double kLeastShaped = 1.0;  // pixels
constexpr double kPointSize = 2.5;
constexpr double kPointsApart = 6.0;  // nearer to each other there is only the line

double end_of(const Region& region) { return static_cast<double>(region.position + region.length); }

struct Span {
  Frames from = 0, to = 0;  // of the recording's own frames
};

// What of the recording is heard between two places of the timeline, at least one frame.
Span heard_span(const WaveSource& source, double from, double to) {
  const Region& r = source.region;
  double a = from - static_cast<double>(r.position), b = to - static_cast<double>(r.position);
  if (r.reversed) std::tie(a, b) = std::pair{static_cast<double>(r.length) - b, static_cast<double>(r.length) - a};
  const double first = (static_cast<double>(r.offset) + a) * source.speed, last = (static_cast<double>(r.offset) + b) * source.speed;
  const auto begin = std::max<Frames>(0, std::llround(std::floor(first)));
  return {begin, std::max<Frames>(begin + 1, std::llround(std::ceil(last)))};
}

// Closer than the finest bins the outline goes straight from bin to bin.
WaveColumn between_bins(const Overview& overview, int channel, double middle) {
  const auto bins = overview.bins(channel, 0);
  if (bins.empty()) return {};
  const double place = std::clamp(middle / kOverviewFrames[0] - 0.5, 0.0, static_cast<double>(bins.size() - 1));
  const auto first = static_cast<std::size_t>(place);
  const auto second = std::min(first + 1, bins.size() - 1);
  const auto part = static_cast<float>(place - static_cast<double>(first));
  const OverviewBin &a = bins[first], &b = bins[second];
  return {a.min + (b.min - a.min) * part, a.max + (b.max - a.max) * part, a.rms + (b.rms - a.rms) * part};
}

WaveColumn from_overview(const Overview& overview, int channel, const Span& span) {
  if (span.from >= overview.frames()) return {};
  if (span.to - span.from < kOverviewFrames[0]) return between_bins(overview, channel, static_cast<double>(span.from + span.to) / 2.0);
  const OverviewBin bin = overview.range(channel, span.from, span.to);
  return {bin.min, bin.max, bin.rms};
}

// One frame more, so that columns touch each other.
WaveColumn sampled(const WaveSource& source, int channel, const Span& span) {
  WaveColumn column{1.0f, -1.0f, 0.0f};
  double squares = 0.0;
  int count = 0;
  for (Frames at = span.from; at <= span.to; ++at) {
    const float* sample = source.samples->at(source.region.media, source.file, channel, at);
    if (!sample) continue;
    column.low = std::min(column.low, *sample);
    column.high = std::max(column.high, *sample);
    squares += static_cast<double>(*sample) * *sample;
    ++count;
  }
  if (count == 0) return {};
  column.rms = static_cast<float>(std::sqrt(squares / count));
  return column;
}

WaveColumn scaled(WaveColumn column, double gain, bool inverted) {
  const auto g = static_cast<float>(gain);
  if (inverted) std::tie(column.low, column.high) = std::pair{-column.high, -column.low};
  return {column.low * g, column.high * g, column.rms * g};
}

WaveColumn together(const WaveColumn& a, const WaveColumn& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high), std::max(a.rms, b.rms)};
}

// Each sample a point, straight lines between them; they end half a frame beyond the clip's edges.
void draw_points(QPainter& painter, const WaveSource& source, const TimelineScale& scale, const QRectF& lane, double from_x, double to_x,
                 const WaveLook& look, int channel) {
  const Region& r = source.region;
  const double step = 1.0 / source.speed;  // frames of the song a sample
  const Span span = heard_span(source, std::max(static_cast<double>(r.position), static_cast<double>(scale.frame(from_x)) - step),
                               std::min(end_of(r), static_cast<double>(scale.frame(to_x)) + step));
  QPolygonF line;
  for (Frames at = span.from; at < span.to; ++at) {
    const float* sample = source.samples->at(r.media, source.file, channel, at);
    if (!sample) continue;
    const double into = (static_cast<double>(at) + 0.5) * step - static_cast<double>(r.offset);
    const double where = static_cast<double>(r.position) + (r.reversed ? static_cast<double>(r.length) - into : into);
    if (where < static_cast<double>(r.position) || where > end_of(r)) continue;
    const double gain = heard_gain(r, static_cast<Frames>(where)) * (r.inverted ? -1.0 : 1.0);
    const double value = std::clamp(*sample * gain, -1.0, 1.0);
    line << QPointF(scale.x(where), lane.center().y() - value * lane.height() / 2.0);
  }
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, true);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(look.peak, 1.0));
  painter.drawLine(QPointF(from_x, lane.center().y()), QPointF(to_x, lane.center().y()));
  painter.setPen(QPen(look.rms, 1.3));
  painter.drawPolyline(line);
  if (step / scale.frames_per_pixel >= kPointsApart || line.size() == 1) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.rms);
    for (const QPointF& point : line) painter.drawEllipse(point, kPointSize, kPointSize);
  }
  painter.restore();
}

}  // namespace

std::vector<std::pair<double, double>> shaped_stretches(const Region& region, const TimelineScale& scale) {
  const double left = scale.x(static_cast<double>(region.position)), right = scale.x(end_of(region));
  if (!region.envelope.empty()) return {{left, right}};
  std::vector<std::pair<double, double>> stretches;
  const double in = static_cast<double>(region.fade_in.length) / scale.frames_per_pixel;
  const double out = static_cast<double>(region.fade_out.length) / scale.frames_per_pixel;
  if (in >= kLeastShaped) stretches.emplace_back(left, left + in);
  if (out >= kLeastShaped) stretches.emplace_back(right - out, right);
  return stretches;
}

double heard_gain(const Region& region, Frames at) {
  const Frames into = at - region.position;
  if (into < 0 || into >= region.length) return 0.0;
  const double db = region.gain_db <= kSilenceDb ? region.gain_db : region.gain_db + envelope_db(region, source_frame(region, into));
  return gain_from_db(db) * fade_gain_at(region, into);
}

bool has_samples(const WaveSource& source, const TimelineScale& scale, double from_x, double to_x) {
  if (!source.samples || scale.frames_per_pixel * source.speed >= kSamplesBelow) return false;
  const Region& r = source.region;
  const double from = std::max(static_cast<double>(r.position), scale.first + from_x * scale.frames_per_pixel);
  const double to = std::min(end_of(r), scale.first + to_x * scale.frames_per_pixel);
  if (from >= to) return false;
  const Span span = heard_span(source, from, to);
  return source.samples->have(r.media, source.file, span.from, span.to + 1);
}

void draw_region_wave(QPainter& painter, const WaveSource& source, const TimelineScale& scale, const QRectF& area, double from_x,
                      double to_x, const WaveLook& look, double ratio, bool lanes, bool from_samples) {
  const Region& r = source.region;
  from_x = std::floor(std::max(from_x, scale.x(static_cast<double>(r.position))) * ratio) / ratio;
  to_x = std::min(to_x, scale.x(end_of(r)));
  const int columns = static_cast<int>(std::ceil((to_x - from_x) * ratio));
  if (columns <= 0) return;
  const int channels = std::max(1, source.overview.channels());
  const bool apart = lanes && channels > 1;
  painter.save();
  painter.setClipRect(QRectF(from_x, area.top(), to_x - from_x, area.height()), Qt::IntersectClip);
  const int shown = apart ? channels : 1;
  for (int lane = 0; lane < shown; ++lane) {
    const QRectF place(from_x, area.top() + area.height() * lane / shown, columns / ratio, area.height() / shown);
    if (from_samples && scale.frames_per_pixel * source.speed < kPointsBelow) {
      draw_points(painter, source, scale, place, from_x, to_x, look, lane);
      continue;
    }
    std::vector<WaveColumn> wave;
    wave.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) {
      const double x = from_x + i / ratio;
      const double from = std::max(static_cast<double>(r.position), scale.first + x * scale.frames_per_pixel);
      const double to = std::min(end_of(r), scale.first + (x + 1.0 / ratio) * scale.frames_per_pixel);
      const Span span = heard_span(source, from, std::max(from, to));
      const auto one = [&](int channel) {
        return from_samples ? sampled(source, channel, span) : from_overview(source.overview, channel, span);
      };
      WaveColumn column = one(lane);
      if (!apart && channels > 1) column = together(column, one(1));
      const auto middle = std::clamp<Frames>(static_cast<Frames>((from + to) / 2.0), r.position, r.position + r.length - 1);
      wave.push_back(scaled(column, heard_gain(r, middle), r.inverted));
    }
    draw_waveform(painter, place, wave, look);
  }
  painter.restore();
}

}  // namespace sweetspot::ui
