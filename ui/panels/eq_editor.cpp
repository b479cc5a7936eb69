#include "ui/panels/eq_editor.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/controls/hint.h"
#include "ui/controls/value_bubble.h"
#include "ui/panels/eq_notes.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr double kReach = 14.0;  // pixels around a node that still take hold of it
constexpr int kGestureGapMs = 600;
constexpr double kShownDynamicDb = 0.05;  // less than this is standing still

QString shown(const ParamSpec& spec, double value) { return QString::fromStdString(display_text(spec, value)); }

}  // namespace

EqEditor::EqEditor(std::vector<ParamSpec> table, double rate, const QString& name, QWidget* parent)
    : QWidget(parent),
      table_(std::move(table)),
      bands_(eq_bands(table_)),
      audition_(index_of(table_, "audition")),
      analyser_(rate),
      dynamic_db_(bands_.size(), 0.0) {
  for (const ParamSpec& spec : table_) values_.push_back(spec.default_value);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(name);
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  set_hint(
      *this,
      "Drag a node, Alt hears it alone · wheel: Q · double-click adds, or resets a node · right-click: type · Del removes · arrows move");
  steps_end_.setSingleShot(true);
  steps_end_.setInterval(kGestureGapMs);
  connect(&steps_end_, &QTimer::timeout, this, &EqEditor::gesture_ended);
  plot_ = eq_plot(sizeHint(), 12.0, false);
}

// --- What is shown ----------------------------------------------------------------------------------------------------

void EqEditor::show_values(std::span<const double> values) {
  if (std::ranges::equal(values, values_)) return;
  values_.assign(values.begin(), values.end());
  curves_changed();
}

void EqEditor::select(int band) {
  if (std::exchange(selected_, band) == band) return;
  setAccessibleDescription(band >= 0 ? words(band) : QString());
  curves_changed();
}

void EqEditor::set_dimmed(bool dimmed) {
  if (std::exchange(dimmed_, dimmed) != dimmed) curves_changed();
}

void EqEditor::set_large(bool large) {
  plot_.large = large;
  relayout();
}

void EqEditor::set_range(double db) {
  plot_.scale.range_db = db;
  relayout();
}

void EqEditor::set_route(std::optional<EqRoute> route) {
  if (std::exchange(route_, route) == route) return;
  analyser_.set_route(route);
  curves_changed();
}

void EqEditor::set_spectrum_shown(bool shown) {
  if (std::exchange(spectrum_shown_, shown) == shown) return;
  analyser_.reset();
  ground_ = {};
  update();
}

void EqEditor::resizeEvent(QResizeEvent*) { relayout(); }

void EqEditor::relayout() {
  plot_ = eq_plot(size(), plot_.scale.range_db, plot_.large);
  hertz_ = curve_frequencies(plot_);
  analyser_.set_frequencies(hertz_);
  ground_ = {};
  curves_changed();
}

void EqEditor::curves_changed() {
  curves_stale_ = true;
  curve_layer_ = {};
  update();
}

void EqEditor::work_out_curves() {
  if (!std::exchange(curves_stale_, false)) return;
  curves_ = eq_curves(values_, hertz_, route_, selected_, hovered_);
}

void EqEditor::advance(std::span<const double> dynamic_db, double seconds) {
  bool moved = false;
  bool any = false;
  for (std::size_t i = 0; i < dynamic_db_.size() && i < dynamic_db.size(); ++i) {
    moved = moved || std::abs(dynamic_db_[i] - dynamic_db[i]) >= kShownDynamicDb;
    any = any || std::abs(dynamic_db[i]) >= kShownDynamicDb;
  }
  const bool spectrum_moved = spectrum_shown_ && analyser_.advance(seconds);
  if (moved) {
    dynamic_db_.assign(dynamic_db.begin(), dynamic_db.end());
    live_ = any ? eq_live_curve(values_, hertz_, route_, dynamic_db_) : CurveLine();
  }
  if (moved || spectrum_moved) update(plot_.scale.area.toAlignedRect().adjusted(-12, -8, 12, 8));
}

// --- Nodes ------------------------------------------------------------------------------------------------------------

bool EqEditor::has_gain(int index) const { return band_has_gain(spec(band(index).type), value(band(index).type)); }

bool EqEditor::node_shown(int index) const { return node_has_place(bands_, static_cast<std::size_t>(index), table_, values_); }

