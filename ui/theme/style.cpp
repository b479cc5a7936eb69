#include "ui/theme/style.h"

#include <algorithm>

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QWidget>

#include "ui/theme/contrast.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

using namespace token;

constexpr int kScrollBarThickness = 12;
constexpr int kSliderThumb = 14;
constexpr int kIndicator = 16;
constexpr int kArrowlessWidth = 64;  // a narrower combo box keeps its room for words

struct ButtonState {
  bool enabled, hovered, down, checked, focused;
};

ButtonState state_of(const QStyleOption& option) {
  const auto has = [&](QStyle::StateFlag flag) { return option.state.testFlag(flag); };
  return {has(QStyle::State_Enabled), has(QStyle::State_MouseOver) && has(QStyle::State_Enabled), has(QStyle::State_Sunken),
          has(QStyle::State_On), has(QStyle::State_HasFocus)};
}

ButtonLook look_of(const QWidget* widget) {
  return widget ? static_cast<ButtonLook>(widget->property(kLookProperty).toInt()) : ButtonLook::plain;
}

void draw_button(QPainter& painter, const QStyleOption& option, ButtonLook look) {
  const ButtonState s = state_of(option);
  const bool bare = look == ButtonLook::flat && !s.hovered && !s.down && !s.checked;
  QColor fill = s.checked ? kAccentFill : s.down ? kWell : s.hovered ? kHover : kRaised;
  QColor border = s.enabled ? kBorder : kHairline;
  if (look == ButtonLook::primary && s.enabled) {
    fill = s.down ? mixed(kAccentFill, kWell, 0.3) : s.hovered ? mixed(kAccentFill, kOnFill, 0.06) : kAccentFill;
    border = fill;
  }
  if (look == ButtonLook::flat) border = Qt::transparent;
  if (s.checked) border = s.enabled ? kAccent : kHairline;
  if (!bare) draw_box(painter, option.rect, fill, border);
  if (s.focused && option.state.testFlag(QStyle::State_KeyboardFocusChange)) draw_focus(painter, option.rect);
}

void draw_field(QPainter& painter, const QStyleOption& option) {
  const ButtonState s = state_of(option);
  draw_box(painter, option.rect, kWell, s.enabled ? kBorder : kHairline);
  if (s.focused) draw_focus(painter, option.rect);
}

void draw_check(QPainter& painter, const QStyleOption& option) {
  const ButtonState s = state_of(option);
  const bool partly = option.state.testFlag(QStyle::State_NoChange);
  draw_box(painter, option.rect, s.checked && s.enabled ? kAccentFill : kWell, s.enabled ? (s.checked ? kAccent : kBorder) : kHairline, 3);
  const QColor mark = s.enabled ? kOnFill : kDisabled;
  if (s.checked) {
    painter.drawPixmap(option.rect.adjusted(1, 1, -1, -1),
                       icon_pixmap(Icon::check, kIndicator - 2, mark, painter.device()->devicePixelRatioF()));
  } else if (partly) {
    painter.fillRect(option.rect.adjusted(4, 7, -4, -7), mark);
  }
}

void draw_radio(QPainter& painter, const QStyleOption& option) {
  const ButtonState s = state_of(option);
  const double radius = option.rect.width() / 2.0;
  draw_box(painter, option.rect, kWell, s.enabled ? (s.checked ? kAccent : kBorder) : kHairline, radius);
  if (s.checked)
    draw_box(painter, QRectF(option.rect).adjusted(4, 4, -4, -4), s.enabled ? kAccent : kDisabled, Qt::transparent, radius - 4);
}

void draw_scroll_bar(QPainter& painter, const QStyleOptionSlider& option, const QRect& thumb) {
  painter.fillRect(option.rect, option.palette.color(QPalette::Window));
  if (option.minimum >= option.maximum) return;
  const bool active = option.state.testFlag(QStyle::State_MouseOver) || option.state.testFlag(QStyle::State_Sunken);
  draw_box(painter, QRectF(thumb).adjusted(3, 3, -3, -3), active ? kSecondary : kBorder, Qt::transparent, 3);
}

void draw_slider(QPainter& painter, const QStyleOptionSlider& option, const QRect& groove, const QRect& thumb) {
  const bool enabled = option.state.testFlag(QStyle::State_Enabled);
  const QPointF centre = QRectF(thumb).center();
  QRectF rail, filled;
  if (option.orientation == Qt::Horizontal) {
    rail = QRectF(groove.left(), centre.y() - 2, groove.width(), 4);
    filled = option.upsideDown ? QRectF(QPointF(centre.x(), rail.top()), rail.bottomRight())
                               : QRectF(rail.topLeft(), QPointF(centre.x(), rail.bottom()));
  } else {
    rail = QRectF(centre.x() - 2, groove.top(), 4, groove.height());
    filled = option.upsideDown ? QRectF(QPointF(rail.left(), centre.y()), rail.bottomRight())
                               : QRectF(rail.topLeft(), QPointF(rail.right(), centre.y()));
  }
  draw_box(painter, rail, kHover, Qt::transparent, 2);
  draw_box(painter, filled, enabled ? kAccent : kDisabled, Qt::transparent, 2);
  draw_box(painter, QRectF(centre.x() - 6, centre.y() - 6, 12, 12), enabled ? kText : kDisabled, Qt::transparent, 6);
  if (option.state.testFlag(QStyle::State_HasFocus)) draw_focus(painter, QRectF(centre.x() - 9, centre.y() - 9, 18, 18), 9);
}

