#include "ui/history/versions_view.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/core/error.h"
#include "engine/session/describe.h"
#include "engine/session/version_edits.h"
#include "engine/studio/processors.h"
#include "ui/controls/hint.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kRowHeight = 40;
constexpr int kShownRows = 4;
constexpr int kNoteRole = Qt::UserRole;
constexpr int kWhenRole = Qt::UserRole + 1;
constexpr int kPresentRole = Qt::UserRole + 2;

class VersionLook : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {120, kRowHeight}; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const QRect rect = option.rect.adjusted(0, 1, 0, -1);
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    draw_box(*painter, rect,
             chosen                                           ? token::kHover
             : option.state.testFlag(QStyle::State_MouseOver) ? token::kRaised
                                                              : token::kPanel,
             Qt::transparent);
    const double ratio = painter->device()->devicePixelRatioF();
    if (index.data(kPresentRole).toBool())
      painter->drawPixmap(rect.left() + 4, rect.top() + 4, icon_pixmap(Icon::check, 14, token::kOk, ratio));
    const QRect words = rect.adjusted(22, 1, -token::kSpace, -2);
    const QRect upper(words.left(), words.top(), words.width(), words.height() / 2);
    const QRect lower(words.left(), upper.bottom() + 1, words.width(), words.height() / 2);
    painter->setFont(text_font(Text::caption));
    painter->setPen(token::kSecondary);
    const QString when = index.data(kWhenRole).toString();
    painter->drawText(upper, Qt::AlignRight | Qt::AlignVCenter, when);
    const int taken = painter->fontMetrics().horizontalAdvance(when) + token::kSpace;
    const QString note = index.data(kNoteRole).toString();
    painter->drawText(lower, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(note.isEmpty() ? QString("No note") : note, Qt::ElideRight, lower.width()));
    painter->setFont(text_font(Text::small, true));
    painter->setPen(token::kText);
    const QRect name = upper.adjusted(0, 0, -taken, 0);
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, name.width()));
    if (option.state.testFlag(QStyle::State_HasFocus)) draw_focus(*painter, rect);
  }
};

// "today 14:03", otherwise the day.
QString when_text(const std::string& created) {
  const QDateTime at = QDateTime::fromString(words(created), Qt::ISODate).toLocalTime();
  if (!at.isValid()) return {};
  const QLocale locale;
  return at.date() == QDate::currentDate() ? "today " + at.toString("HH:mm") : locale.toString(at.date(), QLocale::ShortFormat);
}

QPushButton* small_button(const QString& text, const QString& hint) {
  auto* button = new QPushButton(text);
  button->setFocusPolicy(Qt::TabFocus);
  button->setFixedHeight(token::kControlHeight);
  set_hint(*button, hint);
  return button;
}

}  // namespace

VersionsView::VersionsView(Store& store, QWidget* parent)
    : QWidget(parent),
      store_(store),
      list_(new QListWidget),
      save_(small_button("Save version…", "Keeps the mix as it is under a name · Ctrl+Shift+V")),
      switch_(small_button("Switch to",
                           "Makes the chosen version the present mix, while it plays on · Enter or double-click · Ctrl+Z goes back")),
      more_(small_button("More", "Compare, rename, change the note, replace, remove · right-click a version")),
      form_(new QWidget),
      name_(new QLineEdit),
      note_(new QLineEdit) {
  build();
  connect(save_, &QPushButton::clicked, this, &VersionsView::start_saving);
  connect(switch_, &QPushButton::clicked, this, [this] { switch_to(selected()); });
  connect(more_, &QPushButton::clicked, this, [this] { show_menu(more_->mapToGlobal(QPoint(0, more_->height()))); });
  connect(list_, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) { switch_to(item->text()); });
  connect(list_, &QListWidget::currentRowChanged, this, &VersionsView::show_buttons);
  connect(list_, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
    if (list_->itemAt(at)) show_menu(list_->viewport()->mapToGlobal(at));
  });
  connect(&store, &Store::session_changed, this, [this] {
    if (isVisible()) refresh();
  });
  refresh();
}

