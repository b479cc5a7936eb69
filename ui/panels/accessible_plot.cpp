#include "ui/panels/accessible_plot.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include "ui/panels/handle_plot.h"

namespace sweetspot::ui {
namespace {

class AccessiblePlot : public QAccessibleWidget, public QAccessibleValueInterface {
 public:
  explicit AccessiblePlot(HandlePlot* plot) : QAccessibleWidget(plot, QAccessible::Slider) {}

  void* interface_cast(QAccessible::InterfaceType type) override {
    if (type == QAccessible::ValueInterface) return static_cast<QAccessibleValueInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
  }

  QString text(QAccessible::Text part) const override {
    return part == QAccessible::Value ? plot().words() : QAccessibleWidget::text(part);
  }

  QVariant currentValue() const override {
    return of_chosen([this](std::size_t param) { return plot().value(param); });
  }
  QVariant minimumValue() const override {
    return of_chosen([this](std::size_t param) { return plot().spec(param).minimum; });
  }
  QVariant maximumValue() const override {
    return of_chosen([this](std::size_t param) { return plot().spec(param).maximum; });
  }
  QVariant minimumStepSize() const override { return (maximumValue().toDouble() - minimumValue().toDouble()) / 1000.0; }
  void setCurrentValue(const QVariant& value) override {
    if (const MaybeParam param = plot().selected_param()) plot().set_value(*param, value.toDouble());
  }

 private:
  HandlePlot& plot() const { return *static_cast<HandlePlot*>(widget()); }

  template <class Read>
  QVariant of_chosen(Read&& read) const {
    const MaybeParam param = plot().selected_param();
    return param ? QVariant(read(*param)) : QVariant(0.0);
  }
};

QAccessibleInterface* make_accessible(const QString&, QObject* object) {
  if (auto* plot = qobject_cast<HandlePlot*>(object)) return new AccessiblePlot(plot);
  return nullptr;
}

}  // namespace

void install_accessible_plots() {
  static const bool done = [] {
    QAccessible::installFactory(make_accessible);
    return true;
  }();
  (void)done;
}

}  // namespace sweetspot::ui
