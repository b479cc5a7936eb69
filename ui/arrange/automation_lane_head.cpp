#include "ui/arrange/automation_lane_head.h"

#include <QContextMenuEvent>
#include <QPainter>
#include <QToolButton>
#include <algorithm>

#include "engine/session/automation_edits.h"
#include "engine/session/automation_values.h"
#include "engine/studio/processors.h"
#include "ui/controls/hint.h"
#include "ui/controls/toggle_button.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/contrast.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kIndent = 22;
constexpr int kButton = 24;
constexpr int kRow = 24;
constexpr int kNameExtra = 30;  // beside the words of the name: the arrow and the edges

}  // namespace

AutomationLaneHead::AutomationLaneHead(Store& store, StripId strip, const AutomationTarget& target, QWidget* parent)
    : QWidget(parent), store_(store), strip_(strip), target_(target) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  name_ = new QToolButton(this);
  name_->setAutoRaise(true);
  name_->setFocusPolicy(Qt::TabFocus);
  name_->setFont(text_font(Text::small));
  name_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  name_->setIcon(icon(Icon::chevron_down, token::kSecondary));
  name_->setIconSize({12, 12});
  set_hint(*name_, "Click to choose what this track's automation shows");
  connect(name_, &QToolButton::clicked, this, [this] { emit menu_requested(name_->mapToGlobal(QPoint(0, name_->height()))); });
  power_ = new ToggleButton(Icon::power, token::kAccent, "Lane plays", this);
  set_hint(*power_, "Turns this lane off without losing its points", "Lane on or off");
  connect(power_, &ToggleButton::clicked, this, [this](bool on) {
    store_.edit(on ? "Turn lane on" : "Turn lane off",
                [=, this](const SessionPtr& s) { return edit::set_lane_enabled(s, strip_, target_, on); });
    refresh();
  });
  pencil_ = new ToggleButton(Icon::pencil, token::kAccent, "Pencil", this);
  set_hint(*pencil_, "Pencil: a drag draws the curve · Ctrl+drag does it without the pencil", "Draw with the pencil");
  connect(pencil_, &ToggleButton::toggled, this, &AutomationLaneHead::pencil_toggled);
  close_ = new QToolButton(this);
  close_->setIcon(icon(Icon::close, token::kSecondary));
  close_->setIconSize({12, 12});
  close_->setAutoRaise(true);
  close_->setFocusPolicy(Qt::TabFocus);
  set_hint(*close_, "Folds this lane away; it plays on", "Fold away");
  connect(close_, &QToolButton::clicked, this, &AutomationLaneHead::close_requested);
  refresh();
}

void AutomationLaneHead::refresh() {
  const Session& session = store_.session();
  if (!target_exists(session, strip_, target_, processor_catalog())) return;
  const Strip& strip = *find_strip(session, strip_);
  const AutomationLane* const lane = edit::find_lane(strip, target_);
  const QString name = words(target_name(session, strip_, target_, processor_catalog()));
  const QFontMetrics metrics(name_->font());
  const int room = close_->x() - kIndent - 2;
  name_->setText(metrics.elidedText(name, Qt::ElideMiddle, std::max(40, room - kNameExtra)));
  name_->setGeometry(kIndent - 4, 2, std::min(room, metrics.horizontalAdvance(name_->text()) + kNameExtra), kButton);
  name_->setToolTip(name);
  name_->setAccessibleName(name + " lane of " + words(strip.name) + ", choose another");
  close_->setAccessibleName("Fold away " + name);
  power_->setEnabled(lane != nullptr);
  power_->setChecked(lane && lane->enabled);
  colour_ = strip_colour(session, strip_);
  refresh_value();
  update();
}

void AutomationLaneHead::refresh_value() {
  const Session& session = store_.session();
  if (!target_exists(session, strip_, target_, processor_catalog())) return;
  const ParamSpec& spec = edit::target_param(session, strip_, target_, processor_catalog());
  const auto shown = store_.studio().automated_value(strip_, target_);
  const QString text = words(display_text(spec, shown ? *shown : resting_value(session, strip_, target_, processor_catalog())));
  if (text == value_) return;
  value_ = text;
  setAccessibleName(name_->toolTip() + ", " + value_);
  update(value_rect());
}

QRect AutomationLaneHead::value_rect() const { return {kIndent + 6, kRow + 2, std::max(0, pencil_->x() - kIndent - 10), kButton}; }

void AutomationLaneHead::resizeEvent(QResizeEvent*) {
  const int right = width() - 6;
  close_->setGeometry(right - kButton, 2, kButton, kButton);
  power_->setGeometry(right - kButton, kRow + 2, kButton, std::min(kButton, height() - kRow - 4));
  pencil_->setGeometry(right - 2 * kButton - 4, kRow + 2, kButton, std::min(kButton, height() - kRow - 4));
  refresh();
}

void AutomationLaneHead::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), token::kPanel);
  painter.fillRect(QRect(10, 0, 3, height() - 1), mixed(token::kPanel, colour_, 0.6));
  painter.fillRect(QRect(0, height() - 1, width(), 1), token::kWindow);
  painter.setFont(readout_font(11));
  painter.setPen(power_->isChecked() ? token::kText : token::kSecondary);
  painter.drawText(value_rect(), Qt::AlignLeft | Qt::AlignVCenter, value_);
}

void AutomationLaneHead::contextMenuEvent(QContextMenuEvent* event) { emit menu_requested(event->globalPos()); }

}  // namespace sweetspot::ui
