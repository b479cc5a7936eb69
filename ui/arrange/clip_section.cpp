#include "ui/arrange/clip_section.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <algorithm>
#include <optional>

#include "engine/session/region_batch.h"
#include "engine/session/region_edits.h"
#include "engine/session/strip_params.h"
#include "ui/arrange/gain_points_section.h"
#include "ui/controls/hint.h"
#include "ui/controls/quiet_combo.h"
#include "ui/controls/toggle_button.h"
#include "ui/controls/value_box.h"
#include "ui/store/store.h"
#include "ui/store/time_text.h"
#include "ui/store/track_look.h"
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

ValueBox* time_box(const char* key, const char* label, const QString& name) {
  auto* box = new ValueBox(time_spec(key, label), name);
  box->set_steps(0.01, 0.001);
  box->set_text_form([](double seconds) { return time_text(std::llround(seconds * 1000.0), 1000.0); }, seconds_from_text);
  return box;
}

ValueBox* fade_box(const char* key, const char* label) {
  auto* box = new ValueBox(fade_spec(key, label), label);
  box->set_steps(10.0, 1.0);
  return box;
}

bool is_voice(Role role) { return role_info(role).group == RoleGroup::vocals || role_info(role).group == RoleGroup::backing; }

// What all of them share, or nothing.
template <class Get>
auto shared(const std::vector<const Region*>& clips, const Get& get) {
  using Value = std::decay_t<decltype(get(*clips.front()))>;
  const Value first = get(*clips.front());
  const bool same = std::ranges::all_of(clips, [&](const Region* clip) { return get(*clip) == first; });
  return same ? std::optional<Value>(first) : std::nullopt;
}

}  // namespace

ClipSection::ClipSection(Store& store, QWidget* parent) : QWidget(parent), store_(store) {
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kSpaceWide);
  title_ = make_label("", Text::heading, token::kText);
  title_->setWordWrap(true);
  box->addWidget(title_);
  auto* grid = new QGridLayout;
  grid->setVerticalSpacing(token::kSpace);
  grid->setColumnStretch(0, 1);
  name_ = new QLineEdit;
  name_->setFixedWidth(kFieldWidth);
  name_->setFixedHeight(token::kControlHeight);
  name_->setAccessibleName("Clip name");
  set_hint(*name_, "The clip's name · Enter sets it");
  grid->addWidget(make_label("Name", Text::small, token::kSecondary), 0, 0);
  grid->addWidget(name_, 0, 1);
  start_ = number_row(*grid, "Start", time_box("start", "Start", "Clip start"),
                      "Where the clip begins; of several the earliest, and all move along");
  length_ = number_row(*grid, "Length", time_box("length", "Length", "Clip length"), "Moves the clip's end");
  offset_ =
      number_row(*grid, "From", time_box("offset", "From", "Place in the recording"), "Where in the recording the clip begins: slips it");
  gain_ = number_row(*grid, "Clip gain", new ValueBox(region_param("gain"), "Clip gain"), "Before the track's devices and fader");
  fade_in_ = number_row(*grid, "Fade in", fade_box("fade_in", "Fade in"), "D fades in up to the playhead");
  shape_in_ = shape_row(*grid, "Shape of the fade in", true);
  fade_out_ = number_row(*grid, "Fade out", fade_box("fade_out", "Fade out"), "G fades out from the playhead");
  shape_out_ = shape_row(*grid, "Shape of the fade out", false);
  box->addLayout(grid);
  box->addWidget(build_switches());
  points_ = new GainPointsSection(store);
  box->addWidget(points_);
  auto* buttons = new QHBoxLayout;
  auto* split = new QPushButton("Split (S)");
  tune_ = new QPushButton("Tune this vocal");
  for (QPushButton* button : {split, tune_}) {
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    buttons->addWidget(button, 1);
  }
  set_hint(*split, "Cuts the chosen clips at the playhead · S");
  box->addLayout(buttons);
  connect(split, &QPushButton::clicked, this, &ClipSection::split_requested);
  connect(tune_, &QPushButton::clicked, this, &ClipSection::tune_requested);
  connect_numbers();
}

ValueBox* ClipSection::number_row(QGridLayout& grid, const QString& label, ValueBox* box, const QString& hint) {
  const int row = grid.rowCount();
  grid.addWidget(make_label(label, Text::small, token::kSecondary), row, 0);
  box->setFixedWidth(kFieldWidth);
  grid.addWidget(box, row, 1);
  set_hint(*box, hint + " · double-click or Enter types, drag up and down turns");
  connect(box, &ValueBox::gesture_cancelled, this, [this] { store_.cancel_gesture(); });
  connect(box, &ValueBox::gesture_ended, this, [this] { store_.end_gesture(); });
  return box;
}

