#include "ui/arrange/clip_gain.h"

#include <algorithm>
#include <cmath>

#include "engine/session/region_batch.h"
#include "engine/session/region_edits.h"
#include "engine/session/region_sound.h"
#include "ui/store/time_text.h"

namespace sweetspot::ui {
namespace {

constexpr double kTop = 17.0;  // the name stays free
constexpr double kBottom = 4.0;
constexpr double kLineReach = 5.0;
constexpr QSizeF kHandle{54.0, 14.0};

double top_of(const QRectF& clip) { return clip.top() + std::min(kTop, clip.height() / 4.0); }
double span_of(const QRectF& clip) { return std::max(1.0, clip.bottom() - kBottom - top_of(clip)); }

double level_at(const Region& region, double frame) {
  const Frames at = std::clamp<Frames>(std::llround(frame) - region.position, 0, region.length - 1);
  return region.gain_db + envelope_db(region, source_frame(region, at));
}

}  // namespace

double gain_y(const QRectF& clip, double db) {
  const double part = (kGainRange - std::clamp(db, -kGainRange, kGainRange)) / (2.0 * kGainRange);
  return top_of(clip) + part * span_of(clip);
}

double gain_at_y(const QRectF& clip, double y) {
  return std::clamp(kGainRange - (y - top_of(clip)) / span_of(clip) * 2.0 * kGainRange, -kGainRange, kGainRange);
}

QRectF gain_handle(const QRectF& clip) {
  if (clip.width() < kHandle.width() + 30.0 || clip.height() < 44.0) return {};
  return {QPointF(std::max(clip.left(), 0.0) + 8.0, clip.bottom() - kHandle.height() - 3.0), kHandle};
}

QPolygonF gain_line(const ClipBox& box, const TimelineScale& scale, double from_x, double to_x) {
  const double left = std::max(from_x, box.rect.left()), right = std::min(to_x, box.rect.right());
  QPolygonF line;
  if (left >= right) return line;
  const auto add = [&](double x) { line << QPointF(x, gain_y(box.rect, level_at(*box.region, scale.first + x * scale.frames_per_pixel))); };
  add(left);
  std::vector<double> corners;
  for (const QPointF& point : box.points)
    if (point.x() > left && point.x() < right) corners.push_back(point.x());
  std::ranges::sort(corners);
  double last = left;
  for (const double x : corners) {
    if (x - last >= 1.0) add(x), last = x;
  }
  add(right);
  return line;
}

bool on_gain_line(const ClipBox& box, const TimelineScale& scale, QPointF at) {
  if (!box.rect.contains(at)) return false;
  const double level = level_at(*box.region, scale.first + at.x() * scale.frames_per_pixel);
  return std::abs(gain_y(box.rect, level) - at.y()) <= kLineReach;
}

GainPoint gain_point_at(const ClipBox& box, const TimelineScale& scale, QPointF at) {
  const Region& region = *box.region;
  const Frames into =
      std::clamp<Frames>(std::llround(scale.first + at.x() * scale.frames_per_pixel) - region.position, 0, region.length - 1);
  return {source_frame(region, into), gain_at_y(box.rect, at.y()) - region.gain_db};
}

namespace {

// The points at the ends of a stretch: one at the outer stretches, two between.
struct Ends {
  std::size_t first, last;
};
Ends ends_of(const GainDrag& drag, std::size_t points) {
  const std::size_t later = *drag.point;
  return {later == 0 ? 0 : later - 1, std::min(later, points - 1)};
}

// Neither end goes beyond the range, so that the stretch keeps its slope.
SessionPtr segment_dragged(const GainDrag& drag, const Region& region, double db) {
  if (!drag.point || region.envelope.empty() || *drag.point > region.envelope.size()) return drag.before;
  const Ends ends = ends_of(drag, region.envelope.size());
  const double a = region.envelope[ends.first].gain_db, b = region.envelope[ends.last].gain_db;
  db = std::clamp(db, kLeastEnvelopeDb - std::min(a, b), kMostEnvelopeDb - std::max(a, b));
  return edit::change_regions(drag.before, {region.id}, [&](Region& one) {
    for (std::size_t i = ends.first; i <= ends.last; ++i) one.envelope[i].gain_db += db;
  });
}

}  // namespace

SessionPtr gain_dragged(const GainDrag& drag, Frames by, double db) {
  const Region* region = edit::find_region(*drag.before, drag.region);
  if (!region) return drag.before;
  if (drag.segment) return segment_dragged(drag, *region, db);
  if (drag.point) {
    if (*drag.point >= region->envelope.size()) return drag.before;
    const GainPoint was = region->envelope[*drag.point];
    return edit::move_gain_point(drag.before, drag.region, *drag.point, {was.at + (region->reversed ? -by : by), was.gain_db + db});
  }
  return edit::change_regions(drag.before, drag.all, [db](Region& one) { one.gain_db += db; });
}

QString db_words(double db) {
  if (db <= kSilenceDb) return QString::fromUtf8("−∞ dB");
  const QString number = QString::number(std::abs(db), 'f', 1);
  return (number == "0.0" ? QString() : db < 0.0 ? QString::fromUtf8("−") : QString("+")) + number + " dB";
}

QString gain_words(const GainDrag& drag, const Session& now) {
  const Region* region = edit::find_region(now, drag.region);
  if (!region) return {};
  if (drag.segment && drag.point && !region->envelope.empty()) {
    const Ends ends = ends_of(drag, region->envelope.size());
    const double a = region->envelope[ends.first].gain_db, b = region->envelope[ends.last].gain_db;
    return ends.first == ends.last ? "Gain point " + db_words(a) : "Gain points " + db_words(a) + " and " + db_words(b);
  }
  if (!drag.point || *drag.point >= region->envelope.size()) return "Gain " + db_words(region->gain_db);
  const GainPoint& point = region->envelope[*drag.point];
  return "Gain point " + db_words(point.gain_db) + " at " + time_text(std::max<Frames>(0, timeline_frame(*region, point.at)), now.rate);
}

}  // namespace sweetspot::ui
