// Painting the timeline.
#include <QPaintEvent>
#include <QPainterPath>
#include <QTimer>
#include <algorithm>
#include <cmath>

#include "engine/session/missing_media.h"
#include "engine/session/take_edits.h"
#include "engine/studio/overview.h"
#include "ui/arrange/clip_paint.h"
#include "ui/arrange/lanes_view.h"
#include "ui/arrange/region_wave.h"
#include "ui/arrange/timeline_model.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/contrast.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kPlayheadReach = 1;  // pixels to either side that the line may touch
constexpr double kNameHeight = 15.0;
constexpr double kLeastNamed = 26.0;  // narrower clips show no name

}  // namespace

void LanesView::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  const QRect dirty = event->rect();
  draw_rows(painter, dirty);
  draw_grid(painter, dirty);
  tiles_.begin();
  for (const ClipBox& box : boxes())
    if (box.rect.adjusted(-2, -2, 2, 2).intersects(QRectF(dirty))) draw_clip(painter, box, dirty);
  draw_takes(painter, dirty);
  draw_loop(painter, dirty);
  draw_file_drop(painter);
  if (marquee_) {
    painter.setPen(token::kAccent);
    painter.setBrush(QColor(token::kAccent.red(), token::kAccent.green(), token::kAccent.blue(), 40));
    painter.drawRect(marquee_->normalized());
  }
  playhead_x_ = model_.scale().x(static_cast<double>(model_.store().studio().playhead()));
  painter.fillRect(QRectF(snapped(playhead_x_, devicePixelRatioF()) - 0.5, 0, 1.5, height()), token::kText);
  if (tiles_.incomplete()) QTimer::singleShot(0, this, [this] { update(); });
}

void LanesView::draw_rows(QPainter& painter, const QRect& dirty) const {
  painter.fillRect(dirty, token::kWindow);
  const StripId selected = model_.store().selected_strip();
  for (const TrackRow& row : model_.rows()) {
    const QRect area(0, row.y - model_.rows_scroll(), width(), row.height);
    if (!area.intersects(dirty)) continue;
    if (row.heading)
      painter.fillRect(area & dirty, mixed(token::kWindow, token::kPanel, 0.5));
    else if (row.strip == selected)
      painter.fillRect(area & dirty, mixed(token::kWindow, token::kHover, 0.35));
    painter.fillRect(QRect(dirty.left(), area.bottom(), dirty.width(), 1), token::kWell);
  }
}

void LanesView::draw_grid(QPainter& painter, const QRect& dirty) const {
  for (const RulerTick& tick : ruler_ticks(model_.scale(), width(), model_.grid(), model_.ruler_unit())) {
    const double x = snapped(model_.scale().x(static_cast<double>(tick.at)), devicePixelRatioF());
    if (x < dirty.left() - 1 || x > dirty.right() + 1) continue;
    QColor line = token::kGrid;
    if (!tick.major) line.setAlpha(line.alpha() / 3);
    painter.fillRect(QRectF(x, dirty.top(), 1.0, dirty.height()), line);
  }
}

void LanesView::draw_clip(QPainter& painter, const ClipBox& box, const QRect& dirty) {
  const bool muted = box.region->muted || is_silenced(model_.session(), *box.track);
  const bool selected = model_.store().selected_regions().contains(box.region->id);
  const bool missing = missing_.contains(box.region->media);
  const QColor colour = missing ? token::kWarn : track_colour(*box.track);
  const QColor ground = mixed(token::kWindow, muted ? token::kDisabled : colour, selected ? 0.24 : 0.16);
  painter.save();
  // The far ends of a long clip are not worth drawing.
  const QRectF rect = box.rect.intersected(QRectF(-20, -4000, width() + 40, 12000));
  painter.fillRect(rect, ground);
  if (missing)
    draw_hatching(painter, box, dirty);
  else
    draw_wave(painter, *box.region, *box.track, box.rect, dirty, muted);
  draw_kept(painter, box, dirty);
  draw_clip_fades(painter, box, QRectF(dirty), box.rect.contains(pointer_) && underMouse());
  draw_clip_gain(painter, box, model_.scale(), QRectF(dirty), box.rect.contains(pointer_) ? point_at(box, pointer_) : -1);
  const QColor border = selected ? token::kText : muted ? token::kDisabled : mixed(token::kWindow, colour, 0.75);
  painter.setPen(QPen(border, selected ? 2.0 : 1.0));
  painter.setBrush(Qt::NoBrush);
  const double inset = selected ? 1.0 : 0.5;
  painter.drawRect(rect.adjusted(inset, inset, -inset, -inset));
  if (box.rect.width() >= kLeastNamed) draw_name(painter, box, ground, muted);
  painter.restore();
}