QPointF EqEditor::node(int index) const { return node_place(plot_, band(index), table_, values_); }

int EqEditor::node_at(QPointF position) const {
  int nearest = -1;
  double least = kReach;
  for (int i = 0; i < band_count(); ++i) {
    if (!node_shown(i)) continue;
    const QPointF away = node(i) - position;
    // The selected node wins where several lie on top of each other.
    const double distance = std::hypot(away.x(), away.y()) - (i == selected_ ? 3.0 : 0.0);
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  }
  return nearest;
}

std::vector<EqNode> EqEditor::nodes() const {
  const CurveScale& s = plot_.scale;
  const auto y = [&](double db) { return std::clamp(s.y(db), s.area.top(), s.area.bottom()); };
  std::vector<EqNode> all;
  for (int i = 0; i < band_count(); ++i) {
    if (!node_shown(i)) continue;
    const EqBand& b = band(i);
    const bool moves = band_is_dynamic(b, table_, values_);
    EqNode node{.band = i, .place = this->node(i), .badge = b.route ? route_letter(value(*b.route)) : QString()};
    node.chosen = i == selected_;
    node.hovered = i == hovered_;
    node.flat = has_gain(i) && value(b.gain) == 0.0 && !moves;
    node.aside = route_ && b.route && value(*b.route) != static_cast<double>(*route_);
    node.heard_alone = audition_ >= 0 && value(static_cast<std::size_t>(audition_)) == i + 1;
    if (moves) node.end = y(value(b.gain) + band_range_db(b, values_));
    const double now = dynamic_db_[static_cast<std::size_t>(i)];
    if (moves && std::abs(now) >= kShownDynamicDb) node.now = y(value(b.gain) + now);
    all.push_back(node);
  }
  std::ranges::stable_partition(all, [](const EqNode& node) { return !node.chosen; });  // the selected one on top
  return all;
}

QString EqEditor::words(int index) const {
  const EqBand& b = band(index);
  QString text = QString("%1 %2  %3").arg(index + 1).arg(shown(spec(b.type), value(b.type)), shown(spec(b.freq), value(b.freq)));
  if (has_gain(index)) text += "  " + shown(spec(b.gain), value(b.gain));
  return text + "  Q " + shown(spec(b.q), value(b.q));
}

QString EqEditor::readout() const {
  if (!pointer_ || !plot_.scale.area.contains(*pointer_)) return {};
  const double hertz = plot_.scale.hz(pointer_->x());
  QString text = QString::fromStdString(display_text(table_[band(0).freq], hertz)) + "  " + note_text(hertz);
  if (plot_.large && spectrum_shown_ && !analyser_.silent()) {
    const auto after = analyser_.after();
    const double at = (pointer_->x() - plot_.scale.area.left()) / plot_.scale.area.width() * double(after.size() - 1);
    const double db = after[static_cast<std::size_t>(std::clamp(at, 0.0, double(after.size() - 1)))];
    text += "  " + QString::number(db, 'f', 0).replace('-', QChar(0x2212)) + " dB";
  }
  return text;
}

// --- Picture ----------------------------------------------------------------------------------------------------------

void EqEditor::paintEvent(QPaintEvent*) {
  const double ratio = devicePixelRatioF();
  if (ground_.isNull() || ground_.devicePixelRatio() != ratio) {
    ground_ = make_pixmap(size(), ratio);
    QPainter painter(&ground_);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    draw_eq_ground(painter, plot_, rect(), spectrum_shown_, ratio);
  }
  if (curve_layer_.isNull() || curve_layer_.devicePixelRatio() != ratio) {
    work_out_curves();
    curve_layer_ = make_pixmap(size(), ratio);
    QPainter painter(&curve_layer_);
    draw_eq_curves(painter, plot_, curves_, dimmed_);
  }
  QPainter painter(this);
  painter.drawPixmap(0, 0, ground_);
  if (spectrum_shown_ && !analyser_.silent()) draw_eq_spectrum(painter, plot_, analyser_.before(), analyser_.after());
  painter.drawPixmap(0, 0, curve_layer_);
  if (!live_.empty() && live_.size() == curves_.whole.size() && !dimmed_) draw_eq_live(painter, plot_, curves_.whole, live_);
  draw_eq_nodes(painter, nodes());
  draw_eq_readout(painter, plot_, readout());
  if (hasFocus()) draw_focus(painter, rect());
}

}  // namespace sweetspot::ui