void VersionsView::build() {
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kGap);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setItemDelegate(new VersionLook(list_));
  list_->setUniformItemSizes(true);
  list_->setMouseTracking(true);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setAccessibleName("Versions");
  QPalette colours = list_->palette();
  colours.setColor(QPalette::Base, token::kPanel);
  list_->setPalette(colours);
  list_->installEventFilter(this);
  set_hint(*list_, "Double-click or Enter switches to a version · F2 renames · Del removes · right-click for more");
  box->addWidget(list_);

  auto* form = new QVBoxLayout(form_);
  form->setContentsMargins(0, 0, 0, 0);
  form->setSpacing(token::kGap);
  for (QLineEdit* field : {name_, note_}) {
    field->setMinimumHeight(28);
    field->installEventFilter(this);
    form->addWidget(field);
  }
  name_->setPlaceholderText("Name: Vocal up");
  name_->setAccessibleName("Name of the version");
  note_->setPlaceholderText("Note: what is different");
  note_->setAccessibleName("Note of the version");
  set_hint(*name_, "Enter saves, Esc gives up");
  set_hint(*note_, "Enter saves, Esc gives up");
  auto* answers = new QHBoxLayout;
  auto* keep = small_button("Save", "Keeps it · Enter");
  auto* leave = small_button("Cancel", "Gives up · Esc");
  set_look(*keep, ButtonLook::primary);
  answers->addWidget(keep, 1);
  answers->addWidget(leave, 1);
  form->addLayout(answers);
  connect(keep, &QPushButton::clicked, this, &VersionsView::commit_fields);
  connect(leave, &QPushButton::clicked, this, &VersionsView::stop_saving);
  form_->hide();
  box->addWidget(form_);

  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(token::kGap);
  buttons->addWidget(save_, 3);
  buttons->addWidget(switch_, 2);
  buttons->addWidget(more_, 1);
  box->addLayout(buttons);
}

QString VersionsView::present() const {
  for (const Version& version : store_.session().versions)
    if (describe_difference(*version.session, store_.session(), processor_catalog()).empty()) return words(version.name);
  return {};
}

void VersionsView::refresh() {
  const auto& versions = store_.session().versions;
  const QString chosen = selected(), now = present();
  while (list_->count() > static_cast<int>(versions.size())) delete list_->takeItem(list_->count() - 1);
  while (list_->count() < static_cast<int>(versions.size())) list_->addItem(QString());
  for (int i = 0; i < list_->count(); ++i) {
    const Version& version = versions[static_cast<std::size_t>(i)];
    QListWidgetItem& item = *list_->item(i);
    const QString name = words(version.name), note = words(version.note);
    item.setText(name);
    item.setData(kNoteRole, note);
    item.setData(kWhenRole, when_text(version.created));
    item.setData(kPresentRole, name == now);
    item.setData(Qt::AccessibleTextRole, name + (name == now ? ", the present mix" : "") + (note.isEmpty() ? "" : ", " + note));
    item.setToolTip(note.isEmpty() ? name : name + "\n" + note);
    if (name == chosen) list_->setCurrentRow(i);
  }
  list_->setVisible(!versions.empty());
  list_->setFixedHeight(std::clamp(static_cast<int>(versions.size()), 1, kShownRows) * kRowHeight + 2);
  show_buttons();
}

void VersionsView::show_buttons() {
  const bool some = !selected().isEmpty();
  switch_->setEnabled(some);
  more_->setEnabled(some);
}

QString VersionsView::selected() const { return list_->currentItem() ? list_->currentItem()->text() : QString(); }

// "Mix v1", "Mix v2", ...: the first that is free.
QString VersionsView::proposed_name() const {
  for (int number = 1;; ++number) {
    const QString name = QString("Mix v%1").arg(number);
    if (std::ranges::find(store_.session().versions, name.toStdString(), &Version::name) == store_.session().versions.end()) return name;
  }
}

// --- Edits --------------------------------------------------------------------------------------------------------------

void VersionsView::save(const QString& name, const QString& note) {
  store_.edit("Save version " + name, [&](const SessionPtr& s) {
    const auto taken = std::ranges::find(s->versions, name.trimmed().toStdString(), &Version::name) != s->versions.end();
    if (taken)
      throw Error(name.trimmed().toStdString(), "there is a version of that name already",
                  "choose another name, or replace it by its menu");
    return edit::save_version(s, name.toStdString(), note.toStdString(), edit::time_stamp_now());
  });
}

void VersionsView::switch_to(const QString& name) {
  if (name.isEmpty()) return;
  store_.edit("Switch to " + name, [&](const SessionPtr& s) { return edit::restore_version(s, name.toStdString()); });
  emit told("The mix is now " + name + " · Ctrl+Z goes back");
}