QComboBox* ClipSection::shape_row(QGridLayout& grid, const QString& label, bool fade_in) {
  auto* list = new QuietCombo;
  list->setFixedWidth(kFieldWidth);
  list->setAccessibleName(label);
  for (const auto& [shape, name] : {std::pair{FadeShape::linear, "Linear"}, std::pair{FadeShape::equal_power, "Equal power"},
                                    std::pair{FadeShape::s_curve, "S curve"}, std::pair{FadeShape::exponential, "Exponential"}})
    list->addItem(name, static_cast<int>(shape));
  list->setPlaceholderText("mixed");
  set_hint(*list, label + (fade_in ? " · Alt+D steps through them" : " · Alt+G steps through them"));
  const int row = grid.rowCount();
  grid.addWidget(list, row, 1);
  connect(list, &QComboBox::activated, this, [this, list, fade_in, label](int index) {
    const auto shape = static_cast<FadeShape>(list->itemData(index).toInt());
    change(label, "", [=](Region& r) { (fade_in ? r.fade_in : r.fade_out).shape = shape; });
  });
  return list;
}

ToggleButton* ClipSection::switch_of(ToggleButton* button, const QString& name, const QString& hint, bool Region::*field) {
  set_hint(*button, hint);
  button->setCheckable(true);
  // A click on what is mixed sets it on all.
  connect(button, &ToggleButton::clicked, this, [this, name, field](bool on) { change(name, "", [=](Region& r) { r.*field = on; }); });
  return button;
}

QWidget* ClipSection::build_switches() {
  auto* row = new QWidget;
  auto* box = new QHBoxLayout(row);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kSpace);
  inverted_ = switch_of(new ToggleButton(Icon::phase, token::kAccent, "Invert polarity of the clip"), "Invert polarity",
                        "Turns the clip's polarity over · Ctrl+Shift+P", &Region::inverted);
  reversed_ = switch_of(new ToggleButton("R", token::kAccent, "Reverse the clip"), "Reverse", "Plays the clip backwards · Ctrl+R",
                        &Region::reversed);
  locked_ = switch_of(new ToggleButton("L", token::kWarn, "Lock the clip"), "Lock clips", "Keeps the clip's place and edges · Ctrl+L",
                      &Region::locked);
  muted_ = switch_of(new ToggleButton("M", token::kMute, "Mute the clip"), "Mute clips", "The clip is not heard", &Region::muted);
  group_ = new QPushButton("Group");
  group_->setFocusPolicy(Qt::TabFocus);
  for (QWidget* one :
       {static_cast<QWidget*>(inverted_), static_cast<QWidget*>(reversed_), static_cast<QWidget*>(locked_), static_cast<QWidget*>(muted_)})
    box->addWidget(one);
  box->addStretch();
  box->addWidget(group_);
  connect(group_, &QPushButton::clicked, this, [this] {
    const auto chosen = store_.selected_regions();
    const bool apart = group_->text() == "Ungroup";
    store_.edit(apart ? "Ungroup clips" : "Group clips",
                [&](const SessionPtr& s) { return apart ? edit::ungroup_regions(s, chosen) : edit::group_regions(s, chosen); });
  });
  return row;
}

QString ClipSection::target(const char* key) const {
  if (!*key || store_.selected_regions().empty()) return {};
  return QString("clip/%1/%2").arg(store_.selected_regions().begin()->value).arg(key);
}

void ClipSection::change(const QString& name, const char* key, const Change& change) {
  const std::set<RegionId> chosen = store_.selected_regions();
  store_.edit(
      name, [&](const SessionPtr& s) { return edit::change_regions(s, chosen, change); }, target(key));
  refresh();
}

void ClipSection::each(const QString& name, const char* key, const std::function<SessionPtr(const SessionPtr&, const Region&)>& edit) {
  const std::set<RegionId> chosen = store_.selected_regions();
  store_.edit(
      name,
      [&](const SessionPtr& s) {
        SessionPtr next = s;
        edit::for_regions(*s, chosen, [&](const Region& region, const Track&) { next = edit(next, region); });
        return next;
      },
      target(key));
  refresh();
}

