#include "ui/deliver/deliver_place.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>
#include <filesystem>

#include "engine/session/strip_edits.h"
#include "engine/studio/render.h"
#include "ui/controls/hint.h"
#include "ui/deliver/deliver_checks.h"
#include "ui/deliver/export_form.h"
#include "ui/deliver/export_row.h"
#include "ui/store/jobs.h"
#include "ui/store/store.h"
#include "ui/store/time_text.h"
#include "ui/store/track_look.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kFormWidth = 400;

QString output_of(const RenderOptions& options) { return words((options.output.empty() ? options.stems : options.output).string()); }

void clear(QVBoxLayout& box) {
  while (QLayoutItem* item = box.takeAt(0)) {
    delete item->widget();
    delete item;
  }
}

}  // namespace

DeliverPlace::DeliverPlace(Store& store, Jobs& jobs, QWidget* parent) : QWidget(parent), store_(store), jobs_(jobs), form_(new ExportForm) {
  set_ground(*this, token::kWindow);
  set_hint(*this, "Nothing leaves this page unchecked: each file is measured after it is written · Ctrl+E exports");
  auto* across = new QHBoxLayout(this);
  across->setContentsMargins(0, 0, 0, 0);
  across->setSpacing(0);
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setFixedWidth(kFormWidth);
  scroll->setFocusPolicy(Qt::NoFocus);
  set_ground(*form_, token::kPanel);
  set_ground(*scroll, token::kPanel);
  scroll->setWidget(form_);
  across->addWidget(scroll);
  auto* right = new QWidget;
  set_ground(*right, token::kWindow);
  auto* box = new QVBoxLayout(right);
  box->setContentsMargins(token::kMargin, token::kSpaceWide, token::kMargin, token::kSpaceWide);
  box->setSpacing(token::kSpaceWide);
  box->addWidget(section("Before you export", checks_));
  box->addWidget(section("Exports", exports_));
  nothing_yet_ =
      make_label("What you export is listed here, with its loudness and true peak measured from the file.", Text::small, token::kSecondary);
  exports_->addWidget(nothing_yet_);
  box->addStretch();
  auto* right_scroll = new QScrollArea;
  right_scroll->setFrameShape(QFrame::NoFrame);
  right_scroll->setWidgetResizable(true);
  right_scroll->setFocusPolicy(Qt::NoFocus);
  right_scroll->setWidget(right);
  across->addWidget(right_scroll, 1);

  connect(form_, &ExportForm::export_requested, this, &DeliverPlace::start_export);
  connect(&store, &Store::opened, this, &DeliverPlace::follow_song);
  connect(&store, &Store::session_changed, this, [this] {
    if (isVisible()) show_checks();
  });
  follow_song();
}

QWidget* DeliverPlace::section(const QString& title, QVBoxLayout*& content) {
  auto* card = new QWidget;
  set_ground(*card, token::kPanel);
  auto* box = new QVBoxLayout(card);
  box->setContentsMargins(20, token::kMargin, 20, 20);
  box->setSpacing(token::kSpaceWide);
  box->addWidget(make_label(title, Text::title, token::kText));
  content = new QVBoxLayout;
  content->setSpacing(token::kSpace);
  box->addLayout(content);
  return card;
}

void DeliverPlace::showEvent(QShowEvent*) { show_checks(); }

void DeliverPlace::follow_song() {
  const Studio& studio = store_.studio();
  ExportSettings settings = form_->settings();
  QString music = QStandardPaths::writableLocation(QStandardPaths::MusicLocation);
  if (!QDir(music).exists()) music = QDir::homePath();
  settings.folder = studio.unsaved() ? music : words((studio.folder() / "exports").string());
  settings.name = words(store_.session().name);
  form_->set_settings(settings);
  form_->set_song_rate(store_.session().rate);
  if (isVisible()) show_checks();
}

