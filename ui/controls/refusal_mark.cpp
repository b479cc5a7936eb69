#include "ui/controls/refusal_mark.h"

#include <QPainter>
#include <QTimer>

#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {

RefusalMark::RefusalMark(QWidget& control, const QRect& area) : QWidget(&control) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  setGeometry(area);
  QTimer::singleShot(kShownMs, this, &QObject::deleteLater);
  show();
}

void RefusalMark::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  draw_box(painter, rect(), Qt::transparent, token::kError);
}

}  // namespace sweetspot::ui
