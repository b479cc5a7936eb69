#include "ui/shell/empty_page.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/controls/hint.h"
#include "ui/shell/recents.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kCardWidth = 1000;
constexpr std::size_t kShownRecents = 5;
constexpr int kCardInset = 22;

// A card with a title and a line beneath.
class GoalButton : public QAbstractButton {
 public:
  GoalButton(const QString& title, const QString& line) : line_(line) {
    setText(title);
    setAccessibleName(title + ": " + line);
    setFocusPolicy(Qt::TabFocus);
    setMinimumSize(200, 88);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    draw_box(painter, rect(), isDown() || underMouse() ? token::kHover : token::kRaised, token::kBorder, 6);
    painter.setFont(text_font(Text::title, true));
    painter.setPen(token::kText);
    painter.drawText(rect().adjusted(kCardInset, 16, -12, 0), Qt::AlignLeft | Qt::AlignTop, text());
    painter.setFont(text_font(Text::small));
    painter.setPen(token::kSecondary);
    painter.drawText(rect().adjusted(kCardInset, 46, -12, 0), Qt::AlignLeft | Qt::AlignTop, line_);
    if (hasFocus()) draw_focus(painter, rect(), 6);
  }

 private:
  QString line_;
};

QString when_text(const QDateTime& when) {
  const auto days = when.date().daysTo(QDate::currentDate());
  if (days == 0) return "today " + when.toString("HH:mm");
  if (days == 1) return "yesterday " + when.toString("HH:mm");
  return QLocale().toString(when.date(), QLocale::ShortFormat);
}

QPushButton* big_button(const QString& text, int height) {
  auto* button = new QPushButton(text);
  button->setFocusPolicy(Qt::TabFocus);
  button->setFixedHeight(height);
  return button;
}

}  // namespace

EmptyPage::EmptyPage(QWidget* parent) : QWidget(parent), card_(new QWidget) {
  set_ground(*this, token::kWindow);
  set_hint(*this, "Drop audio files or a folder anywhere in this window");
  auto* outer = new QHBoxLayout(this);
  outer->setContentsMargins(24, 24, 24, 24);
  outer->addStretch(1);
  outer->addWidget(card_, 100);
  outer->addStretch(1);
  card_->setMaximumWidth(kCardWidth);
  card_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
  auto* box = new QVBoxLayout(card_);
  box->setContentsMargins(50, 80, 50, 48);
  box->setSpacing(token::kSpaceWide);

  auto* title = make_label("Drop your recordings here", Text::title, token::kText);
  QFont font = text_font(Text::title, true);
  font.setPixelSize(28);
  title->setFont(font);
  title->setAlignment(Qt::AlignHCenter);
  box->addWidget(title);
  auto* line = make_label("WAV, AIFF, FLAC, MP3, Ogg. A folder of stems is fine: Sweetspot names, colours and groups the tracks.",
                          Text::body, token::kSecondary);
  line->setAlignment(Qt::AlignHCenter);
  line->setWordWrap(true);
  box->addWidget(line);
  box->addSpacing(token::kSpaceWide);

  auto* choose = big_button("Choose files or a folder… (Ctrl+I)", 48);
  set_look(*choose, ButtonLook::primary);
  auto* open = big_button("Open song… (Ctrl+O)", 36);
  auto* demo = big_button("Try the demo song", 36);
  auto* buttons = new QVBoxLayout;
  buttons->setSpacing(token::kSpaceWide);
  buttons->addWidget(choose);
  auto* pair = new QHBoxLayout;
  pair->setSpacing(token::kSpaceWide);
  pair->addWidget(open, 1);
  pair->addWidget(demo, 1);
  buttons->addLayout(pair);
  auto* centred = new QHBoxLayout;
  centred->addStretch(1);
  auto* holder = new QWidget;
  buttons->setContentsMargins(0, 0, 0, 0);
  holder->setLayout(buttons);
  holder->setFixedWidth(330);
  centred->addWidget(holder);
  centred->addStretch(1);
  box->addLayout(centred);
  box->addSpacing(token::kSpaceWide);

  auto* pick = make_label("or pick what you came for", Text::body, token::kSecondary);
  pick->setAlignment(Qt::AlignHCenter);
  box->addWidget(pick);
  auto* goals = new QHBoxLayout;
  goals->setSpacing(token::kMargin);
  goals->addWidget(goal_button("Mix a song", "several recorded tracks", Goal::mix), 1);
  goals->addWidget(goal_button("Tune a vocal", "one voice and its pitch", Goal::tune), 1);
  goals->addWidget(goal_button("Master a stereo mix", "one finished file", Goal::master), 1);
  box->addLayout(goals);
  box->addSpacing(token::kSpaceWide);
  recents_ = new QVBoxLayout;
  recents_->setSpacing(token::kGap);
  // Buttons without a frame: their words stand under the words of the cards.
  recents_->setContentsMargins(kCardInset - token::kSpaceWide, 0, 0, 0);
  box->addLayout(recents_);

  connect(choose, &QPushButton::clicked, this, [this] { emit add_requested(Goal::any); });
  connect(open, &QPushButton::clicked, this, &EmptyPage::open_requested);
  connect(demo, &QPushButton::clicked, this, &EmptyPage::demo_requested);
}

QWidget* EmptyPage::goal_button(const QString& title, const QString& text, Goal goal) {
  auto* button = new GoalButton(title, text);
  connect(button, &QAbstractButton::clicked, this, [this, goal] { emit add_requested(goal); });
  return button;
}

void EmptyPage::refresh_recents() {
  while (QLayoutItem* item = recents_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  const auto songs = recent_songs();
  if (songs.empty()) return;
  auto* heading = make_label("Recent", Text::small, token::kSecondary);
  heading->setIndent(token::kSpaceWide);
  recents_->addWidget(heading);
  for (std::size_t i = 0; i < std::min(songs.size(), kShownRecents); ++i) {
    const RecentSong& song = songs[i];
    const QString tail = song.there ? when_text(song.changed) : QString("not there: moved, or its disk is not connected");
    auto* row = new QPushButton(QString("%1    %2    %3").arg(song.name, short_path(song.folder), tail));
    set_look(*row, ButtonLook::flat);
    row->setFocusPolicy(Qt::TabFocus);
    QPalette palette = row->palette();
    palette.setColor(QPalette::ButtonText, song.there ? token::kText : token::kWarn);
    row->setPalette(palette);
    connect(
        row, &QPushButton::clicked, this, [this, folder = song.folder] { emit recent_requested(folder); }, Qt::QueuedConnection);
    recents_->addWidget(row, 0, Qt::AlignLeft);
  }
}

void EmptyPage::showEvent(QShowEvent*) { refresh_recents(); }

void EmptyPage::set_drop_shown(bool shown) {
  drop_ = shown;
  update();
}

void EmptyPage::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), token::kWindow);
  painter.setRenderHint(QPainter::Antialiasing);
  draw_box(painter, card_->geometry(), token::kPanel, drop_ ? token::kAccent : token::kBorder, 8);
  if (!drop_) return;
  painter.setPen(QPen(token::kAccent, 2, Qt::DashLine));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(QRectF(card_->geometry()).adjusted(6, 6, -6, -6), 6, 6);
}

}  // namespace sweetspot::ui
