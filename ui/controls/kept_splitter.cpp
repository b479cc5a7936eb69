#include "ui/controls/kept_splitter.h"

#include <QKeyEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QSettings>
#include <algorithm>
#include <numeric>
#include <utility>

#include "ui/controls/hint.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr int kHandle = 5, kStep = 8, kLargeStep = 40;

class Handle : public QSplitterHandle {
 public:
  Handle(Qt::Orientation orientation, KeptSplitter* parent) : QSplitterHandle(orientation, parent), panes_(*parent) {
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setAccessibleName("Border between panes");
    set_hint(*this, "Drag: sizes of the panes · arrows move it, Shift: further · double-click or 0: as they were");
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.fillRect(rect(), token::kPanel);
    const bool lit = underMouse() || hasFocus();
    const int thick = lit ? 3 : 1;
    const QRect line = orientation() == Qt::Horizontal ? QRect((width() - thick) / 2, 0, thick, height())
                                                       : QRect(0, (height() - thick) / 2, width(), thick);
    painter.fillRect(line, hasFocus() ? token::kFocus : lit ? token::kBorder : token::kHairline);
  }
  void mouseDoubleClickEvent(QMouseEvent*) override { panes_.reset(); }
  void keyPressEvent(QKeyEvent* event) override {
    const bool across = orientation() == Qt::Horizontal;
    const int step = event->modifiers() & Qt::ShiftModifier ? kLargeStep : kStep;
    if (event->key() == (across ? Qt::Key_Left : Qt::Key_Up))
      panes_.move_handle(panes_.indexOf(this), -step);
    else if (event->key() == (across ? Qt::Key_Right : Qt::Key_Down))
      panes_.move_handle(panes_.indexOf(this), step);
    else if (event->key() == Qt::Key_0)
      panes_.reset();
    else
      QSplitterHandle::keyPressEvent(event);
  }

 private:
  KeptSplitter& panes_;
};

}  // namespace

KeptSplitter::KeptSplitter(Qt::Orientation orientation, QString name, QWidget* parent)
    : QSplitter(orientation, parent), name_("panes/" + std::move(name)) {
  setChildrenCollapsible(false);
  setHandleWidth(kHandle);
  connect(this, &QSplitter::splitterMoved, this, &KeptSplitter::keep);
}

void KeptSplitter::add_pane(QWidget* pane, int least, int first, int most) {
  if (orientation() == Qt::Horizontal) {
    pane->setMinimumWidth(least);
    pane->setMaximumWidth(most);
  } else {
    pane->setMinimumHeight(least);
    pane->setMaximumHeight(most);
  }
  addWidget(pane);
  setStretchFactor(count() - 1, first == 0 ? 1 : 0);
  first_ << first;
}

QSplitterHandle* KeptSplitter::createHandle() { return new Handle(orientation(), this); }

QList<int> KeptSplitter::first_sizes() const {
  const int room = (orientation() == Qt::Horizontal ? width() : height()) - kHandle * (count() - 1);
  const int taken = std::accumulate(first_.begin(), first_.end(), 0);
  QList<int> sizes = first_;
  for (int& size : sizes)
    if (size == 0) size = std::max(1, room - taken);
  return sizes;
}

// Only with a real size: what is set before is stretched when the size comes.
void KeptSplitter::resizeEvent(QResizeEvent* event) {
  QSplitter::resizeEvent(event);
  real_ = true;
  if (!std::exchange(restored_, true)) restore();
}

void KeptSplitter::restore() {
  if (!real_) return;
  QList<int> sizes;
  for (const QVariant& size : QSettings().value(name_).toList()) sizes << size.toInt();
  if (sizes.size() != count() || std::ranges::any_of(sizes, [](int size) { return size <= 0; })) return setSizes(first_sizes());
  // The window may have another size now: the pane without a first size takes the difference.
  const int room = (orientation() == Qt::Horizontal ? width() : height()) - kHandle * (count() - 1);
  const int over = room - std::accumulate(sizes.begin(), sizes.end(), 0);
  for (qsizetype i = 0; i < sizes.size(); ++i)
    if (first_[i] == 0) sizes[i] = std::max(1, sizes[i] + over);
  setSizes(sizes);
}

void KeptSplitter::reset() {
  setSizes(first_sizes());
  keep();
}

void KeptSplitter::move_handle(int index, int by) {
  QSplitterHandle* const moved = handle(index);
  moveSplitter((orientation() == Qt::Horizontal ? moved->x() : moved->y()) + by, index);
  keep();
}

void KeptSplitter::keep() {
  QVariantList kept;
  for (const int size : sizes()) kept << size;
  QSettings().setValue(name_, kept);
}

}  // namespace sweetspot::ui
