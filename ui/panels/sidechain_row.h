// The list of what a processor can listen to beside its own sound, and a line when something is amiss.
#pragma once

#include <QWidget>

#include "ui/panels/sidechain.h"

class QComboBox;
class QLabel;

namespace sweetspot::ui {

class SidechainRow : public QWidget {
  Q_OBJECT
 public:
  // `owner` goes before the name for screen readers.
  explicit SidechainRow(const QString& owner, QWidget* parent = nullptr);

  // From the session; emits nothing.
  void show_sources(const std::vector<SidechainSource>& sources, StripId chosen);
  void show_note(const SidechainNote& note);

  StripId chosen() const { return chosen_; }

 signals:
  void source_chosen(sweetspot::StripId source);  // by the user; a zero id: none

 private:
  std::vector<SidechainSource> sources_;
  StripId chosen_;
  QComboBox* list_;
  QLabel* note_;
};

}  // namespace sweetspot::ui