void draw_combo(QPainter& painter, const QStyleOptionComboBox& option) {
  const ButtonState s = state_of(option);
  draw_box(painter, option.rect, s.hovered ? kHover : option.editable ? kWell : kRaised, s.enabled ? kBorder : kHairline);
  if (s.focused && option.state.testFlag(QStyle::State_KeyboardFocusChange)) draw_focus(painter, option.rect);
  if (option.rect.width() < kArrowlessWidth) return;
  const int size = 14;
  const QRect arrow(option.rect.right() - size - 3, option.rect.center().y() - size / 2 + 1, size, size);
  painter.drawPixmap(arrow,
                     icon_pixmap(Icon::chevron_down, size, s.enabled ? kSecondary : kDisabled, painter.device()->devicePixelRatioF()));
}

void draw_menu_item(QPainter& painter, const QStyleOptionMenuItem& option) {
  if (option.menuItemType == QStyleOptionMenuItem::Separator) {
    painter.fillRect(QRect(option.rect.left() + 8, option.rect.center().y(), option.rect.width() - 16, 1), mixed(kHover, kBorder, 0.4));
    return;
  }
  const bool enabled = option.state.testFlag(QStyle::State_Enabled);
  const bool selected = option.state.testFlag(QStyle::State_Selected) && enabled;
  if (selected) draw_box(painter, QRectF(option.rect).adjusted(4, 0, -4, 0), kAccentFill, Qt::transparent);
  const double ratio = painter.device()->devicePixelRatioF();
  const QColor ink = !enabled ? kDisabled : selected ? kOnFill : kText;
  const QRect mark(option.rect.left() + 10, option.rect.center().y() - 7, 14, 14);
  if (option.checked) {
    painter.drawPixmap(mark, icon_pixmap(Icon::check, 14, ink, ratio));
  } else if (!option.icon.isNull()) {
    option.icon.paint(&painter, mark, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
  }
  const QRect text = option.rect.adjusted(30, 0, -24, 0);
  const QStringList parts = option.text.split('\t');
  painter.setFont(option.font);
  painter.setPen(ink);
  painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic | Qt::TextSingleLine, parts.value(0));
  painter.setPen(selected ? kOnFill : enabled ? kSecondary : kDisabled);
  painter.drawText(text, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, parts.value(1));
  if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
    painter.drawPixmap(QRect(option.rect.right() - 20, mark.top(), 14, 14), icon_pixmap(Icon::chevron_right, 14, ink, ratio));
  }
}

void draw_progress(QPainter& painter, const QStyleOptionProgressBar& option) {
  const QRectF rail(option.rect.left(), option.rect.center().y() - 2, option.rect.width(), 6);
  draw_box(painter, rail, kWell, Qt::transparent, 3);
  if (option.minimum == 0 && option.maximum == 0) {
    draw_box(painter, QRectF(rail.left() + rail.width() * 0.35, rail.top(), rail.width() * 0.3, rail.height()), kAccent, Qt::transparent,
             3);
    return;
  }
  const double part = double(option.progress - option.minimum) / std::max(1, option.maximum - option.minimum);
  draw_box(painter, QRectF(rail.left(), rail.top(), rail.width() * std::clamp(part, 0.0, 1.0), rail.height()), kAccent, Qt::transparent, 3);
}

}  // namespace

ThemeStyle::ThemeStyle() : QProxyStyle(QStyleFactory::create("Fusion")) {}

void ThemeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
  switch (element) {
    case PE_PanelButtonCommand:
      return draw_button(*painter, *option, look_of(widget));
    case PE_PanelButtonTool: {
      const bool raised = !option->state.testFlag(State_AutoRaise);
      return draw_button(*painter, *option, raised && look_of(widget) != ButtonLook::flat ? look_of(widget) : ButtonLook::flat);
    }
    case PE_PanelLineEdit:
      if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth == 0) {
        return painter->fillRect(option->rect, kWell);
      }
      return draw_field(*painter, *option);
    case PE_FrameLineEdit:
      return draw_box(*painter, option->rect, Qt::transparent, kBorder);
    case PE_FrameFocusRect:
      return draw_focus(*painter, option->rect);
    case PE_IndicatorCheckBox:
      return draw_check(*painter, *option);
    case PE_IndicatorRadioButton:
      return draw_radio(*painter, *option);
    case PE_PanelMenu:
    case PE_FrameMenu:
      return draw_box(*painter, option->rect, element == PE_PanelMenu ? kRaised : QColor(Qt::transparent), kBorder, 0);
    case PE_PanelTipLabel:
      return draw_box(*painter, option->rect, kHover, kBorder, 0);
    case PE_FrameButtonBevel:
    case PE_FrameDefaultButton:
      return;
    default:
      QProxyStyle::drawPrimitive(element, option, painter, widget);
  }
}

void ThemeStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
  if (element == CE_MenuItem) {
    if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
      painter->fillRect(option->rect, kRaised);
      return draw_menu_item(*painter, *item);
    }
  }
  if (element == CE_PushButtonBevel) return draw_button(*painter, *option, look_of(widget));
  if (element == CE_PushButtonLabel || element == CE_ToolButtonLabel) {
    const ButtonState s = state_of(*option);
    const bool filled = s.enabled && (s.checked || look_of(widget) == ButtonLook::primary);
    QStyleOptionButton button;
    if (const auto* given = qstyleoption_cast<const QStyleOptionButton*>(option); given && filled) {
      button = *given;
      button.palette.setColor(QPalette::ButtonText, kOnFill);
      QFont font = painter->font();
      font.setWeight(QFont::DemiBold);
      painter->setFont(font);
      return QProxyStyle::drawControl(element, &button, painter, widget);
    }
  }
  if (element == CE_Splitter) return painter->fillRect(option->rect, option->state.testFlag(State_MouseOver) ? kBorder : kHairline);
  if (element == CE_ProgressBar) {
    if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option)) return draw_progress(*painter, *bar);
  }
  QProxyStyle::drawControl(element, option, painter, widget);
}

void ThemeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                    const QWidget* widget) const {
  if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
    if (control == CC_ScrollBar) {
      return draw_scroll_bar(*painter, *slider, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
    }
    if (control == CC_Slider) {
      return draw_slider(*painter, *slider, subControlRect(CC_Slider, option, SC_SliderGroove, widget),
                         subControlRect(CC_Slider, option, SC_SliderHandle, widget));
    }
  }
  if (control == CC_ComboBox) {
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option)) return draw_combo(*painter, *combo);
  }
  QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect ThemeStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub, const QWidget* widget) const {
  if (control == CC_ComboBox && sub == SC_ComboBoxEditField) {
    return option->rect.width() < kArrowlessWidth ? option->rect.adjusted(5, 1, -3, -1) : option->rect.adjusted(8, 1, -20, -1);
  }
  const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
  if (control != CC_ScrollBar || !slider) return QProxyStyle::subControlRect(control, option, sub, widget);
  // No arrow buttons: the whole bar is groove.
  const bool flat = slider->orientation == Qt::Horizontal;
  const int length = flat ? option->rect.width() : option->rect.height();
  const int range = slider->maximum - slider->minimum;
  const int thumb =
      range <= 0 ? length : std::max(24, static_cast<int>(std::int64_t{slider->pageStep} * length / (range + slider->pageStep)));
  const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - thumb, slider->upsideDown);
  const auto part = [&](int from, int size) {
    return flat ? QRect(from, 0, size, option->rect.height()) : QRect(0, from, option->rect.width(), size);
  };
  switch (sub) {
    case SC_ScrollBarGroove:
      return part(0, length);
    case SC_ScrollBarSlider:
      return part(start, thumb);
    case SC_ScrollBarSubPage:
      return part(0, start);
    case SC_ScrollBarAddPage:
      return part(start + thumb, length - start - thumb);
    default:
      return {};
  }
}

QSize ThemeStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents, const QWidget* widget) const {
  QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
  switch (type) {
    case CT_PushButton: {
      const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
      const bool wordless = button && button->text.isEmpty();
      return {wordless ? kControlHeight : contents.width() + 2 * kSpaceWide, std::max(kControlHeight, contents.height() + 6)};
    }
    case CT_ComboBox:
      return {contents.width() + 34, kControlHeight};
    case CT_LineEdit:
      return size.expandedTo({0, kControlHeight});
    case CT_MenuItem:
      if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
        if (item->menuItemType == QStyleOptionMenuItem::Separator) return {size.width(), 9};
        return {contents.width() + 30 + 24 + (item->text.contains('\t') ? 24 : 0), kControlHeight + 2};
      }
      return size;
    default:
      return size;
  }
}

int ThemeStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
  switch (metric) {
    case PM_ScrollBarExtent:
      return kScrollBarThickness;
    case PM_ScrollBarSliderMin:
      return kControlHeight;
    case PM_SliderThickness:
      return 20;
    case PM_SliderControlThickness:
      return kSliderThumb;
    case PM_SliderLength:
      return kSliderThumb;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
      return kIndicator;
    case PM_SplitterWidth:
      return 1;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
      return 0;
    case PM_MenuVMargin:
      return 4;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
      return 16;
    default:
      return QProxyStyle::pixelMetric(metric, option, widget);
  }
}

int ThemeStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const {
  switch (hint) {
    case SH_ComboBox_Popup:
      return 0;  // a list beneath, that scrolls, instead of one over the whole screen
    case SH_Slider_AbsoluteSetButtons:
      return Qt::LeftButton;
    case SH_ToolTip_WakeUpDelay:
      return 700;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
      return 0;
    case SH_UnderlineShortcut:
      return 0;
    default:
      return QProxyStyle::styleHint(hint, option, widget, data);
  }
}

}  // namespace sweetspot::ui
