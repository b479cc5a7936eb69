#include "ui/controls/hint.h"

#include <QApplication>
#include <QEvent>
#include <QList>

namespace sweetspot::ui {

void set_hint(QWidget& widget, const QString& hint, const QString& tip) {
  widget.setProperty(kHintProperty, hint);
  if (!tip.isEmpty()) widget.setToolTip(tip);
}

QString hint_of(const QWidget* widget) {
  for (; widget; widget = widget->parentWidget()) {
    const QString hint = widget->property(kHintProperty).toString();
    if (!hint.isEmpty()) return hint;
  }
  return {};
}

namespace {

QList<HintWatcher*>& watchers() {
  static QList<HintWatcher*> all;
  return all;
}

}  // namespace

void tell_hint(const QString& sentence) {
  for (HintWatcher* watcher : watchers()) watcher->tell(sentence);
}

HintWatcher::HintWatcher(QObject* parent) : QObject(parent) {
  qApp->installEventFilter(this);
  watchers() << this;
}

HintWatcher::~HintWatcher() { watchers().removeOne(this); }

void HintWatcher::tell(const QString& hint) { emit hint_changed(last_ = hint); }

bool HintWatcher::eventFilter(QObject* watched, QEvent* event) {
  // FocusIn as well, so that the keyboard's user reads the same words.
  if (event->type() == QEvent::Enter || event->type() == QEvent::Leave || event->type() == QEvent::FocusIn) {
    if (const auto* widget = qobject_cast<QWidget*>(watched)) {
      const QString hint = hint_of(event->type() == QEvent::Leave ? widget->parentWidget() : widget);
      if (hint != last_) emit hint_changed(last_ = hint);
    }
  }
  return QObject::eventFilter(watched, event);
}

}  // namespace sweetspot::ui
