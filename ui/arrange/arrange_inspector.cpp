#include "ui/arrange/arrange_inspector.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "engine/session/routing_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/studio/processors.h"
#include "ui/arrange/clip_section.h"
#include "ui/balance/balance_pane.h"
#include "ui/controls/hint.h"
#include "ui/controls/quiet_combo.h"
#include "ui/store/track_look.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kFieldWidth = 140;

QIcon colour_icon(const QColor& colour) {
  QPixmap pixmap(12, 12);
  pixmap.fill(colour);
  return pixmap;
}

QLabel* field_label(const QString& text) { return make_label(text, Text::small, token::kSecondary); }

}  // namespace

ArrangeInspector::ArrangeInspector(Store& store, QWidget* parent) : QScrollArea(parent), store_(store) {
  setFixedWidth(token::kInspectorWidth);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::NoFocus);
  set_ground(*this, token::kPanel);
  auto* page = new QWidget;
  set_ground(*page, token::kPanel);
  auto* box = new QVBoxLayout(page);
  box->setContentsMargins(token::kMargin, token::kMargin, token::kMargin, token::kMargin);
  box->setSpacing(token::kMargin);
  clip_part_ = new ClipSection(store);
  connect(clip_part_, &ClipSection::split_requested, this, &ArrangeInspector::split_requested);
  connect(clip_part_, &ClipSection::tune_requested, this, &ArrangeInspector::tune_requested);
  track_part_ = build_track();
  empty_ = make_label("Choose a clip or a track to see its numbers here.", Text::small, token::kSecondary);
  empty_->setWordWrap(true);
  box->addWidget(empty_);
  box->addWidget(clip_part_);
  box->addWidget(track_part_);
  box->addStretch();
  setWidget(page);
  connect(&store, &Store::session_changed, this, &ArrangeInspector::refresh);
  connect(&store, &Store::selection_changed, this, &ArrangeInspector::refresh);
  refresh();
}

QWidget* ArrangeInspector::build_track() {
  auto* part = new QWidget;
  auto* box = new QVBoxLayout(part);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kSpaceWide);
  auto* rule = new QWidget;
  rule->setFixedHeight(1);
  set_ground(*rule, token::kHairline);
  box->addWidget(rule);
  track_title_ = make_label("", Text::heading, token::kText);
  box->addWidget(track_title_);
  auto* grid = new QGridLayout;
  grid->setVerticalSpacing(token::kSpace);
  grid->setColumnStretch(0, 1);
  const auto combo = [&](const QString& label, const QString& hint) {
    auto* list = new QuietCombo;
    list->setFixedWidth(kFieldWidth);
    list->setAccessibleName("Track " + label.toLower());
    set_hint(*list, hint);
    grid->addWidget(field_label(label), grid->rowCount(), 0);
    grid->addWidget(list, grid->rowCount() - 1, 1);
    return list;
  };
  role_ = combo("Role", "What the track is in the song: sets its colour");
  for (const RoleInfo& info : all_roles())
    role_->addItem(QString::fromUtf8(info.label.data(), static_cast<int>(info.label.size())), static_cast<int>(info.role));
  colour_ = combo("Colour", "Of the track everywhere");
  colour_->addItem("By role", QString());
  for (const auto& named : token::kTrackColours)
    colour_->addItem(colour_icon(named.colour), QString::fromUtf8(named.name.data(), static_cast<int>(named.name.size())),
                     named.colour.name().toUpper());
  output_ = combo("Output", "Where the track's sound goes: a bus, or the mix");
  grid->addWidget(field_label("Chain"), grid->rowCount(), 0, Qt::AlignTop);
  chain_ = make_label("", Text::small, token::kText);
  chain_->setWordWrap(true);
  chain_->setAlignment(Qt::AlignRight);
  grid->addWidget(chain_, grid->rowCount() - 1, 1);
  box->addLayout(grid);
  auto* open = new QPushButton("Open in Mix (2)");
  open->setFocusPolicy(Qt::TabFocus);
  connect(open, &QPushButton::clicked, this, &ArrangeInspector::mix_requested);
  box->addWidget(open);
  box->addWidget(new BalancePane(store_));

  connect(role_, &QComboBox::activated, this, [this](int index) {
    const auto role = static_cast<Role>(role_->itemData(index).toInt());
    store_.edit("Set role", [=, id = store_.selected_strip()](const SessionPtr& s) { return edit::set_role(s, id, role); });
  });
  connect(colour_, &QComboBox::activated, this, [this](int index) {
    const std::string colour = colour_->itemData(index).toString().toStdString();
    store_.edit("Set colour", [=, id = store_.selected_strip()](const SessionPtr& s) { return edit::set_colour(s, id, colour); });
  });
  connect(output_, &QComboBox::activated, this, [this](int index) {
    const StripId to{output_->itemData(index).toULongLong()};
    store_.edit("Set output", [=, id = store_.selected_strip()](const SessionPtr& s) { return edit::set_output(s, id, to); });
  });
  return part;
}

void ArrangeInspector::refresh() {
  const Track* track = find_track(store_.session(), store_.selected_strip());
  const bool clips = clip_part_->refresh();
  clip_part_->setVisible(clips);
  track_part_->setVisible(track);
  empty_->setVisible(!clips && !track);
  const Strip* strip = find_strip(store_.session(), store_.selected_strip());
  empty_->setText(strip ? words(strip->name) + " has no clips: its lanes are here, its devices and numbers in Mix (2)."
                        : QString("Choose a clip or a track to see its numbers here."));
  if (track) refresh_track(*track);
}

void ArrangeInspector::refresh_track(const Track& track) {
  track_title_->setText("Track · " + words(track.strip.name));
  role_->setCurrentIndex(role_->findData(static_cast<int>(track.role)));
  show_colour(track);
  fill_outputs(track);
  QStringList devices;
  for (const auto& device : track.strip.devices) {
    const ProcessorType* type = find_processor(device->type);
    devices << words(type ? type->label : device->type) + (device->bypassed ? " (off)" : "");
  }
  chain_->setText(devices.isEmpty() ? "empty" : devices.join(" · "));
}

// A colour that none of the list is (the role's own, or one from elsewhere) has a name, too.
void ArrangeInspector::show_colour(const Track& track) {
  const int named = static_cast<int>(token::kTrackColours.size()) + 1;
  const QString hex = words(track.strip.colour).toUpper();
  const std::string_view role = role_info(track.role).colour;
  const bool by_role = hex.isEmpty() || hex == QString::fromUtf8(role.data(), static_cast<qsizetype>(role.size())).toUpper();
  while (colour_->count() > named) colour_->removeItem(named);
  int at = by_role ? 0 : colour_->findData(hex);
  if (at < 0) {
    at = named;
    colour_->addItem(colour_icon(QColor(hex)), "Own (" + hex + ")", hex);
  }
  colour_->setCurrentIndex(at);
}

void ArrangeInspector::fill_outputs(const Track& track) {
  const QSignalBlocker quiet(output_);
  output_->clear();
  for (const auto& bus : store_.session().buses)
    output_->addItem(words(bus->strip.name) + " bus", QVariant::fromValue<qulonglong>(bus->strip.id.value));
  output_->addItem("Mix", QVariant::fromValue<qulonglong>(kMixStrip.value));
  output_->setCurrentIndex(output_->findData(QVariant::fromValue<qulonglong>(track.strip.output.value)));
}

}  // namespace sweetspot::ui