void ClipSection::connect_numbers() {
  const auto frames = [this](double seconds) { return frames_from_seconds(seconds, store_.session().rate); };
  connect(name_, &QLineEdit::editingFinished, this, [this] {
    const std::string name = name_->text().toStdString();
    if (!name_->isModified() || name.empty()) return void(refresh());
    name_->setModified(false);
    each("Rename clips", "", [&](const SessionPtr& s, const Region& r) { return edit::set_region_name(s, r.id, name); });
  });
  connect(start_, &ValueBox::value_changed, this, [=, this](double s) {
    const std::set<RegionId> chosen = store_.selected_regions();
    store_.edit(
        "Move clip",
        [&](const SessionPtr& session) {
          Frames first = -1;
          edit::for_regions(*session, chosen,
                            [&](const Region& r, const Track&) { first = first < 0 ? r.position : std::min(first, r.position); });
          return edit::nudge_regions(session, chosen, frames(s) - first);
        },
        target("start"));
    refresh();
  });
  connect(length_, &ValueBox::value_changed, this, [=, this](double s) {
    each("Trim clip", "end", [=](const SessionPtr& session, const Region& r) {
      return edit::trim_region_end(session, r.id, r.position + std::max<Frames>(1, frames(s)));
    });
  });
  connect(offset_, &ValueBox::value_changed, this, [=, this](double s) {
    each("Slip clip", "offset", [=](const SessionPtr& session, const Region& r) { return edit::slip_region(session, r.id, frames(s)); });
  });
  connect(gain_, &ValueBox::value_changed, this, [this](double db) { change("Clip gain", "gain", [=](Region& r) { r.gain_db = db; }); });
  connect(fade_in_, &ValueBox::value_changed, this,
          [=, this](double ms) { change("Fade in", "fade_in", [=](Region& r) { r.fade_in.length = frames(ms / 1000.0); }); });
  connect(fade_out_, &ValueBox::value_changed, this,
          [=, this](double ms) { change("Fade out", "fade_out", [=](Region& r) { r.fade_out.length = frames(ms / 1000.0); }); });
}

bool ClipSection::refresh() {
  std::vector<const Region*> clips;
  const Track* track = nullptr;
  edit::for_regions(store_.session(), store_.selected_regions(), [&](const Region& region, const Track& of) {
    clips.push_back(&region);
    track = &of;
  });
  if (clips.empty()) return false;
  const double rate = store_.session().rate;
  const auto show = [&](ValueBox& box, const auto& value, const auto& shown) {
    box.set_mixed(!value);
    if (value) box.set_value(shown(*value));
  };
  const auto seconds = [rate](Frames frames) { return seconds_from_frames(frames, rate); };
  const auto milliseconds = [rate](Frames frames) { return seconds_from_frames(frames, rate) * 1000.0; };
  const auto name = shared(clips, [](const Region& r) { return r.name; });
  if (clips.size() == 1) {
    const auto at = std::ranges::find(track->regions, clips[0]->id, &Region::id) - track->regions.begin();
    title_->setText("Clip · " + words(name->empty() ? track->strip.name : *name) +
                    (track->regions.size() > 1 ? QString(" (%1 of %2)").arg(at + 1).arg(track->regions.size()) : QString()));
  } else {
    title_->setText(QString("%1 clips").arg(clips.size()));
  }
  if (!name_->hasFocus() || !name_->isModified()) name_->setText(name ? words(*name) : QString());
  name_->setPlaceholderText(name ? QString() : "mixed");
  start_->set_value(seconds(std::ranges::min(clips, {}, &Region::position)->position));
  show(*length_, shared(clips, [](const Region& r) { return r.length; }), seconds);
  show(*offset_, shared(clips, [](const Region& r) { return r.offset; }), seconds);
  show(*gain_, shared(clips, [](const Region& r) { return r.gain_db; }), [](double db) { return db; });
  show(*fade_in_, shared(clips, [](const Region& r) { return r.fade_in.length; }), milliseconds);
  show(*fade_out_, shared(clips, [](const Region& r) { return r.fade_out.length; }), milliseconds);
  for (const auto& [list, shape] : {std::pair{shape_in_, shared(clips, [](const Region& r) { return r.fade_in.shape; })},
                                    std::pair{shape_out_, shared(clips, [](const Region& r) { return r.fade_out.shape; })}}) {
    const QSignalBlocker quiet(list);
    list->setCurrentIndex(shape ? list->findData(static_cast<int>(*shape)) : -1);
  }
  for (const auto& [button, field, label] :
       {std::tuple{inverted_, &Region::inverted, "Polarity inverted"}, std::tuple{reversed_, &Region::reversed, "Reversed"},
        std::tuple{locked_, &Region::locked, "Locked"}, std::tuple{muted_, &Region::muted, "Clip muted"}}) {
    const auto value = shared(clips, [field = field](const Region& r) { return r.*field; });
    button->setChecked(value.value_or(false));
    button->setAccessibleName(QString(label) + (value ? "" : ", mixed"));
    button->setToolTip(QString(label) + (value ? (*value ? ": yes" : ": no") : ": mixed, a click sets it on all"));
  }
  const bool grouped = std::ranges::any_of(clips, [](const Region* r) { return static_cast<bool>(r->group); });
  group_->setText(grouped ? "Ungroup" : "Group");
  group_->setEnabled(grouped || clips.size() > 1);
  set_hint(*group_, grouped ? "The clips go their own ways again · Ctrl+Shift+G" : "They are chosen and moved together · Ctrl+G");
  points_->show_clips(clips);
  tune_->setVisible(clips.size() == 1 && is_voice(track->role));
  return true;
}

}  // namespace sweetspot::ui
