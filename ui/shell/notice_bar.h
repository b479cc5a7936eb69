// Messages under the top bar: they stay out of the way, say what happened and offer what to do next.
#pragma once

#include <QString>
#include <QWidget>
#include <functional>
#include <vector>

class QVBoxLayout;

namespace sweetspot::ui {

struct Notice {
  enum class Kind { info, success, warning, error };
  struct Button {
    QString text;
    std::function<void()> run;
    bool keeps_open = false;
  };

  QString id;  // a later notice with the same id takes its place; empty: none does
  Kind kind = Kind::info;
  QString text;
  std::vector<Button> buttons{};
  int seconds = 0;  // until it goes by itself; 0: it stays
};

// The notices that are open, newest at the bottom; at most four. [main]
class NoticeStack : public QWidget {
  Q_OBJECT
 public:
  explicit NoticeStack(QWidget* parent = nullptr);

  void show_notice(const Notice& notice);
  void dismiss(const QString& id);
  void dismiss_all();

  // The texts, for tests and screen readers.
  QStringList texts() const;

 private:
  QVBoxLayout* box_;
};

}  // namespace sweetspot::ui
