#include "ui/history/step_list.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTimer>
#include <cmath>

#include "ui/controls/hint.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kRowHeight = 26;
constexpr int kMarkWidth = 22;
constexpr int kAgesEveryMs = 15000;

class StepLook : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {120, kRowHeight}; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const bool present = index.data(StepModel::kPresentRole).toBool();
    const bool undone = index.data(StepModel::kUndoneRole).toBool();
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const QRect rect = option.rect;
    painter->fillRect(rect, present ? token::kHover : option.state.testFlag(QStyle::State_MouseOver) ? token::kRaised : token::kPanel);
    if (present) {
      const double ratio = painter->device()->devicePixelRatioF();
      painter->drawPixmap(rect.left() + 4, rect.top() + (rect.height() - 14) / 2,
                          icon_pixmap(Icon::arrow_right, 14, token::kAccent, ratio));
    }
    const QString age = index.data(StepModel::kTimeRole).toString();
    painter->setFont(text_font(Text::caption));
    painter->setPen(undone ? token::kDisabled : token::kSecondary);
    const QRect words = rect.adjusted(kMarkWidth, 0, -token::kSpace, 0);
    painter->drawText(words, Qt::AlignRight | Qt::AlignVCenter, age);
    const int taken = painter->fontMetrics().horizontalAdvance(age) + token::kSpace;
    QFont font = text_font(Text::small, present);
    font.setItalic(undone);
    painter->setFont(font);
    painter->setPen(undone ? token::kDisabled : token::kText);
    const QRect name = words.adjusted(0, 0, -taken, 0);
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, name.width()));
    if (focused) draw_focus(*painter, rect);
  }
};

}  // namespace

QString age_text(double seconds) {
  const auto whole = static_cast<qlonglong>(std::max(0.0, seconds));
  if (whole < 5) return "now";
  if (whole < 60) return QString("%1 s ago").arg(whole / 5 * 5);
  if (whole < 3600) return QString("%1 min ago").arg(whole / 60);
  return QString("%1 h ago").arg(whole / 3600);
}

StepModel::StepModel(Store& store, QObject* parent) : QAbstractListModel(parent), store_(store) { refresh(); }

int StepModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : rows_; }

QVariant StepModel::data(const QModelIndex& index, int role) const {
  const auto& steps = store_.studio().history().steps();
  if (!index.isValid() || index.row() >= static_cast<int>(steps.size())) return {};
  const History::Step& step = steps[static_cast<std::size_t>(index.row())];
  const bool present = index.row() == present_, undone = index.row() > present_;
  const double age = std::chrono::duration<double>(std::chrono::steady_clock::now() - step.at).count();
  switch (role) {
    case Qt::DisplayRole:
      return words(step.words());
    case Qt::ToolTipRole:
      return words(step.words());
    case Qt::AccessibleTextRole:
      return words(step.words()) + (present ? ", the present state" : undone ? ", undone" : "") + ", " + age_text(age);
    case kTimeRole:
      return age_text(age);
    case kUndoneRole:
      return undone;
    case kPresentRole:
      return present;
    default:
      return {};
  }
}

void StepModel::refresh() {
  const History& history = store_.studio().history();
  const int rows = static_cast<int>(history.steps().size());
  const QString last = words(history.steps().back().words());
  present_ = static_cast<int>(history.position());
  if (rows == rows_ + 1) {
    beginInsertRows({}, rows_, rows_);
    rows_ = rows;
    endInsertRows();
  } else if (rows != rows_) {
    beginResetModel();
    rows_ = rows;
    endResetModel();
  }
  last_ = last;
  refresh_ages();
}

void StepModel::refresh_ages() { emit dataChanged(index(0), index(rows_ - 1)); }

StepList::StepList(Store& store, QWidget* parent) : QListView(parent), store_(store), model_(new StepModel(store, this)) {
  setModel(model_);
  setItemDelegate(new StepLook(this));
  setUniformItemSizes(true);
  setMouseTracking(true);
  setFrameShape(QFrame::NoFrame);
  setEditTriggers(NoEditTriggers);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSelectionMode(SingleSelection);
  setAccessibleName("Undo history");
  QPalette colours = palette();
  colours.setColor(QPalette::Base, token::kPanel);
  setPalette(colours);
  set_hint(*this, "Click a step to go there; arrows and Enter do the same · Ctrl+Z goes back, Ctrl+Shift+Z forward");
  connect(this, &QListView::clicked, this, [this](const QModelIndex& index) { go_to(index.row()); });
  connect(&store, &Store::session_changed, this, [this] {
    if (isVisible()) refresh();
  });
  auto* timer = new QTimer(this);
  connect(timer, &QTimer::timeout, this, [this] {
    if (isVisible()) model_->refresh_ages();
  });
  timer->start(kAgesEveryMs);
}

void StepList::refresh() {
  model_->refresh();
  const QModelIndex present = model_->index(model_->present());
  if (currentIndex() != present) setCurrentIndex(present);
  scrollTo(present);
}

void StepList::showEvent(QShowEvent* event) {
  QListView::showEvent(event);
  refresh();
}

void StepList::go_to(int step) {
  const History& history = store_.studio().history();
  const int now = static_cast<int>(history.position());
  if (step == now || step < 0 || step >= static_cast<int>(history.steps().size())) return;
  store_.end_gesture();
  store_.attempt([&] { store_.studio().jump(static_cast<std::size_t>(step)); });
  store_.refresh();
  const int steps = std::abs(step - now);
  emit told(QString("%1 %2 %3").arg(step < now ? "Undone:" : "Redone:").arg(steps).arg(steps == 1 ? "step" : "steps"));
}

// Enter is a key of the window, too: here it goes to the step.
bool StepList::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Home || key == Qt::Key_End) {
      event->accept();
      return true;
    }
  }
  return QListView::event(event);
}

void StepList::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return go_to(currentIndex().row());
  QListView::keyPressEvent(event);
}

}  // namespace sweetspot::ui