void LanesView::draw_name(QPainter& painter, const ClipBox& box, const QColor& ground, bool muted) const {
  QString name = words(box.region->name.empty() ? box.track->strip.name : box.region->name);
  if (const Take* take = edit::find_take(*box.track, box.region->take); take && words(take->name) != name)
    name = words(take->name) + " · " + name;
  if (missing_.contains(box.region->media)) name += " · recording missing";
  if (box.region->muted) name += " · muted";
  const QColor colour = muted ? token::kSecondary : token::kText;
  const QFont font = text_font(Text::caption);
  const double left = std::max(box.rect.left(), 0.0) + 6.0;
  const double signs =
      draw_clip_signs(painter, *box.region, std::min(box.rect.right(), static_cast<double>(width())) - 14.0, box.rect.top() + 4.0, colour);
  const QRectF place(left, box.rect.top() + 1.0, box.rect.right() - left - 4.0 - (signs > 0.0 ? signs + 12.0 : 0.0), kNameHeight);
  if (place.width() < 8.0) return;
  const QString shown = QFontMetricsF(font).elidedText(name, Qt::ElideRight, place.width());
  const QRectF plate(place.left() - 3, place.top() + 1, QFontMetricsF(font).horizontalAdvance(shown) + 6, kNameHeight - 1);
  painter.fillRect(plate & box.rect, QColor(ground.red(), ground.green(), ground.blue(), 190));
  painter.setFont(font);
  painter.setPen(colour);
  painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, shown);
}

void LanesView::draw_wave(QPainter& painter, const Region& region, const Track& track, const QRectF& rect, const QRect& dirty, bool muted) {
  const auto overview = model_.store().studio().overview(region.media);
  const double middle = snapped(rect.center().y(), devicePixelRatioF());
  if (!overview) {
    painter.fillRect(QRectF(rect.left(), middle, rect.width(), 1.0) & QRectF(dirty), mixed(token::kWindow, track_colour(track), 0.6));
    return;
  }
  const Media* media = find_media(model_.session(), region.media);
  // Linked recordings keep their own rate; their frames are longer or shorter than the song's.
  const double speed = media ? media->rate / model_.session().rate : 1.0;
  WavePicture picture;
  picture.media = region.media.value;
  picture.frames_per_pixel = model_.scale().frames_per_pixel * speed;
  picture.height = std::max(1, static_cast<int>(rect.height()) - 4);
  picture.ratio = devicePixelRatioF();
  picture.colour = track_colour(track).rgb();
  picture.muted = muted;
  picture.gain = std::round(gain_from_db(region.gain_db) * 256.0) / 256.0;
  const QRectF seen = rect & QRectF(dirty);
  if (seen.isEmpty()) return;
  const WaveSource source{region, *overview, &samples_, media ? media_file(model_.store().studio().folder(), *media) : "", speed};
  const QRectF area(rect.left(), rect.top() + 2.0, rect.width(), picture.height);
  const auto direct = [&](double from_x, double to_x, bool from_samples) {
    draw_region_wave(painter, source, model_.scale(), area, std::max(from_x, seen.left()), std::min(to_x, seen.right()),
                     wave_look(QColor(picture.colour), muted), picture.ratio, picture.height >= WaveTiles::kLanesFrom, from_samples);
  };
  if (media && has_samples(source, model_.scale(), seen.left(), seen.right())) return direct(seen.left(), seen.right(), true);
  // Where the gain stands still the kept tiles do.
  double plain = rect.left();
  for (const auto& [from_x, to_x] : shaped_stretches(region, model_.scale())) {
    draw_tiles(painter, region, picture, *overview, rect, speed, seen & QRectF(plain, rect.top(), from_x - plain, rect.height()));
    direct(from_x, to_x, false);
    plain = to_x;
  }
  draw_tiles(painter, region, picture, *overview, rect, speed, seen & QRectF(plain, rect.top(), rect.right() - plain, rect.height()));
}

