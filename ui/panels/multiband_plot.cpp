#include "ui/panels/multiband_plot.h"

#include <cmath>

#include <QMouseEvent>
#include <QPainterPath>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/controls/toggle_button.h"
#include "ui/theme/contrast.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kPointStep = 3.0;  // pixels between points of the curve
constexpr double kButtonGap = 2.0;
constexpr double kMostBarWidth = 44.0;

struct Switch {
  BandParam param;
  const char* letter;
  const char* name;
  QColor colour;
};
const Switch kSwitches[] = {{BandParam::solo, "S", "Solo", token::kSolo},
                            {BandParam::mute, "M", "Mute", token::kMute},
                            {BandParam::bypass, "B", "Bypass", token::kWarn}};

QColor band_colour(int band) { return token::kTrackColours[static_cast<std::size_t>((band + 3) % 9)].colour; }

QColor shade(QColor colour, int alpha) {
  colour.setAlpha(alpha);
  return colour;
}

}  // namespace

std::vector<QRectF> multiband_button_places(std::span<const MultibandRegion> regions, const MultibandScale& scale, int chosen,
                                            QSizeF size) {
  std::vector<QRectF> places(regions.size());
  const auto wanted = [&](const MultibandRegion& region) {
    const double middle = 0.5 * (scale.hertz.clamped_pixel(region.low) + scale.hertz.clamped_pixel(region.high));
    const double left = std::clamp(middle - size.width() / 2.0, scale.area.left(), scale.area.right() - size.width());
    return QRectF(QPointF(left, 2.0), size);
  };
  const auto has_room = [&](const MultibandRegion& region) {
    return scale.hertz.clamped_pixel(region.high) - scale.hertz.clamped_pixel(region.low) >= size.width() + 2.0;
  };
  for (std::size_t i = 0; i < regions.size(); ++i)
    if (regions[i].band == chosen) places[i] = wanted(regions[i]);
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (regions[i].band == chosen || !has_room(regions[i])) continue;
    const QRectF place = wanted(regions[i]);
    const bool free = std::ranges::none_of(places, [&](const QRectF& other) { return other.intersects(place); });
    if (free) places[i] = place;
  }
  return places;
}

MultibandPlot::MultibandPlot(const ProcessorType& type, double rate, const QString& name, QWidget* parent)
    : HandlePlot(type.params, name, parent), rate_(rate) {
  set_hint(*this,
           "Drag a split, a line (threshold) or a point (gain) · wheel on a line: ratio · click: choose a band · double-click resets");
  make_buttons(name);
  connect(this, &HandlePlot::handle_selected, this, [this](int handle) { choose_band(multiband_band_of(handle)); });
  values_changed();
}

void MultibandPlot::make_buttons(const QString& name) {
  for (std::size_t band = 0; band < kMultibandBands; ++band) {
    for (std::size_t i = 0; i < kButtons; ++i) {
      const Switch& kind = kSwitches[i];
      auto* button =
          new ToggleButton(kind.letter, kind.colour, QString("%1, %2 band %3").arg(name, QString(kind.name).toLower()).arg(band + 1), this);
      button->setToolTip(QString("%1 band %2").arg(kind.name).arg(band + 1));
      button->setFixedSize(token::kControlHeight, token::kControlHeight);
      const std::size_t param = multiband_param(band, kind.param);
      connect(button, &ToggleButton::clicked, this, [this, param](bool on) { set_at_once({{table()[param].key, on ? 1.0 : 0.0}}); });
      buttons_[band][i] = button;
    }
  }
}

void MultibandPlot::place_buttons() {
  const std::vector<MultibandRegion> regions = multiband_regions(values());
  const QSizeF size(kButtons * token::kControlHeight + (kButtons - 1) * kButtonGap, token::kControlHeight);
  const std::vector<QRectF> places = multiband_button_places(regions, scale(), band_, size);
  for (std::size_t band = 0; band < kMultibandBands; ++band) {
    const bool shown = band < places.size() && !places[band].isEmpty();
    for (std::size_t i = 0; i < kButtons; ++i) {
      buttons_[band][i]->setVisible(shown);
      buttons_[band][i]->setChecked(on(static_cast<int>(band), kSwitches[i].param));
      if (shown)
        buttons_[band][i]->move(static_cast<int>(places[band].left() + static_cast<double>(i) * (token::kControlHeight + kButtonGap)),
                                static_cast<int>(places[band].top()));
    }
  }
}

