// Parameters under a heading that folds them away.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace sweetspot::ui {

// Whether a section was left open; what was never touched is open where there is room. `key` is "eq/Dynamics". [main]
bool section_open(const QString& key, bool roomy);
void remember_section(const QString& key, bool open);

class PanelSection : public QWidget {
  Q_OBJECT
 public:
  // `key` is what its state is remembered under; `owner` goes before the title for screen readers. Without a key it cannot be folded.
  PanelSection(const QString& title, const QString& key, const QString& owner, QWidget* parent = nullptr);

  void add(QWidget* row);
  void set_title(const QString& title);
  QString title() const { return title_; }

  bool is_open() const;
  void set_open(bool open);    // by the user, who wants it so the next time
  void set_roomy(bool roomy);  // decides until the user has

  // What is said beside the title, so that nothing set is hidden: "2 set"; a warning is told by colour and words.
  void set_note(const QString& note, bool warns);

 signals:
  void folded();  // opened or closed

 private:
  class Heading;

  QString title_, key_, owner_;
  bool roomy_ = false;
  Heading* heading_;
  QWidget* body_;
  QVBoxLayout* rows_;
};

}  // namespace sweetspot::ui
