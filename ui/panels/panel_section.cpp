#include "ui/panels/panel_section.h"

#include <QAbstractButton>
#include <QPainter>
#include <QSettings>
#include <QVBoxLayout>

#include "ui/controls/hint.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kIconSize = 14;

QString settings_key(const QString& key) { return "panels/" + key + "/open"; }

}  // namespace

bool section_open(const QString& key, bool roomy) { return QSettings().value(settings_key(key), roomy).toBool(); }

void remember_section(const QString& key, bool open) { QSettings().setValue(settings_key(key), open); }

// The line that is clicked: an arrow, the title, a note at the right.
class PanelSection::Heading : public QAbstractButton {
 public:
  Heading(bool folds, QWidget* parent) : QAbstractButton(parent), folds_(folds) {
    setCheckable(true);
    setFocusPolicy(folds ? Qt::TabFocus : Qt::NoFocus);
    setEnabled(folds);
    setFixedHeight(token::kControlHeight);
    setAttribute(Qt::WA_Hover);
    if (folds) set_hint(*this, "Opens and closes this part of the panel; it stays as you leave it");
  }

  void set_note(const QString& note, bool warns) {
    if (note == note_ && warns == warns_) return;
    note_ = note;
    warns_ = warns;
    update();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    if (folds_ && underMouse()) draw_box(painter, rect(), token::kHover, Qt::transparent);
    painter.fillRect(QRect(0, 0, width(), 1), token::kHairline);
    int left = 0;
    if (folds_) {
      const Icon arrow = isChecked() ? Icon::chevron_down : Icon::chevron_right;
      painter.drawPixmap(QPoint(0, (height() - kIconSize) / 2), icon_pixmap(arrow, kIconSize, token::kSecondary, devicePixelRatioF()));
      left = kIconSize + token::kGap;
    }
    painter.setFont(text_font(Text::small, true));
    painter.setPen(token::kText);
    painter.drawText(rect().adjusted(left, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.setFont(text_font(Text::caption));
    painter.setPen(warns_ ? token::kWarn : token::kSecondary);
    painter.drawText(rect().adjusted(0, 0, -token::kGap, 0), Qt::AlignRight | Qt::AlignVCenter, note_);
    if (shows_keyboard_focus(*this)) draw_focus(painter, rect());
  }

 private:
  bool folds_;
  QString note_;
  bool warns_ = false;
};

PanelSection::PanelSection(const QString& title, const QString& key, const QString& owner, QWidget* parent)
    : QWidget(parent), key_(key), owner_(owner), heading_(new Heading(!key.isEmpty(), this)), body_(new QWidget) {
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kGap);
  box->addWidget(heading_);
  rows_ = new QVBoxLayout(body_);
  rows_->setContentsMargins(0, 0, 0, 0);
  rows_->setSpacing(token::kSpace);
  box->addWidget(body_);
  set_title(title);
  heading_->setChecked(key.isEmpty() || section_open(key, roomy_));
  body_->setVisible(heading_->isChecked());
  connect(heading_, &QAbstractButton::clicked, this, [this](bool open) { set_open(open); });
}

void PanelSection::add(QWidget* row) { rows_->addWidget(row); }

void PanelSection::set_title(const QString& title) {
  if (title == title_) return;
  title_ = title;
  heading_->setText(title);
  heading_->setAccessibleName(owner_ + ", " + title);
  heading_->update();
}

bool PanelSection::is_open() const { return heading_->isChecked(); }

void PanelSection::set_open(bool open) {
  remember_section(key_, open);
  set_roomy(roomy_);
}

void PanelSection::set_roomy(bool roomy) {
  roomy_ = roomy;
  const bool open = key_.isEmpty() || section_open(key_, roomy);
  heading_->setChecked(open);
  if (body_->isVisibleTo(this) == open) return;
  body_->setVisible(open);
  emit folded();
}

void PanelSection::set_note(const QString& note, bool warns) { heading_->set_note(note, warns); }

}  // namespace sweetspot::ui
