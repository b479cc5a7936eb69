#include "ui/tune/pitch_view.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/controls/hint.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/contrast.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"
#include "ui/tune/voice_notes.h"
#include "ui/tune/voice_notes_data.h"

namespace sweetspot::ui {
namespace {

constexpr double kKeys = 56.0;   // width of the piano
constexpr double kClear = 0.75;  // mean periodicity from which on a note's pitch counts as certain
constexpr int kRoomAbove = 2;    // semitones about the highest and lowest note
constexpr int kLeastSemitones = 12;
constexpr double kWidestStep = 1.5;     // semitones between frames that are still one line
constexpr double kThickestNote = 22.0;  // pixels

bool is_black(int midi) {
  const int c = ((midi % 12) + 12) % 12;
  return c == 1 || c == 3 || c == 6 || c == 8 || c == 10;
}

bool is_certain(const PitchTrack& track, const SungNote& note) {
  double sum = 0.0;
  int count = 0;
  for (auto i = static_cast<std::size_t>(std::max(0.0, note.start / track.hop)); i < track.frames.size() && track.time(i) < note.end;
       ++i, ++count)
    sum += static_cast<double>(track.frames[i].periodicity);
  return count > 0 && sum / count >= kClear;
}

}  // namespace

QString pitch_words(double midi) {
  const int nearest = static_cast<int>(std::lround(midi));
  const int cents = static_cast<int>(std::lround((midi - nearest) * 100.0));
  return QString("%1 %2%3 ct").arg(QString::fromStdString(note_name(nearest)), cents < 0 ? "−" : "+").arg(std::abs(cents));
}

PitchView::PitchView(Store& store, VoiceBook& book, QWidget* parent) : QWidget(parent), store_(store), book_(book) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMouseTracking(true);
  setAccessibleName("Notes of the voice");
  set_hint(*this, "Click to place the playhead · Ctrl+wheel zooms, Shift+wheel scrolls · hatched notes have no clear pitch");
  connect(&book, &VoiceBook::changed, this, &PitchView::rebuild);
  connect(&store, &Store::session_changed, this, [this] {
    if (isVisible()) rebuild();
  });
  connect(&store, &Store::playhead_moved, this, &PitchView::move_playhead);
}

void PitchView::show_track(StripId track) {
  const bool other = track != track_;
  track_ = track;
  rebuild();
  if (other) fit();
}

int PitchView::uncertain() const { return static_cast<int>(std::ranges::count(notes_, false, &ShownNote::certain)); }

void PitchView::fit() {
  scale_ = fitted(0, std::max<Frames>(end_of(store_.session()), 1), width() - kKeys);
  update();
}

void PitchView::rebuild() {
  notes_.clear();
  curve_.clear();
  const Track* track = find_track(store_.session(), track_);
  const double rate = store_.session().rate;
  for (const Region& region : track ? track->regions : std::vector<Region>{}) {
    const auto voice = book_.find(region.media);
    if (!voice) continue;
    const double from = static_cast<double>(region.position), to = static_cast<double>(region.position + region.length);
    // A clip that plays backwards sings its recording from the end.
    const auto place = [&](double seconds) {
      const double into = seconds * rate - static_cast<double>(region.offset);
      return region.reversed ? to - into : from + into;
    };
    for (const SungNote& note : voice->notes) {
      const auto [first, last] = std::minmax({place(note.start), place(note.end)});
      const double start = std::max(from, first), end = std::min(to, last);
      if (end > start) notes_.push_back({start, end, note.centre, note.level_db, is_certain(voice->track, note)});
    }
    bool joined = false;
    const std::size_t count = voice->track.frames.size();
    for (std::size_t step = 0; step < count; ++step) {
      const std::size_t i = region.reversed ? count - 1 - step : step;
      const PitchFrame& frame = voice->track.frames[i];
      const double at = place(voice->track.time(i));
      const bool shown = frame.voiced && frame.hz > 0.0f && at >= from && at <= to;
      if (shown) {
        const double midi = midi_from_hz(static_cast<double>(frame.hz));
        curve_.push_back({at, midi, joined && std::abs(midi - curve_.back().midi) < kWidestStep});
      }
      joined = shown;
    }
  }
  if (!notes_.empty()) {
    const auto [low, high] = std::ranges::minmax_element(notes_, {}, &ShownNote::centre);
    lowest_ = static_cast<int>(std::floor(low->centre)) - kRoomAbove;
    highest_ = std::max(static_cast<int>(std::ceil(high->centre)) + kRoomAbove, lowest_ + kLeastSemitones);
  }
  update();
}

double PitchView::lane() const { return static_cast<double>(height()) / (highest_ - lowest_ + 1); }

double PitchView::y(double midi) const { return (highest_ + 0.5 - midi) * lane(); }

QRectF PitchView::note_rect(const ShownNote& note) const {
  const double left = kKeys + scale_.x(note.start), right = kKeys + scale_.x(note.end);
  // Louder notes are thicker.
  const double tall = std::min(lane(), kThickestNote) * std::clamp(0.35 + (note.level_db + 40.0) / 60.0, 0.3, 0.9);
  return {left, y(note.centre) - tall / 2.0, std::max(2.0, right - left), tall};
}