void MultibandPlot::set_gain_numbers(bool shown) {
  if (std::exchange(gain_numbers_, shown) != shown) forget_ground();
}

void MultibandPlot::values_changed() {
  band_ = std::clamp(band_, 0, multiband_splits(values()).bands() - 1);
  place_buttons();
  const MultibandScale s = scale();
  std::vector<double> shape{s.area.width(), value(multiband_param(MultibandParam::phase))};
  for (const MultibandRegion& region : multiband_regions(values())) shape.push_back(region.high);
  if (shape == shaped_for_) return;
  shaped_for_ = shape;
  std::vector<double> hertz;
  for (double x = s.area.left(); x < s.area.right() + kPointStep; x += kPointStep)
    hertz.push_back(s.hertz.value(std::min(x, s.area.right())));
  curve_.set(values(), rate_, std::move(hertz));
}

void MultibandPlot::select_band(int band) {
  band = std::clamp(band, 0, multiband_splits(values()).bands() - 1);
  if (std::exchange(band_, band) == band) return;
  place_buttons();
  update();
}

void MultibandPlot::choose_band(int band) {
  if (band == band_) return;
  select_band(band);
  emit band_chosen(band_);
}

bool MultibandPlot::pressed_beside(const QMouseEvent& event) {
  const MultibandScale s = scale();
  for (const MultibandRegion& region : multiband_regions(values())) {
    const double x = event.position().x();
    if (x < s.hertz.clamped_pixel(region.low) || x >= s.hertz.clamped_pixel(region.high)) continue;
    choose_band(region.band);
    return true;
  }
  return false;
}

void MultibandPlot::feed(std::span<const BandLevels> bands, double seconds) {
  const MultibandScale s = scale();
  bool moved = false;
  for (std::size_t band = 0; band < std::min(bands.size(), live_.size()); ++band) {
    Live& live = live_[band];
    const auto rows = [&] {
      return std::pair(std::lround(2.0 * s.level.clamped_pixel(live.input.value())),
                       std::lround(4.0 * s.gain.pixel(live.reduction.value())));
    };
    const auto before = rows();
    live.input.feed(std::max(bands[band].input, kMultibandLowest), seconds);
    live.reduction.feed(bands[band].reduction, seconds);
    moved = live.number.feed(live.reduction.value(), seconds) || moved || rows() != before;
  }
  if (moved) update(QRect(0, static_cast<int>(s.area.top()) - 1, width(), static_cast<int>(s.area.height()) + 3));
}

std::array<double, kMultibandBands> MultibandPlot::gains(bool live) const {
  std::array<double, kMultibandBands> gains{};
  for (int band = 0; band < kMultibandBands; ++band) {
    const auto i = static_cast<std::size_t>(band);
    if (!multiband_heard(values(), band))
      gains[i] = kMinusInfinity;
    else if (!on(band, BandParam::bypass))
      gains[i] = value(multiband_param(i, BandParam::gain)) - (live ? live_[i].reduction.value() : 0.0);
  }
  return gains;
}

// --- Picture ----------------------------------------------------------------------------------------------------------

void MultibandPlot::draw_ground(QPainter& painter) {
  draw_box(painter, rect(), token::kWell, token::kHairline);
  const MultibandScale s = scale();
  draw_frequency_grid(painter, s.area, s.hertz);
  for (int db = 0; db > kMultibandLowest; db -= 12) {
    draw_level_line(painter, s.area.left(), s.area.right(), s.level.pixel(db), token::kGrid);
    draw_left_number(painter, s.area.left() - 4.0, s.level.pixel(db), signed_number(db, 0));
  }
  draw_level_line(painter, s.area.left(), s.area.right(), s.gain.pixel(0.0), token::kBorder);
  painter.setFont(text_font(Text::caption));
  painter.setPen(token::kSecondary);
  const double foot = s.area.bottom() + 1.0;
  painter.drawText(QRectF(0.0, foot, s.area.left() - 3.0, 16.0), Qt::AlignRight | Qt::AlignVCenter, "level");
  if (!gain_numbers_) return;
  painter.drawText(QRectF(s.area.right() + 2.0, foot, 28.0, 16.0), Qt::AlignLeft | Qt::AlignVCenter, "gain");
  for (int db = -18; db <= 18; db += 6) {
    painter.setFont(readout_font(static_cast<int>(Text::tick)));
    painter.setPen(token::kSecondary);
    painter.drawText(QRectF(s.area.right() + 4.0, s.gain.pixel(db) - 8.0, 24.0, 16.0), Qt::AlignLeft | Qt::AlignVCenter,
                     signed_number(db, 0, true));
  }
}

