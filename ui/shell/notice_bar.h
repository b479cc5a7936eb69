// Messages over the foot of the page: they move nothing, take no focus, say what happened and offer what to do next.
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

// The notices that are open, newest at the bottom; at most four. They lie over the page; where, place_over() says. The same sentence again
// takes the place of the first. [main]
class NoticeStack : public QWidget {
  Q_OBJECT
 public:
  explicit NoticeStack(QWidget* parent = nullptr);

  void show_notice(const Notice& notice);
  void dismiss(const QString& id);
  void dismiss_all();

  // Lies over the foot of `page`, a widget of the same window, from now on.
  void place_over(QWidget& page);

  // The texts, for tests and screen readers.
  QStringList texts() const;

 protected:
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void lie_down();

  QWidget* page_ = nullptr;
  QVBoxLayout* box_;
};

}  // namespace sweetspot::ui
