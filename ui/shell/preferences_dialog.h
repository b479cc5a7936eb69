// Sound card, sample rate and buffer.
#pragma once

#include <QDialog>

class QComboBox;
class QLabel;

namespace sweetspot::ui {

class Store;

// Not modal; a choice is heard at once and kept for the next start. [main]
class PreferencesDialog : public QDialog {
  Q_OBJECT
 public:
  explicit PreferencesDialog(Store& store, QWidget* parent = nullptr);

 private:
  void fill_devices(bool look_again);
  void apply();
  void show_status();

  Store& store_;
  QComboBox* device_;
  QComboBox* buffer_;
  QLabel* rate_;
  QLabel* status_;
};

// Opens the card that was chosen last, or the default one; a missing card is no error. [main]
void open_chosen_audio(Store& store);

}  // namespace sweetspot::ui
