#include "ui/controls/accessible_value.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include "ui/controls/value_control.h"

namespace sweetspot::ui {
namespace {

class AccessibleControl : public QAccessibleWidget, public QAccessibleValueInterface {
 public:
  explicit AccessibleControl(ValueControl* control) : QAccessibleWidget(control, QAccessible::Slider) {}

  void* interface_cast(QAccessible::InterfaceType type) override {
    if (type == QAccessible::ValueInterface) return static_cast<QAccessibleValueInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
  }

  QString text(QAccessible::Text part) const override {
    return part == QAccessible::Value ? control().text() : QAccessibleWidget::text(part);
  }

  QVariant currentValue() const override { return control().value(); }
  void setCurrentValue(const QVariant& value) override { control().enter_text(QString::number(value.toDouble(), 'g', 12)); }
  QVariant minimumValue() const override { return control().spec().minimum; }
  QVariant maximumValue() const override { return control().spec().maximum; }
  QVariant minimumStepSize() const override { return (control().spec().maximum - control().spec().minimum) / 1000.0; }

 private:
  ValueControl& control() const { return *static_cast<ValueControl*>(widget()); }
};

QAccessibleInterface* make_accessible(const QString&, QObject* object) {
  if (auto* control = qobject_cast<ValueControl*>(object)) return new AccessibleControl(control);
  return nullptr;
}

}  // namespace

void install_accessible_values() {
  static const bool done = [] {
    QAccessible::installFactory(make_accessible);
    return true;
  }();
  (void)done;
}

}  // namespace sweetspot::ui
