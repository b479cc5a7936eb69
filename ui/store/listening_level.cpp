#include "ui/store/listening_level.h"

#include <utility>

namespace sweetspot::ui {

ListeningLevel::ListeningLevel(Apply apply, QObject* parent) : QObject(parent), apply_(std::move(apply)) {}

void ListeningLevel::apply(double db) {
  if (std::exchange(trim_, db) != db) apply_(db);
}

void ListeningLevel::take(QObject* owner, double db) {
  QObject* const former = std::exchange(owner_, owner);
  if (former != owner) {
    disconnect(gone_);
    gone_ = connect(owner, &QObject::destroyed, this, [this](QObject* gone) { release(gone); });
  }
  apply(db);
  if (former && former != owner) emit taken_from(former);
}

void ListeningLevel::release(QObject* owner) {
  if (!is_of(owner)) return;
  disconnect(gone_);
  owner_ = nullptr;
  apply(0.0);
}

void ListeningLevel::clear() {
  QObject* const former = owner_;
  release(former);
  if (former) emit taken_from(former);
}

}  // namespace sweetspot::ui
