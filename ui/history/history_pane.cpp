#include "ui/history/history_pane.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/controls/hint.h"
#include "ui/history/compare_view.h"
#include "ui/history/step_list.h"
#include "ui/history/version_compare.h"
#include "ui/history/versions_view.h"
#include "ui/store/store.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

QWidget* part(const QString& title, QWidget* content) {
  auto* widget = new QWidget;
  auto* box = new QVBoxLayout(widget);
  box->setContentsMargins(0, token::kGap, 0, token::kGap);
  box->setSpacing(token::kGap);
  box->addWidget(make_label(title, Text::heading, token::kText));
  box->addWidget(content, 1);
  return widget;
}

}  // namespace

HistoryPane::HistoryPane(Store& store, Jobs& jobs, QWidget* parent)
    : QWidget(parent),
      store_(store),
      compare_(new VersionCompare(store, jobs, this)),
      versions_(new VersionsView(store)),
      compare_view_(new CompareView(store, *compare_)),
      steps_(new StepList(store)) {
  setFixedWidth(kHistoryWidth);
  set_ground(*this, token::kPanel);
  setAccessibleName("History and versions");
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(token::kSpaceWide, token::kSpace, token::kSpaceWide, token::kSpace);
  box->setSpacing(token::kGap);
  auto* top = new QHBoxLayout;
  top->addWidget(make_label("Versions", Text::heading, token::kText), 1);
  auto* close = new QToolButton;
  close->setIcon(icon(Icon::close, token::kSecondary));
  close->setAutoRaise(true);
  close->setFocusPolicy(Qt::TabFocus);
  close->setAccessibleName("Close history and versions");
  set_hint(*close, "Closes this pane · Ctrl+H");
  top->addWidget(close);
  box->addLayout(top);
  box->addWidget(versions_);
  auto* split = new QSplitter(Qt::Vertical);
  split->setChildrenCollapsible(false);
  split->addWidget(part("Compare", compare_view_));
  split->addWidget(part("Undo history", steps_));
  split->setStretchFactor(0, 1);
  split->setStretchFactor(1, 1);
  box->addWidget(split, 1);
  connect(close, &QToolButton::clicked, this, &HistoryPane::close_requested);
  connect(versions_, &VersionsView::told, this, &HistoryPane::told);
  connect(steps_, &StepList::told, this, &HistoryPane::told);
  connect(versions_, &VersionsView::compare_requested, compare_, &VersionCompare::choose);
}

}  // namespace sweetspot::ui