void LanesView::draw_tiles(QPainter& painter, const Region& region, const WavePicture& picture, const Overview& overview,
                           const QRectF& rect, double speed, QRectF seen) {
  if (seen.isEmpty()) return;
  const auto from = static_cast<Frames>(std::llround(static_cast<double>(region.offset) * speed));
  const auto length = static_cast<Frames>(std::llround(static_cast<double>(region.length) * speed));
  painter.save();
  painter.setClipRect(seen, Qt::IntersectClip);
  if (region.reversed) {
    // The same tiles in a mirror about the middle of the clip.
    const double ends = rect.left() + rect.right();
    painter.translate(ends, 0.0);
    painter.scale(-1.0, 1.0);
    seen = QRectF(ends - seen.right(), seen.top(), seen.width(), seen.height());
  }
  tiles_.draw(painter, picture, overview, rect.left(), rect.top() + 2.0, from, from + length, seen);
  painter.restore();
}

// What is heard of a take is bright, the rest grey.
void LanesView::draw_takes(QPainter& painter, const QRect& dirty) {
  for (const TakeBox& box : take_boxes(model_.session(), model_.rows(), model_.scale(), size(), model_.rows_scroll())) {
    if (!box.rect.intersects(QRectF(dirty))) continue;
    const QColor colour = track_colour(*box.track);
    const QRectF rect = box.rect.intersected(QRectF(-20, -4000, width() + 40, 12000));
    painter.fillRect(rect, mixed(token::kWindow, token::kDisabled, 0.10));
    draw_wave(painter, *box.region, *box.track, box.rect, dirty, true);
    for (const edit::Span& span : chosen_spans(model_.session(), *box.track, box.take->id)) {
      const double left = model_.scale().x(static_cast<double>(span.from)), right = model_.scale().x(static_cast<double>(span.to));
      const QRectF heard = QRectF(left, rect.top(), right - left, rect.height()) & rect;
      if (!heard.intersects(QRectF(dirty))) continue;
      painter.fillRect(heard, mixed(token::kWindow, colour, 0.26));
      draw_wave(painter, *box.region, *box.track, box.rect, (heard & QRectF(dirty)).toAlignedRect(), false);
      painter.setPen(mixed(token::kWindow, colour, 0.85));
      painter.setBrush(Qt::NoBrush);
      painter.drawRect(heard.adjusted(0.5, 0.5, -0.5, -0.5));
    }
  }
}

void LanesView::draw_hatching(QPainter& painter, const ClipBox& box, const QRect& dirty) const {
  painter.save();
  painter.setClipRect(box.rect & QRectF(dirty), Qt::IntersectClip);
  painter.fillRect(box.rect, QBrush(mixed(token::kWindow, token::kWarn, 0.45), Qt::BDiagPattern));
  painter.restore();
}

void LanesView::draw_kept(QPainter& painter, const ClipBox& box, const QRect& dirty) const {
  const auto found = kept_.find(box.region->id);
  if (found == kept_.end() || found->second.empty()) return;
  const auto gone = [&](double from, double to) {
    const QRectF part = QRectF(from, box.rect.top(), to - from, box.rect.height()) & box.rect & QRectF(dirty);
    if (part.isEmpty()) return;
    QColor shade = token::kWindow;
    shade.setAlpha(170);
    painter.fillRect(part, shade);
    painter.fillRect(part, QBrush(token::kDisabled, Qt::BDiagPattern));
  };
  double from = box.rect.left();
  for (const edit::Span& span : found->second) {
    gone(from, model_.scale().x(static_cast<double>(span.from)));
    from = model_.scale().x(static_cast<double>(span.to));
  }
  gone(from, box.rect.right());
}

void LanesView::draw_loop(QPainter& painter, const QRect& dirty) const {
  const Loop& loop = model_.session().loop;
  if (!loop.enabled) return;
  for (const Frames edge : {loop.start, loop.end}) {
    const double x = snapped(model_.scale().x(static_cast<double>(edge)), devicePixelRatioF());
    if (x >= dirty.left() - 1 && x <= dirty.right() + 1) painter.fillRect(QRectF(x, 0, 1, height()), QColor(0x5C, 0xC8, 0xF2, 120));
  }
}

// Two thin strips: where the line was and where it is.
void LanesView::move_playhead(Frames at) {
  if (!isVisible()) return;
  const double x = model_.scale().x(static_cast<double>(at));
  if (std::abs(x - playhead_x_) * devicePixelRatioF() < 0.5) return;
  for (const double line : {playhead_x_, x})
    update(static_cast<int>(std::floor(line)) - kPlayheadReach, 0, 2 * kPlayheadReach + 2, height());
  playhead_x_ = x;
}

}  // namespace sweetspot::ui
