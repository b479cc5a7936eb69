#include "ui/mix/vca_view.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include "engine/session/strip_params.h"
#include "engine/session/track_edits.h"
#include "ui/controls/fader.h"
#include "ui/controls/hint.h"
#include "ui/controls/number_entry.h"
#include "ui/controls/toggle_button.h"
#include "ui/controls/value_box.h"
#include "ui/mix/group_tab.h"
#include "ui/mix/members_popup.h"
#include "ui/mix/name_drag.h"
#include "ui/mix/strip_actions.h"
#include "ui/mix/strip_words.h"
#include "ui/store/track_look.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kColourHeight = 4;
constexpr int kNameHeight = 22;
constexpr int kLine = 16;
constexpr int kMargin = 6;

}  // namespace

VcaView::VcaView(Desk& desk, StripId vca, QWidget* parent)
    : QWidget(parent), desk_(desk), vca_(vca), name_(words(find_vca(desk.session(), vca)->strip.name)) {
  setAccessibleName(name_ + " VCA");
  set_ground(*this, token::kRaised);
  set_hint(*this, "A VCA: its level adds to its members' · drag its name: move it · right-click or double-click the list: members · F2 renames");
  mute_ = new ToggleButton("M", token::kMute, "Mute what is under " + name_, this);
  set_hint(*mute_, "Mute all its members (M)");
  solo_ = new ToggleButton("S", token::kSolo, "Solo what is under " + name_, this);
  set_hint(*solo_, "Solo all its members (Shift+S) · Ctrl+Alt+S clears all solos");
  number_ = new ValueBox(fader_spec(), name_ + " VCA level", this);
  fader_ = new Fader(name_ + " VCA fader", this);
  for (ValueControl* control : {static_cast<ValueControl*>(number_), static_cast<ValueControl*>(fader_)}) {
    control->set_text_form(level_text, level_from_text);
    connect(control, &ValueControl::value_changed, this, [this](double db) { set_strip_value(desk_, vca_, "gain", db); });
    join_gestures(*control, desk_);
    connect(control, &ValueControl::gesture_began, this, [this] { desk_.select(vca_); });
  }
  for (const auto& [button, key] : {std::pair{mute_, "mute"}, {solo_, "solo"}}) {
    connect(button, &ToggleButton::clicked, this, [this, key = std::string(key)](bool on) {
      set_strip_value(desk_, vca_, key, on ? 1.0 : 0.0);
      desk_.end_gesture();
    });
  }
  auto* drag = new NameDrag(*this, [this](const QPoint& at) { return name_rect().contains(at); });
  connect(drag, &NameDrag::moved, this, &VcaView::dragged);
  connect(drag, &NameDrag::dropped, this, &VcaView::dropped);
  connect(drag, &NameDrag::given_up, this, &VcaView::drag_given_up);
  refresh();
}

void VcaView::set_places(const QRect& buttons, const QRect& number, const QRect& fader) {
  const int half = (buttons.width() - 2) / 2;
  mute_->setGeometry(buttons.left(), buttons.top(), half, buttons.height());
  solo_->setGeometry(buttons.left() + half + 2, buttons.top(), half, buttons.height());
  number_->setGeometry(number);
  number_->set_unit_place(number.width() >= 72 ? ValueBox::UnitPlace::first : ValueBox::UnitPlace::hidden);
  number_->set_alignment(number.width() >= 72 ? Qt::AlignRight : Qt::AlignHCenter);
  fader_->set_ticks_shown(fader.width() >= 44);
  fader_->setGeometry(fader);
  list_bottom_ = buttons.top() - kMargin;
  update();
}

