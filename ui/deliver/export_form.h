// The form of an export.
#pragma once

#include <QWidget>

#include "ui/deliver/export_settings.h"

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace sweetspot::ui {

class ValueBox;

// Choosing a preset fills it; every field can be changed afterwards. [main]
class ExportForm : public QWidget {
  Q_OBJECT
 public:
  explicit ExportForm(QWidget* parent = nullptr);

  ExportSettings settings() const;
  void set_settings(const ExportSettings& settings);  // folder and name, too, where they are not empty
  void set_song_rate(double rate);

 signals:
  void export_requested();
  void refused(const QString& reason);  // a typed number that cannot be

 private:
  QComboBox* add_list(QGridLayout& grid, const QString& label, const QString& hint);
  void choose_folder();
  void show_fitting();  // greys what has no meaning for the format

  QComboBox* preset_;
  QLabel* preset_line_;
  QComboBox* what_;
  QComboBox* format_;
  QComboBox* depth_;
  QComboBox* dither_;
  QComboBox* rate_;
  ValueBox* quality_;
  QCheckBox* loud_;
  ValueBox* loudness_;
  ValueBox* ceiling_;
  QComboBox* range_;
  QLineEdit* folder_;
  QLineEdit* name_;
  QPushButton* start_;
};

}  // namespace sweetspot::ui
