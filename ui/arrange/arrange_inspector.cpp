#include "ui/arrange/arrange_inspector.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <cmath>

#include "engine/session/region_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/strip_params.h"
#include "engine/session/track_edits.h"
#include "engine/studio/processors.h"
#include "ui/balance/balance_pane.h"
#include "ui/controls/hint.h"
#include "ui/controls/quiet_combo.h"
#include "ui/controls/value_box.h"
#include "ui/store/time_text.h"
#include "ui/store/track_look.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kFieldWidth = 140;
constexpr double kLongestSeconds = 24 * 3600.0;

ParamSpec time_spec(const char* key, const char* label) {
  ParamSpec spec{0, key, label, Unit::seconds, 0.0, kLongestSeconds, 0.0, Scale::linear};
  spec.shown_decimals = 3;
  return spec;
}

ParamSpec fade_spec(const char* key, const char* label) {
  ParamSpec spec{0, key, label, Unit::milliseconds, 0.0, 3600.0 * 1000.0, 0.0, Scale::linear};
  spec.shown_decimals = 0;
  return spec;
}

void show_as_time(ValueBox& box) {
  box.set_text_form([](double seconds) { return time_text(std::llround(seconds * 1000.0), 1000.0); }, seconds_from_text);
}

QIcon colour_icon(const QColor& colour) {
  QPixmap pixmap(12, 12);
  pixmap.fill(colour);
  return pixmap;
}

QLabel* field_label(const QString& text) { return make_label(text, Text::small, token::kSecondary); }

bool is_voice(Role role) { return role_info(role).group == RoleGroup::vocals || role_info(role).group == RoleGroup::backing; }

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
  clip_part_ = build_clip();
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

ValueBox* ArrangeInspector::number_row(QGridLayout& grid, const QString& label, ValueBox* box, const QString& hint) {
  const int row = grid.rowCount();
  grid.addWidget(field_label(label), row, 0);
  box->setFixedWidth(kFieldWidth);
  grid.addWidget(box, row, 1);
  set_hint(*box, hint + " · double-click or Enter types, drag up and down turns");
  connect(box, &ValueBox::gesture_ended, this, [this] { store_.end_gesture(); });
  connect(box, &ValueBox::refused, &store_, &Store::problem);
  return box;
}

QWidget* ArrangeInspector::build_clip() {
  auto* part = new QWidget;
  auto* box = new QVBoxLayout(part);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kSpaceWide);
  clip_title_ = make_label("", Text::heading, token::kText);
  box->addWidget(clip_title_);
  auto* grid = new QGridLayout;
  grid->setVerticalSpacing(token::kSpace);
  grid->setColumnStretch(0, 1);
  start_ = number_row(*grid, "Start", new ValueBox(time_spec("start", "Start"), "Clip start"), "Where the clip begins");
  length_ = number_row(*grid, "Length", new ValueBox(time_spec("length", "Length"), "Clip length"), "Moves the clip's end");
  gain_ = number_row(*grid, "Clip gain", new ValueBox(region_param("gain"), "Clip gain"), "Before the track's devices and fader");
  fade_in_ = number_row(*grid, "Fade in", new ValueBox(fade_spec("fade_in", "Fade in"), "Fade in"), "D fades in up to the playhead");
  fade_out_ = number_row(*grid, "Fade out", new ValueBox(fade_spec("fade_out", "Fade out"), "Fade out"), "G fades out from the playhead");
  show_as_time(*start_);
  show_as_time(*length_);
  box->addLayout(grid);
  auto* buttons = new QHBoxLayout;
  auto* split = new QPushButton("Split (S)");
  tune_ = new QPushButton("Tune this vocal");
  for (QPushButton* button : {split, tune_}) {
    button->setFocusPolicy(Qt::TabFocus);
    buttons->addWidget(button, 1);
  }
  set_hint(*split, "Cuts the chosen clips at the playhead · S");
  box->addLayout(buttons);

  connect(split, &QPushButton::clicked, this, &ArrangeInspector::split_requested);
  connect(tune_, &QPushButton::clicked, this, &ArrangeInspector::tune_requested);
  const auto frames = [this](double seconds) { return frames_from_seconds(seconds, store_.session().rate); };
  connect(start_, &ValueBox::value_changed, this, [=, this](double s) {
    edit_clip("Move clip", "start",
              [=](const SessionPtr& session, const Region& r) { return edit::move_region(session, r.id, frames(s)); });
  });
  connect(length_, &ValueBox::value_changed, this, [=, this](double s) {
    edit_clip("Trim clip", "end", [=](const SessionPtr& session, const Region& r) {
      return edit::trim_region_end(session, r.id, r.position + std::max<Frames>(1, frames(s)));
    });
  });
  connect(gain_, &ValueBox::value_changed, this, [this](double db) {
    edit_clip("Clip gain", "gain", [=](const SessionPtr& session, const Region& r) { return edit::set_region_gain(session, r.id, db); });
  });
  connect(fade_in_, &ValueBox::value_changed, this, [=, this](double ms) {
    edit_clip("Fade in", "fade_in", [=](const SessionPtr& session, const Region& r) {
      return edit::set_fade_in(session, r.id, {frames(ms / 1000.0), r.fade_in.shape});
    });
  });
  connect(fade_out_, &ValueBox::value_changed, this, [=, this](double ms) {
    edit_clip("Fade out", "fade_out", [=](const SessionPtr& session, const Region& r) {
      return edit::set_fade_out(session, r.id, {frames(ms / 1000.0), r.fade_out.shape});
    });
  });
  return part;
}