void MultibandPlot::draw_band(QPainter& painter, const MultibandRegion& region) const {
  const MultibandScale s = scale();
  const bool heard = multiband_heard(values(), region.band) && !dimmed();
  const QColor colour = heard ? band_colour(region.band) : token::kDisabled;
  const double left = s.hertz.clamped_pixel(region.low), right = s.hertz.clamped_pixel(region.high);
  painter.fillRect(QRectF(left, s.area.top(), right - left, s.area.height()), shade(colour, region.band == band_ ? 52 : 24));
  const double level = live_[static_cast<std::size_t>(region.band)].input.value();
  if (!dimmed() && level > kMultibandLowest) {
    const double y = s.level.clamped_pixel(level);
    painter.fillRect(QRectF(left + 1.0, y, right - left - 1.0, s.area.bottom() - y), shade(colour, 70));
    painter.fillRect(QRectF(left + 1.0, y - 0.75, right - left - 1.0, 1.5), colour);
  }
}

// What is on although its buttons have no room.
void MultibandPlot::draw_letters(QPainter& painter, const MultibandRegion& region) const {
  if (buttons_[static_cast<std::size_t>(region.band)][0]->isVisibleTo(this)) return;
  QString letters;
  for (const Switch& kind : kSwitches)
    if (on(region.band, kind.param)) letters += kind.letter;
  if (letters.isEmpty()) return;
  const MultibandScale s = scale();
  const double middle = 0.5 * (s.hertz.clamped_pixel(region.low) + s.hertz.clamped_pixel(region.high));
  draw_chip(painter, {middle - flag_size(letters).width() / 2.0, s.area.bottom() - 2.0}, Qt::AlignLeft, letters, token::kText);
}

void MultibandPlot::draw_reduction(QPainter& painter, const MultibandRegion& region) const {
  const MultibandScale s = scale();
  const Live& live = live_[static_cast<std::size_t>(region.band)];
  const double reduction = live.reduction.value();
  const double left = s.hertz.clamped_pixel(region.low), right = s.hertz.clamped_pixel(region.high);
  const double width = std::min(kMostBarWidth, std::max(4.0, (right - left) * 0.5)), middle = 0.5 * (left + right);
  const double length = s.gain.pixel(0.0) - s.gain.clamped_pixel(std::abs(reduction));
  if (dimmed() || on(region.band, BandParam::bypass)) return;
  if (reduction >= 0.0)
    painter.fillRect(QRectF(middle - width / 2.0, s.area.top(), width, length), token::kReduction);
  else
    painter.fillRect(QRectF(middle - width / 2.0, s.gain.pixel(0.0) - length, width, length), token::kAccent);
  const double number = live.number.value();
  if (number == 0.0) return;
  const QString text = signed_number(-number, 1, true);
  const double room = flag_size(text).width();
  if (room > right - left && region.band != band_) return;
  const double place = std::clamp(middle, s.area.left() + room / 2.0, s.area.right() - room / 2.0);
  const double top = reduction >= 0.0 ? s.area.top() + length + 1.0 : s.gain.pixel(0.0) - length - 16.0;
  draw_chip(painter, {place - room / 2.0, std::min(top, s.area.bottom() - 16.0) + 16.0}, Qt::AlignLeft, text,
            number > 0.0 ? token::kReduction : token::kAccent);
}