void DeliverPlace::show_checks() {
  clear(*checks_);
  for (const DeliverCheck& check : deliver_checks(store_.session(), store_.studio().missing())) {
    auto* row = new QWidget;
    row->setFixedHeight(40);
    set_ground(*row, token::kRaised);
    auto* box = new QHBoxLayout(row);
    box->setContentsMargins(token::kSpaceWide, 0, token::kSpaceWide, 0);
    box->setSpacing(token::kSpaceWide);
    const bool good = check.kind == DeliverCheck::Kind::good;
    const QColor colour = good ? token::kOk : check.kind == DeliverCheck::Kind::warning ? token::kWarn : token::kError;
    auto* mark = new QLabel;
    mark->setPixmap(icon_pixmap(good ? Icon::check : Icon::warning, 18, colour, devicePixelRatioF()));
    box->addWidget(mark);
    box->addWidget(make_label(check.text, Text::body, token::kText), 1);
    box->addWidget(make_label(check.detail, Text::small, token::kSecondary), 1);
    const char* label = check.fix == DeliverCheck::Fix::go_to_track      ? "Go to track"
                        : check.fix == DeliverCheck::Fix::clear_solos    ? "Clear solos"
                        : check.fix == DeliverCheck::Fix::find_recording ? "Find…"
                                                                         : nullptr;
    if (label) {
      auto* fix = new QPushButton(label);
      fix->setFocusPolicy(Qt::TabFocus);
      fix->setFixedWidth(110);
      connect(
          fix, &QPushButton::clicked, this,
          [this, check] {
            if (check.fix == DeliverCheck::Fix::go_to_track) emit track_requested(check.track);
            if (check.fix == DeliverCheck::Fix::find_recording) emit find_requested();
            if (check.fix == DeliverCheck::Fix::clear_solos)
              store_.edit("Clear solos", [](const SessionPtr& s) { return edit::clear_solos(s); });
          },
          Qt::QueuedConnection);
      box->addWidget(fix);
    }
    checks_->addWidget(row);
  }
}

void DeliverPlace::start_export() { start(form_->settings()); }

void DeliverPlace::start(const ExportSettings& settings) {
  RenderOptions options;
  if (!store_.attempt([&] {
        options = options_of(settings, store_.session(), writing_);
        std::error_code failed;
        std::filesystem::create_directories(settings.folder.toStdString(), failed);
        if (failed) throw Error(settings.folder.toStdString(), failed.message(), "choose another folder");
      }))
    return;
  const QString path = output_of(options);
  const QSet<QString> reserved{words(options.output.string()), words(options.stems.string())};
  writing_ |= reserved;
  auto* row = new ExportRow(QFileInfo(path).fileName());
  nothing_yet_->hide();
  exports_->insertWidget(0, row);
  const SessionPtr session = store_.session_ptr();
  const std::filesystem::path folder = store_.studio().folder();
  // The row may be gone when the job ends, but not before the window.
  Job* job =
      jobs_.start("Exporting " + QFileInfo(path).fileName(), [=, row = QPointer<ExportRow>(row)](const Progress& progress) -> JobEnd {
        const RenderReport report = render_song(session, folder, options, progress);
        return [=] {
          QStringList notes;
          for (const std::string& note : report.notes) notes << words(note);
          if (report.gain_db != 0.0)
            notes << QString("Gain %1 dB for the loudness; the limiter took %2 dB at most")
                         .arg(report.gain_db, 0, 'f', 1)
                         .arg(report.most_reduction_db, 0, 'f', 1);
          QString text = "Done · " + time_text(report.frames, report.rate);
          if (!report.path.empty()) text += " · measured " + measured_text(report);
          if (!report.stems.empty()) text += QString(" · %1 stems").arg(report.stems.size());
          if (row) row->show_done(text, notes.join("\n"), !report.notes.empty());
        };
      });
  connect(job, &Job::ended, this, [this, reserved] { writing_ -= reserved; });
  row->follow(job);
  connect(job, &Job::ended, row, [row](Job::Outcome outcome, const QString& sentence) {
    if (outcome == Job::Outcome::failed) row->show_failed(sentence);
    if (outcome == Job::Outcome::cancelled) row->show_cancelled();
  });
  connect(row, &ExportRow::again_requested, this, [this, row, settings] {
    row->deleteLater();
    start(settings);
  });
  connect(row, &ExportRow::show_requested, this,
          [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath())); });
}

}  // namespace sweetspot::ui