void ArrangeInspector::edit_clip(const QString& name, const char* key, const ClipEdit& edit) {
  const Region* region = clip();
  if (!region) return;
  const RegionId id = region->id;
  store_.edit(
      name,
      [&](const SessionPtr& session) {
        const Region* now = edit::find_region(*session, id);
        return now ? edit(session, *now) : session;
      },
      QString("clip/%1/%2").arg(id.value).arg(key));
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

const Region* ArrangeInspector::clip() const {
  const auto& chosen = store_.selected_regions();
  return chosen.size() == 1 ? edit::find_region(store_.session(), *chosen.begin()) : nullptr;
}

void ArrangeInspector::refresh() {
  const Track* track = find_track(store_.session(), store_.selected_strip());
  StripId owner;
  const auto& chosen = store_.selected_regions();
  const Region* region = chosen.size() == 1 ? edit::find_region(store_.session(), *chosen.begin(), &owner) : nullptr;
  clip_part_->setVisible(region);
  track_part_->setVisible(track);
  empty_->setVisible(!region && !track);
  if (chosen.size() > 1) {
    empty_->setText(QString("%1 clips chosen: drag one to move all, Del removes them, Ctrl+D repeats them.").arg(chosen.size()));
    empty_->setVisible(true);
  } else {
    empty_->setText("Choose a clip or a track to see its numbers here.");
  }
  if (region) refresh_clip(*region, *find_track(store_.session(), owner));
  if (track) refresh_track(*track);
}

void ArrangeInspector::refresh_clip(const Region& region, const Track& track) {
  const double rate = store_.session().rate;
  const auto at = static_cast<int>(std::ranges::find(track.regions, region.id, &Region::id) - track.regions.begin());
  const QString name = words(region.name.empty() ? track.strip.name : region.name);
  clip_title_->setText("Clip · " + name +
                       (track.regions.size() > 1 ? QString(" (%1 of %2)").arg(at + 1).arg(track.regions.size()) : QString()));
  start_->set_value(seconds_from_frames(region.position, rate));
  length_->set_value(seconds_from_frames(region.length, rate));
  gain_->set_value(region.gain_db);
  fade_in_->set_value(seconds_from_frames(region.fade_in.length, rate) * 1000.0);
  fade_out_->set_value(seconds_from_frames(region.fade_out.length, rate) * 1000.0);
  tune_->setVisible(is_voice(track.role));
}

void ArrangeInspector::refresh_track(const Track& track) {
  track_title_->setText("Track · " + words(track.strip.name));
  role_->setCurrentIndex(role_->findData(static_cast<int>(track.role)));
  const int colour = colour_->findData(words(track.strip.colour).toUpper());
  colour_->setCurrentIndex(track.strip.colour.empty() ? 0 : colour);
  fill_outputs(track);
  QStringList devices;
  for (const auto& device : track.strip.devices) {
    const ProcessorType* type = find_processor(device->type);
    devices << words(type ? type->label : device->type) + (device->bypassed ? " (off)" : "");
  }
  chain_->setText(devices.isEmpty() ? "empty" : devices.join(" · "));
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