void MultibandPlot::draw_curve(QPainter& painter, bool live) const {
  const MultibandScale s = scale();
  const auto all = gains(live);
  std::vector<double> decibels(curve_.hertz().size());
  curve_.curve({all.data(), static_cast<std::size_t>(multiband_splits(values()).bands())}, decibels);
  QPainterPath path;
  for (std::size_t i = 0; i < decibels.size(); ++i) {
    const QPointF point(s.hertz.pixel(curve_.hertz()[i]), s.gain.clamped_pixel(decibels[i]));
    i == 0 ? path.moveTo(point) : path.lineTo(point);
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(live ? QPen(dimmed() ? token::kDisabled : token::kText, 2.0) : QPen(token::kSecondary, 1.0, Qt::DashLine));
  painter.drawPath(path);
}

void MultibandPlot::draw_handles(QPainter& painter) const {
  const MultibandScale s = scale();
  const std::vector<MultibandRegion> regions = multiband_regions(values());
  const PlotHandles now = handles();
  for (const PlotHandle& handle : now) {
    const bool lit = handle.id == hovered() || handle.id == selected();
    if (handle.id < multiband_threshold_handle(0)) {
      painter.fillRect(QRectF(std::round(handle.at.x()) - (lit ? 1.0 : 0.5), s.area.top(), lit ? 2.0 : 1.0, s.area.height()),
                       lit ? token::kText : token::kSecondary);
    } else if (handle.id < multiband_gain_handle(0)) {
      const MultibandRegion& region = regions[static_cast<std::size_t>(multiband_band_of(handle.id))];
      const double left = s.hertz.clamped_pixel(region.low) + 2.0, right = s.hertz.clamped_pixel(region.high) - 2.0;
      const QColor colour = dimmed()                      ? token::kDisabled
                            : lit || region.band == band_ ? token::kText
                                                          : mixed(token::kWell, token::kText, 0.75);
      for (double x = left; x < right; x += 7.0)  // dashed, to tell it from the curve
        painter.fillRect(QRectF(x, std::round(handle.at.y()) - 1.0, std::min(4.0, right - x), 2.0), colour);
    }
  }
  for (const PlotHandle& handle : now) {
    const int band = multiband_band_of(handle.id);
    const bool lit = handle.id == hovered() || handle.id == selected();
    if (handle.id >= multiband_gain_handle(0)) {
      const QColor colour = dimmed() || !multiband_heard(values(), band) ? token::kDisabled : band_colour(band);
      draw_node(painter, handle.at, colour,
                handle.id == selected() || (band == band_ && !lit) ? NodeState::selected
                : lit                                              ? NodeState::hovered
                                                                   : NodeState::plain,
                QString::number(band + 1));
    } else if (lit || (handle.id >= multiband_threshold_handle(0) && band == band_)) {
      const bool split = handle.id < multiband_threshold_handle(0);
      const QString text = split ? short_hertz(value(handle.x->param)) : signed_number(value(handle.y->param));
      const QSizeF box = flag_size(text);
      const double right = s.hertz.clamped_pixel(regions[static_cast<std::size_t>(band)].high);
      const double left =
          split ? handle.at.x() - box.width() / 2.0 : std::max(handle.at.x() - box.width() / 2.0, right - box.width() - 3.0);
      const double top = split ? s.area.bottom() - box.height() - 2.0 : handle.at.y() - box.height() / 2.0;
      draw_flag(
          painter,
          QRectF(QPointF(std::clamp(left, 2.0, width() - box.width() - 2.0), std::clamp(top, s.area.top(), s.area.bottom() - box.height())),
                 box),
          text, lit);
    }
  }
}

void MultibandPlot::draw_plot(QPainter& painter, const QRect&) {
  painter.setRenderHint(QPainter::Antialiasing);
  const std::vector<MultibandRegion> regions = multiband_regions(values());
  for (const MultibandRegion& region : regions) draw_band(painter, region);
  for (const MultibandRegion& region : regions) draw_reduction(painter, region);
  painter.save();
  painter.setClipRect(scale().area.adjusted(0, -1, 1, 1), Qt::IntersectClip);
  draw_curve(painter, false);
  draw_curve(painter, true);
  painter.restore();
  draw_handles(painter);
  for (const MultibandRegion& region : regions) draw_letters(painter, region);
  if (gain_numbers_)
    draw_words(painter, {scale().area.left() + 4.0, scale().area.bottom() - 3.0}, Qt::AlignLeft,
               {{"gain now", token::kText}, {"as set (dashed)", token::kSecondary}});
}

}  // namespace sweetspot::ui
