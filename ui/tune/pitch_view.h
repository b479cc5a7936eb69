// The notes of a voice over the keys of a piano.
#pragma once

#include <QWidget>
#include <vector>

#include "engine/session/session.h"
#include "ui/store/timeline_scale.h"

namespace sweetspot::ui {

class Store;
class VoiceBook;

// A note on the song's timeline.
struct ShownNote {
  double start = 0.0;  // frames
  double end = 0.0;
  double centre = 69.0;  // MIDI note number with fraction
  double level_db = -60.0;
  bool certain = true;  // the pitch was clear throughout
};

// Ctrl+wheel zooms, Shift+wheel scrolls; the note under the pointer says its name and how far it is off. [main]
class PitchView : public QWidget {
  Q_OBJECT
 public:
  PitchView(Store& store, VoiceBook& book, QWidget* parent = nullptr);

  void show_track(StripId track);
  const std::vector<ShownNote>& notes() const { return notes_; }
  int uncertain() const;
  void fit();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  struct CurvePoint {
    double at;  // frame
    double midi;
    bool joined;  // to the point before
  };
  void rebuild();
  double y(double midi) const;
  double lane() const;
  QRectF note_rect(const ShownNote& note) const;
  const ShownNote* note_at(QPointF at) const;
  void draw_keys(QPainter& painter) const;
  void draw_note(QPainter& painter, const ShownNote& note) const;
  void move_playhead(Frames at);

  Store& store_;
  VoiceBook& book_;
  StripId track_;
  std::vector<ShownNote> notes_;
  std::vector<CurvePoint> curve_;
  TimelineScale scale_;
  int lowest_ = 48, highest_ = 72;
  QPointF pointer_{-1, -1};
  double playhead_x_ = -10.0;
};

// "E4 +5 ct": the nearest note and how far off it is.
QString pitch_words(double midi);

}  // namespace sweetspot::ui