const ShownNote* PitchView::note_at(QPointF at) const {
  const auto found =
      std::ranges::find_if(notes_, [&](const ShownNote& note) { return note_rect(note).adjusted(0, -3, 0, 3).contains(at); });
  return found == notes_.end() ? nullptr : &*found;
}

// --- Painting ---------------------------------------------------------------------------------------------------------

void PitchView::draw_keys(QPainter& painter) const {
  painter.setFont(readout_font(11));
  for (int midi = lowest_; midi <= highest_; ++midi) {
    const QRectF row(0, y(midi) - lane() / 2.0, width(), lane());
    painter.fillRect(row, is_black(midi) ? token::kWindow : token::kPanel);
    painter.fillRect(QRectF(0, row.top(), kKeys, std::max(1.0, lane() - 1.0)), is_black(midi) ? token::kWell : token::rgb(0xD5DAE3));
    painter.setPen(is_black(midi) ? token::kSecondary : token::kOnBright);
    if (lane() >= 12.0)
      painter.drawText(QRectF(0, row.top(), kKeys - 6, lane()), Qt::AlignRight | Qt::AlignVCenter, QString::fromStdString(note_name(midi)));
  }
}

void PitchView::draw_note(QPainter& painter, const ShownNote& note) const {
  const Track* track = find_track(store_.session(), track_);
  const QColor colour = track ? track_colour(*track) : token::kAccent;
  const QRectF area = note_rect(note);
  QPainterPath blob;
  blob.addRoundedRect(area, std::min(6.0, area.width() / 2), area.height() / 2.0);
  painter.setPen(QPen(colour, 1.2));
  if (note.certain) {
    painter.setBrush(mixed(token::kWindow, colour, 0.55));
    painter.drawPath(blob);
  } else {
    painter.setBrush(mixed(token::kWindow, colour, 0.18));
    painter.drawPath(blob);
    painter.fillPath(blob, QBrush(colour, Qt::BDiagPattern));
  }
}

void PitchView::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  draw_keys(painter);
  painter.setClipRect(QRectF(kKeys, 0, width() - kKeys, height()).intersected(QRectF(event->rect())));
  painter.setRenderHint(QPainter::Antialiasing);
  for (const ShownNote& note : notes_) draw_note(painter, note);
  QPainterPath path;
  for (const CurvePoint& point : curve_) {
    const QPointF at(kKeys + scale_.x(point.at), y(point.midi));
    if (point.joined)
      path.lineTo(at);
    else
      path.moveTo(at);
  }
  painter.setPen(QPen(token::kText, 1.3));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(path);
  painter.setRenderHint(QPainter::Antialiasing, false);
  playhead_x_ = kKeys + scale_.x(static_cast<double>(store_.studio().playhead()));
  painter.fillRect(QRectF(snapped(playhead_x_, devicePixelRatioF()) - 0.5, 0, 1.5, height()), token::kText);
  if (const ShownNote* note = note_at(pointer_)) {
    const QString text = pitch_words(note->centre) + (note->certain ? "" : " · no clear pitch");
    painter.setFont(text_font(Text::caption));
    QRectF plate(pointer_ + QPointF(14, -28), QSizeF(painter.fontMetrics().horizontalAdvance(text) + 16, 22));
    plate.moveRight(std::min(plate.right(), width() - 4.0));
    draw_box(painter, plate, token::kHover, token::kBorder);
    painter.setPen(token::kText);
    painter.drawText(plate, Qt::AlignCenter, text);
  }
}

void PitchView::move_playhead(Frames at) {
  if (!isVisible()) return;
  const TimelineBounds bounds{end_of(store_.session()), width() - kKeys};
  if (store_.studio().playing() && paged_to(scale_, at, bounds) != scale_) {
    scale_ = paged_to(scale_, at, bounds);
    return update();
  }
  const double x = kKeys + scale_.x(static_cast<double>(at));
  if (std::abs(x - playhead_x_) < 0.5) return;
  for (const double line : {playhead_x_, x}) update(static_cast<int>(std::floor(line)) - 1, 0, 4, height());
  playhead_x_ = x;
}

// --- Mouse ------------------------------------------------------------------------------------------------------------

void PitchView::resizeEvent(QResizeEvent* event) {
  if (event->oldSize().width() <= 0) fit();
}

void PitchView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || event->position().x() < kKeys) return;
  store_.attempt([&] { store_.studio().locate(scale_.frame(event->position().x() - kKeys)); });
}

void PitchView::mouseMoveEvent(QMouseEvent* event) {
  pointer_ = event->position();
  update();
}

void PitchView::leaveEvent(QEvent*) {
  pointer_ = {-1, -1};
  update();
}

void PitchView::wheelEvent(QWheelEvent* event) {
  const double notches = (event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x()) / 120.0;
  const TimelineBounds bounds{end_of(store_.session()), width() - kKeys};
  event->accept();
  if (event->modifiers() & Qt::ControlModifier)
    scale_ = zoomed(scale_, std::pow(1.2, notches), event->position().x() - kKeys, bounds);
  else
    scale_ = scrolled(scale_, -notches * 80.0, bounds);
  update();
}

}  // namespace sweetspot::ui
