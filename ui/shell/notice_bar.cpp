#include "ui/shell/notice_bar.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/contrast.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kMostNotices = 4;
constexpr int kWidest = 680;

QColor colour_of(Notice::Kind kind) {
  switch (kind) {
    case Notice::Kind::info:
      return token::kAccent;
    case Notice::Kind::success:
      return token::kOk;
    case Notice::Kind::warning:
      return token::kWarn;
    case Notice::Kind::error:
      return token::kError;
  }
  return token::kAccent;
}

Icon icon_of(Notice::Kind kind) {
  switch (kind) {
    case Notice::Kind::info:
      return Icon::help;
    case Notice::Kind::success:
      return Icon::check;
    case Notice::Kind::warning:
    case Notice::Kind::error:
      return Icon::warning;
  }
  return Icon::help;
}

QWidget* make_row(const Notice& notice) {
  auto* row = new QWidget;
  row->setObjectName("notice/" + notice.id);
  row->setProperty("text", notice.text);
  row->setAccessibleName(notice.text);
  set_ground(*row, mixed(token::kPanel, colour_of(notice.kind), 0.16));
  auto* box = new QHBoxLayout(row);
  box->setContentsMargins(token::kMargin, 6, token::kSpace, 6);
  box->setSpacing(token::kSpaceWide);
  auto* mark = new QLabel;
  mark->setPixmap(icon_pixmap(icon_of(notice.kind), 16, colour_of(notice.kind), row->devicePixelRatioF()));
  box->addWidget(mark);
  auto* text = make_label(notice.text, Text::small, token::kText);
  text->setWordWrap(true);
  text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  text->setFocusPolicy(Qt::NoFocus);  // what is typed goes on going where it went
  box->addWidget(text, 1);
  for (const Notice::Button& button : notice.buttons) {
    auto* push = new QPushButton(button.text);
    push->setFocusPolicy(Qt::TabFocus);
    // The handler may show another notice, or bring this row to its end: it runs once the click is over.
    QObject::connect(
        push, &QPushButton::clicked, row,
        [row, button] {
          if (button.run) button.run();
          if (!button.keeps_open) row->deleteLater();
        },
        Qt::QueuedConnection);
    box->addWidget(push);
  }
  auto* close = new QToolButton;
  close->setIcon(icon(Icon::close, token::kSecondary));
  close->setFocusPolicy(Qt::TabFocus);
  close->setAccessibleName("Dismiss");
  close->setToolTip("Dismiss");
  close->setFixedSize(24, 24);
  QObject::connect(close, &QToolButton::clicked, row, &QWidget::deleteLater);
  box->addWidget(close);
  if (notice.seconds > 0) QTimer::singleShot(notice.seconds * 1000, row, &QWidget::deleteLater);
  return row;
}

}  // namespace

NoticeStack::NoticeStack(QWidget* parent) : QWidget(parent), box_(new QVBoxLayout(this)) {
  // What shines through between and around the rows is their frame.
  set_ground(*this, token::kBorder);
  box_->setContentsMargins(1, 1, 1, 1);
  box_->setSpacing(1);
}

void NoticeStack::show_notice(const Notice& notice) {
  if (!notice.id.isEmpty()) dismiss(notice.id);
  for (int i = box_->count() - 1; i >= 0; --i)
    if (QWidget* row = box_->itemAt(i)->widget(); row->property("text").toString() == notice.text) delete row;
  while (box_->count() >= kMostNotices) delete box_->itemAt(0)->widget();
  box_->addWidget(make_row(notice));
  lie_down();
}

void NoticeStack::place_over(QWidget& page) {
  page_ = &page;
  page.installEventFilter(this);
  lie_down();
}

void NoticeStack::lie_down() {
  setVisible(box_->count() > 0);
  if (!page_ || box_->count() == 0) return;
  const int wide = std::min(kWidest, page_->width() - 2 * token::kMargin);
  box_->activate();
  const int tall = box_->hasHeightForWidth() ? box_->totalHeightForWidth(wide) : box_->totalSizeHint().height();
  const QPoint foot = page_->mapTo(parentWidget(), QPoint((page_->width() - wide) / 2, page_->height() - token::kMargin));
  setGeometry(foot.x(), foot.y() - tall, wide, tall);
  raise();
}

bool NoticeStack::event(QEvent* event) {
  // A row came, went or needs another height.
  if (event->type() == QEvent::LayoutRequest) lie_down();
  return QWidget::event(event);
}

bool NoticeStack::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize || event->type() == QEvent::Move) lie_down();
  return QWidget::eventFilter(watched, event);
}

void NoticeStack::dismiss(const QString& id) {
  for (int i = box_->count() - 1; i >= 0; --i)
    if (QWidget* row = box_->itemAt(i)->widget(); row->objectName() == "notice/" + id) delete row;
}

void NoticeStack::dismiss_all() {
  while (box_->count() > 0) delete box_->itemAt(0)->widget();
}

QStringList NoticeStack::texts() const {
  QStringList all;
  for (int i = 0; i < box_->count(); ++i) all << box_->itemAt(i)->widget()->property("text").toString();
  return all;
}

}  // namespace sweetspot::ui
