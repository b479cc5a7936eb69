// What the status bar says about the thing under the pointer: a gesture and its key.
#pragma once

#include <QObject>
#include <QString>
#include <QWidget>

namespace sweetspot::ui {

// Property that holds a widget's hint. A widget without one takes its parent's.
inline constexpr const char* kHintProperty = "hint";

// Sets the hint; `tip`, when given, becomes the tool tip as well. [main]
void set_hint(QWidget& widget, const QString& hint, const QString& tip = {});

// The hint of a widget or of the nearest parent that has one; empty when there is none. [main]
QString hint_of(const QWidget* widget);

// Shows a sentence where the hints are, until the pointer goes elsewhere. [main]
void tell_hint(const QString& sentence);

// Watches the pointer over the whole program. One for each status bar. [main]
class HintWatcher : public QObject {
  Q_OBJECT
 public:
  explicit HintWatcher(QObject* parent = nullptr);
  ~HintWatcher() override;

  void tell(const QString& hint);

 signals:
  void hint_changed(const QString& hint);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QString last_;
};

}  // namespace sweetspot::ui
