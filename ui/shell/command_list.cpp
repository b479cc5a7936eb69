#include "ui/shell/command_list.h"

#include <QAbstractButton>
#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/shell/action_table.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kColumns = 3, kLeastOfAColumn = 12, kRowHeight = 20, kInset = 6;

struct GestureRow {
  const char* text;
  const char* gesture;
};
constexpr GestureRow kGestures[] = {
    {"Zoom", "Ctrl+wheel"},
    {"Scroll sideways", "Shift+wheel"},
    {"Track height", "Ctrl+Shift+wheel"},
    {"Ignore snap", "Alt while dragging"},
    {"Fine", "Shift or Ctrl while dragging"},
    {"Reset a control", "double-click, Ctrl+click, 0"},
    {"Type a value", "double-click the number, Enter"},
    {"Press what has the focus", "Enter"},
};

QString sought(const ActionSpec& spec) { return spec.section + " " + spec.text + " " + keys_text(spec); }

QWidget* gesture_row(const GestureRow& gesture) {
  auto* line = new QWidget;
  line->setFixedHeight(kRowHeight);
  auto* box = new QHBoxLayout(line);
  box->setContentsMargins(kInset, 0, kInset, 0);
  box->addWidget(make_label(gesture.text, Text::small, token::kText), 1);
  box->addWidget(make_readout(gesture.gesture, 11, token::kSecondary));
  return line;
}

}  // namespace

bool matches(const QString& text, const QString& typed) {
  const QStringList words = typed.split(' ', Qt::SkipEmptyParts);
  return std::ranges::all_of(words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

// One action: its name and its keys.
class CommandList::Row : public QAbstractButton {
 public:
  explicit Row(const ActionSpec& spec) : id(spec.id) {
    setText(spec.text);
    keys_ = keys_text(spec);
    setFixedHeight(kRowHeight);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_Hover);
    setEnabled(!spec.enabled || spec.enabled());
    setAccessibleName(keys_.isEmpty() ? spec.text : spec.text + ", " + keys_);
  }
  void set_chosen(bool chosen) {
    chosen_ = chosen;
    update();
  }
  const QString id;

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.fillRect(rect(), chosen_ ? token::kAccentFill : underMouse() ? token::kHover : token::kPanel);
    const QRect room = rect().adjusted(kInset, 0, -kInset, 0);
    painter.setPen(isEnabled() ? token::kText : token::kDisabled);
    painter.setFont(text_font(Text::small));
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.setFont(readout_font(11));
    painter.setPen(chosen_ ? token::kText : token::kSecondary);
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, keys_);
  }

 private:
  QString keys_;
  bool chosen_ = false;
};

CommandList::CommandList(const ActionTable& actions, QWidget* parent)
    : QDialog(parent), actions_(actions), search_(new QLineEdit), scroll_(new QScrollArea) {
  setWindowTitle("Commands and keys");
  set_ground(*this, token::kPanel);
  // As much of the list at once as the window leaves room for.
  constexpr int kWidth = 1080, kLow = 640, kHigh = 900, kAround = 100;
  resize(kWidth, parent ? std::clamp(parent->window()->height() - kAround, kLow, kHigh) : kLow);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(24, 20, 24, 20);
  outer->setSpacing(token::kSpaceWide);
  search_->setPlaceholderText("Find a command or a key");
  search_->setAccessibleName("Find a command or a key");
  search_->setClearButtonEnabled(true);
  search_->setTextMargins(kInset, 2, kInset, 2);
  search_->installEventFilter(this);
  outer->addWidget(search_);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setWidgetResizable(true);
  scroll_->setFocusPolicy(Qt::NoFocus);
  outer->addWidget(scroll_, 1);
  outer->addWidget(make_label("Type to find · arrows choose · Enter or a click runs it · Esc closes", Text::caption, token::kSecondary));
  connect(search_, &QLineEdit::textChanged, this, &CommandList::fill);
  fill();
  search_->setFocus();
}

void CommandList::fill() {
  const QString typed = search_->text();
  auto* page = new QWidget;
  set_ground(*page, token::kPanel);
  auto* columns = new QHBoxLayout(page);
  columns->setContentsMargins(0, 0, 0, 0);
  columns->setSpacing(32);
  std::vector<QVBoxLayout*> boxes;
  for (int i = 0; i < kColumns; ++i) {
    boxes.push_back(new QVBoxLayout);
    boxes.back()->setSpacing(0);
    columns->addLayout(boxes.back(), 1);
  }
  std::size_t column = 0;
  const auto& specs = actions_.specs();
  const auto found = std::ranges::count_if(specs, [&](const ActionSpec& spec) { return matches(sought(spec), typed); });
  const int most = std::max(kLeastOfAColumn, static_cast<int>(found) / kColumns);
  const auto heading = [&](const QString& text) {
    if (boxes[column]->count() > most && column + 1 < boxes.size()) ++column;
    if (boxes[column]->count() > 0) boxes[column]->addSpacing(token::kSpaceWide);
    QLabel* const label = make_label(text, Text::heading, token::kAccent);
    label->setContentsMargins(kInset, 0, 0, 4);
    boxes[column]->addWidget(label);
  };
  rows_.clear();
  QString section;
  for (const ActionSpec& spec : specs) {
    if (!matches(sought(spec), typed)) continue;
    if (spec.section != section) heading(section = spec.section);
    auto* row = new Row(spec);
    connect(row, &QAbstractButton::clicked, this, [this, id = spec.id] { run(id); });
    boxes[column]->addWidget(row);
    rows_.push_back(row);
  }
  bool headed = false;
  for (const GestureRow& gesture : kGestures) {
    if (!matches(QString("Mouse ") + gesture.text + " " + gesture.gesture, typed)) continue;
    if (!std::exchange(headed, true)) heading("Mouse");
    boxes[column]->addWidget(gesture_row(gesture));
  }
  if (rows_.empty() && !headed)
    boxes[0]->addWidget(make_label("Nothing is called that: try another word.", Text::small, token::kSecondary));
  for (QVBoxLayout* box : boxes) box->addStretch();
  scroll_->setWidget(page);
  // Nothing is chosen until something is typed, so that Enter in the full list runs nothing.
  choose(typed.isEmpty() ? -1 : 0);
}

void CommandList::choose(int index) {
  chosen_ = std::clamp(index, -1, static_cast<int>(rows_.size()) - 1);
  for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i]->set_chosen(static_cast<int>(i) == chosen_);
  if (chosen_ >= 0) scroll_->ensureWidgetVisible(rows_[static_cast<std::size_t>(chosen_)]);
}

std::vector<QString> CommandList::shown() const {
  std::vector<QString> ids;
  for (const Row* row : rows_) ids.push_back(row->id);
  return ids;
}

QString CommandList::chosen() const { return chosen_ < 0 ? QString() : rows_[static_cast<std::size_t>(chosen_)]->id; }

// Closed first, since what runs may open something of its own or end the program.
void CommandList::run(const QString& id) {
  QAction* const action = actions_.action(id);
  if (!action) return;
  close();
  QMetaObject::invokeMethod(action, &QAction::trigger, Qt::QueuedConnection);
}

bool CommandList::eventFilter(QObject* watched, QEvent* event) {
  if (watched == search_ && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
      choose(chosen_ + (key == Qt::Key_Down ? 1 : -1));
      return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
      if (!chosen().isEmpty()) run(chosen());
      return true;
    }
  }
  return QDialog::eventFilter(watched, event);
}

}  // namespace sweetspot::ui
