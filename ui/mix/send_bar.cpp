#include "ui/mix/send_bar.h"

#include <QContextMenuEvent>
#include <QPainter>

#include "engine/session/strip_params.h"
#include "ui/controls/hint.h"
#include "ui/mix/strip_words.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {

SendBar::SendBar(QWidget* parent) : ValueControl(send_param("gain"), {}, parent) {
  set_hint(*this, "Drag up or down to send more or less · double-click types · Ctrl+click is 0 dB · right-click: before the fader, pan, mute");
}

void SendBar::show_send(const Send& send, const QString& bus, const QString& owner) {
  send_ = send.id;
  set_value(send.gain_db);
  if (bus_ == bus && muted_ == send.muted && pre_ == send.pre_fader && pan_ == send.pan) return;
  pre_ = send.pre_fader;
  pan_ = send.pan;
  bus_ = bus;
  muted_ = send.muted;
  const QString how = QString(pre_ ? ", before the fader" : "") + (muted_ ? ", muted" : "") + (pan_ != 0.0 ? ", pan " + pan_text(pan_) : QString());
  setAccessibleName(owner + " send to " + bus + how);
  setToolTip("Send to " + bus + how);
  update();
}

void SendBar::contextMenuEvent(QContextMenuEvent* event) { emit menu_requested(send_, event->globalPos()); }

void SendBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QRect words(0, 0, width(), height() - 7);
  const bool numbers = hovered() || in_gesture() || shows_focus();
  painter.setPen(muted_ ? token::kDisabled : hovered() ? token::kText : token::kSecondary);
  if (numbers) {
    painter.setFont(readout_font(11));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, text());
  } else {
    painter.setFont(text_font(Text::caption));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(bus_, Qt::ElideRight, words.width() - (pre_ || muted_ ? 24 : 0)));
  }
  if (pre_ || muted_) {
    painter.setFont(text_font(Text::caption));
    painter.setPen(muted_ ? token::kMute : token::kAccent);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, muted_ ? "M" : "Pre");
  }
  const QRectF rail(0, height() - 6, width(), 4);
  draw_box(painter, rail, token::kWell, Qt::transparent, 2);
  const double travel = travel_from_value(spec(), value());
  if (travel > 0.0)
    draw_box(painter, QRectF(rail.left(), rail.top(), rail.width() * travel, rail.height()), muted_ ? token::kDisabled : token::kAccent,
             Qt::transparent, 2);
  if (shows_focus()) draw_focus(painter, rect());
}

}  // namespace sweetspot::ui
