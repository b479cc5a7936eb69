// The tempo and the bars of the song, by number, by tapping, or found from the recordings: in a small window that a click outside closes.
#pragma once

#include <QElapsedTimer>
#include <QFrame>

#include <vector>

class QLabel;

namespace sweetspot::ui {

class Store;
class ValueBox;

// The tempo of taps, in quarters a minute: that of the last eight, each counted against the mean. 0 for fewer than three. Pure.
double tapped_tempo(const std::vector<double>& seconds);

// [main]
class TempoPopup : public QFrame {
  Q_OBJECT
 public:
  TempoPopup(Store& store, QWidget* parent);

  void open_at(const QPoint& screen);
  void tap(double seconds);  // on any clock

 signals:
  void find_wanted();

 protected:
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void show_song();
  void add_row(const QString& name, QWidget* control, int row);

  Store& store_;
  ValueBox* tempo_;
  ValueBox* beats_;
  ValueBox* start_;
  std::vector<double> taps_;
  QElapsedTimer clock_;
};

// "96 BPM · 4/4".
QString tempo_words(double tempo, int beats);

}  // namespace sweetspot::ui