void VersionsView::replace(const QString& name) {
  store_.edit("Replace version " + name, [&](const SessionPtr& s) {
    const std::string note = edit::version_of(*s, name.toStdString()).note;
    return edit::save_version(s, name.toStdString(), note, edit::time_stamp_now());
  });
}

void VersionsView::rename(const QString& name, const QString& new_name) {
  store_.edit("Rename version", [&](const SessionPtr& s) { return edit::rename_version(s, name.toStdString(), new_name.toStdString()); });
}

void VersionsView::set_note(const QString& name, const QString& note) {
  store_.edit("Note of " + name, [&](const SessionPtr& s) { return edit::set_version_note(s, name.toStdString(), note.toStdString()); });
}

void VersionsView::remove(const QString& name) {
  store_.edit("Remove version " + name, [&](const SessionPtr& s) { return edit::remove_version(s, name.toStdString()); });
  emit told("Removed " + name + " · Ctrl+Z brings it back");
}

// --- The fields ---------------------------------------------------------------------------------------------------------

bool VersionsView::saving() const { return !form_->isHidden(); }

void VersionsView::start_saving() {
  renaming_.clear();
  name_->setText(proposed_name());
  note_->clear();
  form_->show();
  name_->setFocus();
  name_->selectAll();
}

void VersionsView::edit_selected(bool note) {
  const QString name = selected();
  if (name.isEmpty()) return;
  renaming_ = name;
  name_->setText(name);
  note_->setText(list_->currentItem()->data(kNoteRole).toString());
  form_->show();
  QLineEdit* first = note ? note_ : name_;
  first->setFocus();
  first->selectAll();
}

void VersionsView::commit_fields() {
  if (name_->text().trimmed().isEmpty()) return name_->setFocus();
  const SessionPtr before = store_.session_ptr();
  if (renaming_.isEmpty()) {
    save(name_->text(), note_->text());
    if (store_.session_ptr() == before) return;  // refused, and said why
  } else {
    const QString old = renaming_, name = name_->text().trimmed(), note = note_->text();
    store_.edit("Change version " + name, [&](const SessionPtr& s) {
      const SessionPtr renamed = edit::rename_version(s, old.toStdString(), name.toStdString());
      return edit::set_version_note(renamed, name.toStdString(), note.toStdString());
    });
    if (store_.session_ptr() == before) return;
  }
  stop_saving();
}

void VersionsView::stop_saving() {
  form_->hide();
  save_->setFocus(Qt::OtherFocusReason);
}

void VersionsView::show_menu(const QPoint& screen) {
  const QString name = selected();
  if (name.isEmpty()) return;
  QMenu menu;
  menu.addAction("Switch to it\tEnter", this, [this, name] { switch_to(name); });
  menu.addAction("Compare as A", this, [this, name] { emit compare_requested(0, name); });
  menu.addAction("Compare as B", this, [this, name] { emit compare_requested(1, name); });
  menu.addSeparator();
  menu.addAction("Rename\tF2", this, [this] { edit_selected(false); });
  menu.addAction("Change the note", this, [this] { edit_selected(true); });
  menu.addAction("Replace with the mix as it is", this, [this, name] { replace(name); });
  menu.addAction(icon(Icon::trash), "Remove\tDel", this, [this, name] { remove(name); });
  menu.exec(screen);
}

// Letters typed into the fields are no shortcuts; Enter and Esc answer them.
bool VersionsView::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride) return QWidget::eventFilter(watched, event);
  auto* key = static_cast<QKeyEvent*>(event);
  const bool press = event->type() == QEvent::KeyPress;
  const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
  if (watched == list_) {
    const bool ours = key->key() == Qt::Key_F2 || key->key() == Qt::Key_Delete || enter;
    if (!ours || key->modifiers()) return QWidget::eventFilter(watched, event);
    if (!press) {
      event->accept();
    } else if (enter) {
      switch_to(selected());
    } else if (key->key() == Qt::Key_F2) {
      edit_selected(false);
    } else if (!selected().isEmpty()) {
      remove(selected());
    }
    return true;
  }
  if (!enter && key->key() != Qt::Key_Escape) return QWidget::eventFilter(watched, event);
  if (press)
    enter ? commit_fields() : stop_saving();
  else
    event->accept();
  return true;
}

}  // namespace sweetspot::ui
