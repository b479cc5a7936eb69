#include "ui/shell/shortcuts_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/shell/action_table.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kColumns = 3;
constexpr int kRowsBeforeBreak = 24;

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

QWidget* row(const QString& text, const QString& keys) {
  auto* line = new QWidget;
  auto* box = new QHBoxLayout(line);
  box->setContentsMargins(0, 0, 0, 0);
  box->addWidget(make_label(text, Text::small, token::kText), 1);
  box->addWidget(make_readout(keys, 11, token::kSecondary));
  return line;
}

}  // namespace

ShortcutsDialog::ShortcutsDialog(const ActionTable& actions, QWidget* parent) : QDialog(parent) {
  setWindowTitle("Keys");
  resize(1080, 640);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  auto* page = new QWidget;
  set_ground(*page, token::kPanel);
  auto* columns = new QHBoxLayout(page);
  columns->setContentsMargins(24, 20, 24, 20);
  columns->setSpacing(40);
  std::vector<QVBoxLayout*> boxes;
  for (int i = 0; i < kColumns; ++i) {
    boxes.push_back(new QVBoxLayout);
    boxes.back()->setSpacing(5);
    columns->addLayout(boxes.back(), 1);
  }
  std::size_t column = 0;
  const auto heading = [&](const QString& text) {
    if (boxes[column]->count() > kRowsBeforeBreak && column + 1 < boxes.size()) ++column;
    if (boxes[column]->count() > 0) boxes[column]->addSpacing(token::kSpaceWide);
    boxes[column]->addWidget(make_label(text, Text::heading, token::kAccent));
  };
  QString section;
  for (const ActionSpec& spec : actions.specs()) {
    if (spec.keys.isEmpty()) continue;
    if (spec.section != section) heading(section = spec.section);
    boxes[column]->addWidget(row(spec.text, keys_text(spec)));
  }
  heading("Mouse");
  for (const GestureRow& gesture : kGestures) boxes[column]->addWidget(row(gesture.text, gesture.gesture));
  for (QVBoxLayout* box : boxes) box->addStretch();
  scroll->setWidget(page);
  outer->addWidget(scroll);
}

}  // namespace sweetspot::ui
