// The Deliver place: the form, what to know before, the exports.
#pragma once

#include <QSet>
#include <QWidget>

#include "ui/deliver/export_settings.h"

class QVBoxLayout;

namespace sweetspot::ui {

class ExportForm;
class ExportRow;
class Jobs;
class Store;

// [main]
class DeliverPlace : public QWidget {
  Q_OBJECT
 public:
  DeliverPlace(Store& store, Jobs& jobs, QWidget* parent = nullptr);

  ExportForm& form() { return *form_; }

  // With the form as it is.
  void start_export();

 signals:
  void track_requested(sweetspot::StripId track);
  void find_requested();

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void follow_song();
  void show_checks();
  void start(const ExportSettings& settings);
  QWidget* section(const QString& title, QVBoxLayout*& content);

  Store& store_;
  Jobs& jobs_;
  ExportForm* form_;
  QVBoxLayout* checks_ = nullptr;
  QVBoxLayout* exports_ = nullptr;
  QWidget* nothing_yet_ = nullptr;
  QSet<QString> writing_;  // what running exports will write
};

}  // namespace sweetspot::ui