void VcaView::refresh() {
  const Vca* vca = find_vca(desk_.session(), vca_);
  if (!vca) return;
  fader_->set_value(vca->strip.fader.gain_db);
  number_->set_value(vca->strip.fader.gain_db);
  mute_->setChecked(vca->strip.muted);
  solo_->setChecked(vca->strip.soloed);
  QStringList members;
  for (const StripId id : vca->members)
    if (const Strip* strip = find_strip(desk_.session(), id)) members << words(strip->name);
  const QString name = words(vca->strip.name);
  const QColor own(words(vca->strip.colour));
  const QColor colour = own.isValid() ? own : token::kAccent;
  if (name == name_ && members == members_ && colour == colour_) return;
  name_ = name;
  members_ = members;
  colour_ = colour;
  setToolTip(members.isEmpty() ? QString("Nothing is under it yet") : "Over " + members.join(", "));
  update();
}

QRect VcaView::name_rect() const { return {kMargin, kColourHeight, width() - 2 * kMargin, kNameHeight}; }

void VcaView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::Window));
  painter.fillRect(0, 0, width(), kColourHeight, colour_);
  painter.setFont(text_font(Text::small, true));
  painter.setPen(token::kText);
  const auto line = [&](const QRect& place, const QString& text) {
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(text, Qt::ElideMiddle, place.width()));
  };
  line(name_rect(), name_);
  painter.setFont(text_font(Text::caption));
  painter.setPen(token::kSecondary);
  QRect row(kMargin, kColourHeight + kNameHeight + 2, width() - 2 * kMargin, kLine);
  line(row, members_.isEmpty() ? "VCA, empty" : "VCA over");
  const int room = std::max(0, (list_bottom_ - row.bottom()) / kLine);
  const int shown = members_.size() <= room ? static_cast<int>(members_.size()) : std::max(0, room - 1);
  painter.setPen(token::kText);
  for (int i = 0; i < shown; ++i) {
    row.translate(0, kLine);
    line(row, members_[i]);
  }
  if (shown < members_.size() && room > 0) {
    row.translate(0, kLine);
    painter.setPen(token::kSecondary);
    line(row, QString("and %1 more").arg(members_.size() - shown));
  }
  if (selected_) draw_box(painter, rect(), Qt::transparent, token::kText, 0);
}

void VcaView::set_selected(bool selected) {
  if (selected_ == selected) return;
  selected_ = selected;
  set_ground(*this, selected ? token::kHover : token::kRaised);
  update();
}

void VcaView::start_rename() {
  auto* entry = new NumberEntry(*this, name_rect(), name_);
  entry->setFont(text_font(Text::body));
  connect(entry, &NumberEntry::committed, this, [this](const QString& name) { rename(desk_, vca_, name); });
}

void VcaView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  desk_.select(vca_);
  if (event->type() != QEvent::MouseButtonDblClick) return;
  if (name_rect().contains(event->position().toPoint())) return start_rename();
  if (event->position().y() < list_bottom_) MembersPopup::for_vca(desk_, vca_, this)->open_at(event->globalPosition().toPoint());
}

void VcaView::remove() {
  desk_.edit("Remove VCA " + name_, [id = vca_](const SessionPtr& s) { return edit::remove_strip(s, id); });
}

void VcaView::contextMenuEvent(QContextMenuEvent* event) {
  desk_.select(vca_);
  QMenu menu;
  menu.addAction("Members and name…", this, [this, at = event->globalPos()] { MembersPopup::for_vca(desk_, vca_, this)->open_at(at); });
  menu.addAction("Rename\tF2", this, &VcaView::start_rename);
  QMenu* colours = menu.addMenu("Colour");
  for (const token::NamedColour& named : token::kTrackColours) {
    QPixmap patch(14, 14);
    patch.fill(named.colour);
    colours->addAction(patch, QString::fromUtf8(named.name.data(), static_cast<int>(named.name.size())), this,
                       [this, &named] { set_colour(desk_, vca_, named.colour.name().toUpper()); });
  }
  fill_membership_menus(menu, desk_, vca_, this);
  menu.addSeparator();
  menu.addAction(icon(Icon::trash), "Remove", this, &VcaView::remove);
  menu.exec(event->globalPos());
}

}  // namespace sweetspot::ui
