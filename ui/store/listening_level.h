// Who turns the listening level while sounds are compared.
#pragma once

#include <functional>

#include <QObject>

namespace sweetspot::ui {

// The trim of the speakers (Studio::set_listening_trim) has one owner at a time: whoever began to compare last. The one before is told that
// its comparison is over. [main]
class ListeningLevel : public QObject {
  Q_OBJECT
 public:
  using Apply = std::function<void(double db)>;
  explicit ListeningLevel(Apply apply, QObject* parent = nullptr);

  // Makes `owner` the one that compares, or moves the trim of that which already is.
  void take(QObject* owner, double db);

  // Back to the level there was; nothing when it is another's. An owner that is deleted releases it, too.
  void release(QObject* owner);

  // For another song: nobody compares.
  void clear();

  bool is_of(const QObject* owner) const { return owner && owner_ == owner; }
  double trim() const { return trim_; }  // dB

 signals:
  void taken_from(QObject* former);

 private:
  void apply(double db);

  Apply apply_;
  QObject* owner_ = nullptr;
  QMetaObject::Connection gone_;
  double trim_ = 0.0;
};

}  // namespace sweetspot::ui
