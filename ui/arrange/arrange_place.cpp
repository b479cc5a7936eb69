#include "ui/arrange/arrange_place.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/session/region_batch.h"
#include "engine/session/region_edits.h"
#include "engine/session/several_tracks.h"
#include "engine/session/song_edits.h"
#include "engine/session/take_edits.h"
#include "ui/arrange/arrange_inspector.h"
#include "ui/arrange/automation_lanes.h"
#include "ui/arrange/clip_gain.h"
#include "ui/arrange/header_actions.h"
#include "ui/arrange/header_list.h"
#include "ui/arrange/lanes_view.h"
#include "ui/arrange/overview_strip.h"
#include "ui/arrange/ruler_view.h"
#include "ui/arrange/strip_silence_panel.h"
#include "ui/arrange/timeline_model.h"
#include "ui/arrange/transients.h"
#include "ui/controls/hint.h"
#include "ui/controls/kept_splitter.h"
#include "ui/store/store.h"
#include "ui/store/time_text.h"
#include "ui/store/track_look.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kHeaderWidth = 232, kLeastHeader = 220, kMostHeader = 420, kLeastTimeline = 400;
constexpr double kNudgeBeats = 0.25;
constexpr double kFineNudgeSeconds = 0.001;

QWidget* line(Qt::Orientation lie) {
  auto* rule = new QWidget;
  if (lie == Qt::Vertical)
    rule->setFixedWidth(1);
  else
    rule->setFixedHeight(1);
  set_ground(*rule, token::kHairline);
  return rule;
}

}  // namespace

ArrangePlace::ArrangePlace(Store& store, QWidget* parent)
    : QWidget(parent),
      store_(store),
      model_(new TimelineModel(store, this)),
      headers_(new HeaderList(*model_)),
      ruler_(new RulerView(*model_)),
      lanes_(new LanesView(*model_)),
      automation_(new AutomationLanes(*model_, *headers_, *lanes_)),
      overview_(new OverviewStrip(*model_)),
      inspector_(new ArrangeInspector(store)),
      rows_bar_(new QScrollBar(Qt::Vertical)),
      silence_(new StripSilencePanel(store, lanes_)) {
  set_ground(*this, token::kWindow);
  auto* across = new QHBoxLayout(this);
  across->setContentsMargins(0, 0, 0, 0);
  across->setSpacing(0);

  auto* left_pane = new QWidget;
  auto* left = new QVBoxLayout(left_pane);
  left->setContentsMargins(0, 0, 0, 0);
  left->setSpacing(0);
  left->addWidget(build_tools());
  left->addWidget(headers_, 1);
  left->addWidget(line(Qt::Horizontal));
  left->addWidget(build_foot());

  auto* middle_pane = new QWidget;
  auto* middle = new QVBoxLayout(middle_pane);
  middle->setContentsMargins(0, 0, 0, 0);
  middle->setSpacing(0);
  middle->addWidget(ruler_);
  auto* lanes = new QHBoxLayout;
  lanes->setSpacing(0);
  lanes->addWidget(lanes_, 1);
  rows_bar_->setFocusPolicy(Qt::NoFocus);
  lanes->addWidget(rows_bar_);
  middle->addLayout(lanes, 1);
  middle->addWidget(line(Qt::Horizontal));
  auto* overview_row = new QVBoxLayout;
  overview_row->setContentsMargins(8, 8, 8, 8);
  overview_row->addWidget(overview_);
  middle->addLayout(overview_row);

  auto* panes = new KeptSplitter(Qt::Horizontal, "arrange");
  panes->add_pane(left_pane, kLeastHeader, kHeaderWidth, kMostHeader);
  panes->add_pane(middle_pane, kLeastTimeline, 0, QWIDGETSIZE_MAX);
  panes->add_pane(inspector_, token::kInspectorWidth, token::kInspectorWidth, token::kMostInspector);
  panes->restore();
  across->addWidget(panes);

  connect(rows_bar_, &QScrollBar::valueChanged, model_, &TimelineModel::scroll_rows);
  connect(model_, &TimelineModel::rows_changed, this, &ArrangePlace::show_scroll);
  connect(model_, &TimelineModel::hint_changed, this, &ArrangePlace::hint_changed);
  connect(lanes_, &LanesView::clip_menu_requested, this, &ArrangePlace::show_clip_menu);
  connect(lanes_, &LanesView::rename_requested, headers_, &HeaderList::rename);
  connect(headers_, &HeaderList::desk_clicked, automation_, &AutomationLanes::toggle);
  connect(headers_, &HeaderList::automation_menu_opens, automation_,
          [this](QMenu* menu, StripId track) { automation_->fill_menu(*menu, track); });
  connect(lanes_, &LanesView::files_dropped, this, &ArrangePlace::files_dropped);
  connect(headers_, &HeaderList::files_dropped, this, &ArrangePlace::files_dropped);
  connect(headers_, &HeaderList::files_carried, lanes_, &LanesView::show_files);
  connect(ruler_, &RulerView::find_tempo_wanted, this, &ArrangePlace::find_tempo_wanted);
  connect(inspector_, &ArrangeInspector::split_requested, this, &ArrangePlace::split);
  connect(inspector_, &ArrangeInspector::tune_requested, this, &ArrangePlace::tune_requested);
  connect(inspector_, &ArrangeInspector::mix_requested, this, &ArrangePlace::mix_requested);
  connect(&store, &Store::opened, this, &ArrangePlace::check_missing);
  connect(&store, &Store::structure_changed, this, &ArrangePlace::check_missing);
  connect(&store, &Store::onsets_ready, this, [this] {
    if (wanted_transient_ != 0) go_to_transient(wanted_transient_);
  });
  connect(silence_, &StripSilencePanel::preview_changed, this,
          [this] { lanes_->show_kept(silence_->isVisible() ? silence_->preview().kept() : KeptSpans{}); });
  check_missing();
}

QWidget* ArrangePlace::build_tools() {
  auto* row = new QWidget;
  row->setFixedHeight(kRulerHeight);
  set_ground(*row, token::kPanel);
  auto* box = new QHBoxLayout(row);
  box->setContentsMargins(token::kSpaceWide, 0, token::kSpaceWide, 0);
  box->setSpacing(token::kSpace);
  auto* add = new QPushButton(icon(Icon::add), "Add audio");
  auto* fit = new QPushButton("Fit (F)");
  for (QPushButton* button : {add, fit}) {
    button->setFocusPolicy(Qt::TabFocus);
    box->addWidget(button, 1);
  }
  set_hint(*add, "Adds recordings as tracks · Ctrl+I, or drop files anywhere");
  set_hint(*fit, "Shows the whole song · F; Shift+F fits the tracks into the height");
  connect(add, &QPushButton::clicked, this, &ArrangePlace::add_audio_requested);
  connect(fit, &QPushButton::clicked, model_, &TimelineModel::fit_song);
  return row;
}

// Left of the overview: what that is, and what is out of sight.
QWidget* ArrangePlace::build_foot() {
  auto* foot = new QWidget;
  foot->setFixedHeight(overview_->height() + 16);
  set_ground(*foot, token::kPanel);
  auto* box = new QHBoxLayout(foot);
  box->setContentsMargins(token::kSpaceWide, 0, token::kSpaceWide, 0);
  box->addWidget(make_label("Overview", Text::caption, token::kSecondary), 1);
  hidden_ = new QPushButton;
  hidden_->setFocusPolicy(Qt::TabFocus);
  set_hint(*hidden_, "Tracks that are out of sight and heard all the same: click to bring them back");
  connect(hidden_, &QPushButton::clicked, this, [this] {
    QMenu menu;
    fill_hidden_menu(menu, store_);
    menu.exec(hidden_->mapToGlobal(QPoint(0, -menu.sizeHint().height())));
  });
  box->addWidget(hidden_);
  connect(&store_, &Store::session_changed, this, &ArrangePlace::show_hidden);
  show_hidden();
  return foot;
}

void ArrangePlace::show_hidden() {
  const auto count = hidden_tracks(store_.session()).size();
  hidden_->setText(QString("%1 hidden").arg(count));
  hidden_->setAccessibleName(count == 1 ? QString("1 hidden track") : QString("%1 hidden tracks").arg(count));
  hidden_->setVisible(count > 0);
}

void ArrangePlace::check_missing() {
  std::set<MediaId> missing;
  for (const MissingMedia& media : store_.studio().missing()) missing.insert(media.id);
  lanes_->set_missing(std::move(missing));
}

void ArrangePlace::show_scroll() {
  const QSignalBlocker quiet(rows_bar_);
  const int most = std::max(0, rows_height(model_->rows()) - lanes_->height());
  rows_bar_->setRange(0, most);
  rows_bar_->setPageStep(lanes_->height());
  rows_bar_->setValue(model_->rows_scroll());
  rows_bar_->setVisible(most > 0);
}

// --- Keys -------------------------------------------------------------------------------------------------------------

Frames ArrangePlace::playhead() const { return store_.studio().playhead(); }

Stretch ArrangePlace::selection() const { return stretch_of(store_.session(), store_.selected_regions()); }

void ArrangePlace::edit_chosen(const QString& name, const std::function<SessionPtr(const SessionPtr&, const Regions&)>& edit) {
  const Regions chosen = store_.selected_regions();
  if (chosen.empty()) {
    emit hint_changed(name + ": choose a clip first");
    return;
  }
  store_.edit(name, [&](const SessionPtr& s) { return edit(s, chosen); });
}

void ArrangePlace::split() {
  const Regions chosen = store_.selected_regions();
  const SessionPtr before = store_.session_ptr();
  store_.edit("Split", [&](const SessionPtr& s) { return split_at(s, chosen, playhead()); });
  if (store_.session_ptr() == before) emit hint_changed("Split: place the playhead inside a clip first");
}

void ArrangePlace::remove(bool close_gap) {
  edit_chosen(close_gap ? "Remove and close the gap" : "Remove clips", close_gap ? removed_and_closed : removed);
}

void ArrangePlace::trim_start() {
  edit_chosen("Trim start", [this](const SessionPtr& s, const Regions& r) { return start_trimmed(s, r, playhead()); });
}

void ArrangePlace::trim_end() {
  edit_chosen("Trim end", [this](const SessionPtr& s, const Regions& r) { return end_trimmed(s, r, playhead()); });
}

void ArrangePlace::fade_in() {
  edit_chosen("Fade in", [this](const SessionPtr& s, const Regions& r) { return faded_in_to(s, r, playhead()); });
}

void ArrangePlace::fade_out() {
  edit_chosen("Fade out", [this](const SessionPtr& s, const Regions& r) { return faded_out_from(s, r, playhead()); });
}

void ArrangePlace::crossfade() { edit_chosen("Crossfade", crossfaded); }

void ArrangePlace::duplicate() {
  Regions copies;
  edit_chosen("Duplicate clips", [&](const SessionPtr& s, const Regions& r) { return duplicated(s, r, copies); });
  if (!copies.empty()) store_.select_regions(copies);
}

void ArrangePlace::reverse() { edit_chosen("Reverse", reversed); }

void ArrangePlace::lock() { edit_chosen("Lock or unlock clips", lock_toggled); }

void ArrangePlace::group(bool together) {
  edit_chosen(together ? "Group clips" : "Ungroup clips", together ? edit::group_regions : edit::ungroup_regions);
}

void ArrangePlace::join() { edit_chosen("Join clips", edit::join_regions); }

void ArrangePlace::strip_silence() {
  if (store_.selected_regions().empty()) {
    emit hint_changed("Strip silence: choose a clip first");
    return;
  }
  const double half = lanes_->height() / 2.0;
  const auto boxes = lanes_->boxes();
  const auto above = [&](const ClipBox& box) { return store_.selected_regions().contains(box.region->id) && box.rect.top() < half; };
  silence_->open(std::ranges::any_of(boxes, above));
}

void ArrangePlace::make_takes() {
  StripId track;
  edit_chosen("Make takes", [&](const SessionPtr& s, const Regions& r) {
    const auto made = edit::make_takes(s, r);
    track = made.id;
    return made.session;
  });
  if (!track) return;
  store_.select_strip(track);
  if (!model_->takes_shown(track)) model_->toggle_takes(track);
  emit hint_changed("Swipe over a lane to hear that take there · Ctrl+Shift+T ends the choosing");
}

void ArrangePlace::flatten_takes() {
  const StripId track = store_.selected_strip();
  const Track* found = find_track(store_.session(), track);
  if (!found || found->takes.empty()) {
    emit hint_changed("Flatten takes: choose a track with takes first");
    return;
  }
  store_.edit("Flatten takes", [track](const SessionPtr& s) { return edit::flatten_takes(s, track); });
}

void ArrangePlace::toggle_takes() {
  const Track* found = find_track(store_.session(), store_.selected_strip());
  if (found && !found->takes.empty())
    model_->toggle_takes(found->strip.id);
  else
    emit hint_changed("Take lanes: choose a track with takes first · Ctrl+T makes takes of the chosen clips");
}

void ArrangePlace::step_take(int down) {
  const StripId track = store_.selected_strip();
  const Track* found = find_track(store_.session(), track);
  if (!found || found->takes.empty()) {
    emit hint_changed("Takes: choose a track with takes first");
    return;
  }
  const auto spans = keyed_spans(store_.session(), *found, store_.selected_regions(), playhead());
  if (spans.empty()) {
    emit hint_changed("Takes: place the playhead where there is a take, or choose clips");
    return;
  }
  const bool of_clips = !store_.selected_regions().empty();
  store_.edit("Choose take", [&](const SessionPtr& s) { return take_stepped(s, track, spans, down); });
  found = find_track(store_.session(), track);
  const Take* heard = found ? edit::find_take(*found, heard_take(store_.session(), *found, spans.front().from)) : nullptr;
  if (!heard) return;
  // The clips that stood there are others now; the next step is to mean the same place.
  if (of_clips) {
    Regions there;
    for (const Region& region : found->regions)
      for (const edit::Span& span : spans)
        if (const auto own = edit::chosen_span(store_.session(), region); own.from >= span.from && own.to <= span.to)
          there.insert(region.id);
    store_.select_regions(there);
  }
  const auto at = std::ranges::find(found->takes, heard->id, &Take::id) - found->takes.begin();
  const QString words_now =
      QString("%1 (%2 of %3) is heard from %4 to %5")
          .arg(words(heard->name))
          .arg(at + 1)
          .arg(found->takes.size())
          .arg(time_text(spans.front().from, store_.session().rate), time_text(spans.back().to, store_.session().rate));
  emit hint_changed(words_now);
  lanes_->say(words_now);
}

void ArrangePlace::choose_clip(int direction) {
  const Track* track = find_track(store_.session(), store_.selected_strip());
  if (!track || track->regions.empty()) {
    emit hint_changed("Choose a track with clips first");
    return;
  }
  const auto& all = track->regions;
  const Regions& chosen = store_.selected_regions();
  const auto count = static_cast<int>(all.size());
  int at = -1;
  for (int i = 0; i < count; ++i)
    if (chosen.contains(all[static_cast<std::size_t>(i)].id) && (at < 0 || direction > 0)) at = i;
  if (at >= 0) {
    at = std::clamp(at + direction, 0, count - 1);
  } else {
    const auto holds = [this](const Region& r) { return r.position + r.length > playhead(); };
    at = std::min(static_cast<int>(std::ranges::find_if(all, holds) - all.begin()), count - 1);
  }
  const Region& region = all[static_cast<std::size_t>(at)];
  const QString said =
      QString("%1, clip %2 of %3, %4 to %5")
          .arg(words(region.name.empty() ? track->strip.name : region.name))
          .arg(at + 1)
          .arg(count)
          .arg(time_text(region.position, store_.session().rate), time_text(region.position + region.length, store_.session().rate));
  store_.select_regions(edit::with_groups(store_.session(), {region.id}));
  emit hint_changed(said);
  lanes_->say(said);
}

void ArrangePlace::step_fade_shape(bool fade_in) {
  const Regions chosen = store_.selected_regions();
  const Region* first = chosen.empty() ? nullptr : edit::find_region(store_.session(), *chosen.begin());
  const auto next =
      first ? static_cast<FadeShape>((static_cast<int>((fade_in ? first->fade_in : first->fade_out).shape) + 1) % 4) : FadeShape::linear;
  edit_chosen(fade_in ? "Shape of the fade in" : "Shape of the fade out",
              [=](const SessionPtr& s, const Regions& r) { return fades_shaped(s, r, fade_in, next); });
  if (!first) return;
  constexpr const char* kNames[] = {"linear", "equal power", "S curve", "exponential"};
  emit hint_changed(QString(fade_in ? "Fade in: %1" : "Fade out: %1").arg(kNames[static_cast<int>(next)]));
}

void ArrangePlace::invert() {
  edit_chosen("Invert polarity", [](const SessionPtr& s, const Regions& r) {
    return edit::change_regions(s, r, [](Region& one) { one.inverted = !one.inverted; });
  });
}

void ArrangePlace::toggle_crossfades() {
  model_->set_crosses(!model_->crosses());
  emit hint_changed(model_->crosses() ? "Clips that overlap crossfade by themselves" : "Clips that overlap sum; X crossfades them");
}

void ArrangePlace::add_fade_shapes(QMenu& menu, RegionId clip, bool fade_in) {
  const Region* region = edit::find_region(store_.session(), clip);
  if (!region) return;
  const Fade now = fade_in ? region->fade_in : region->fade_out;
  for (const auto& [shape, name] : {std::pair{FadeShape::linear, "Linear"}, std::pair{FadeShape::equal_power, "Equal power"},
                                    std::pair{FadeShape::s_curve, "S curve"}, std::pair{FadeShape::exponential, "Exponential"}}) {
    QAction* action = menu.addAction(name);
    action->setCheckable(true);
    action->setChecked(now.shape == shape);
    connect(action, &QAction::triggered, this, [this, fade_in, shape = shape] {
      edit_chosen(fade_in ? "Shape of the fade in" : "Shape of the fade out",
                  [=](const SessionPtr& s, const Regions& r) { return fades_shaped(s, r, fade_in, shape); });
    });
  }
}

void ArrangePlace::show_clip_menu(RegionId clip, ClipPart part, QPoint screen) {
  const Region* region = edit::find_region(store_.session(), clip);
  if (!region) return;
  QMenu menu;
  if (part == ClipPart::fade_in || part == ClipPart::fade_out) {
    add_fade_shapes(menu, clip, part == ClipPart::fade_in);
    menu.exec(screen);
    return;
  }
  const auto add = [&](const QString& text, const QString& key, auto run) {
    connect(menu.addAction(text + (key.isEmpty() ? QString() : "\t" + key)), &QAction::triggered, this, run);
  };
  add("Split at the playhead", "S", [this] { split(); });
  add("Join", "Ctrl+J", [this] { join(); });
  add("Duplicate", "Ctrl+D", [this] { duplicate(); });
  add("Delete", "Del", [this] { remove(false); });
  add("Delete and close the gap", "Shift+Del", [this] { remove(true); });
  menu.addSeparator();
  add(region->reversed ? "Play forwards" : "Reverse", "Ctrl+R", [this] { reverse(); });
  add(region->locked ? "Unlock" : "Lock", "Ctrl+L", [this] { lock(); });
  add("Group", "Ctrl+G", [this] { group(true); });
  add("Ungroup", "Ctrl+Shift+G", [this] { group(false); });
  add("Invert polarity", "Ctrl+Shift+P", [this] { invert(); });
  menu.addSeparator();
  add_fade_shapes(*menu.addMenu("Shape of the fade in"), clip, true);
  add_fade_shapes(*menu.addMenu("Shape of the fade out"), clip, false);
  if (!region->envelope.empty())
    add("Remove the gain points", "", [this] {
      edit_chosen("Remove gain points", [](const SessionPtr& s, const Regions& r) {
        SessionPtr next = s;
        for (const RegionId id : r) next = edit::set_envelope(next, id, {});
        return next;
      });
    });
  add(QString::fromUtf8("Strip silence …"), "Ctrl+U", [this] { strip_silence(); });
  add("Make takes of them", "Ctrl+T", [this] { make_takes(); });
  menu.exec(screen);
}

void ArrangePlace::nudge(int direction, bool fine) {
  const Frames step = fine ? frames_from_seconds(kFineNudgeSeconds, store_.session().rate) : model_->grid().length(kNudgeBeats);
  edit_chosen("Nudge clips", [=](const SessionPtr& s, const Regions& r) { return nudged(s, r, direction * step); });
}

void ArrangePlace::select_all() { store_.select_regions(all_regions(store_.session())); }

void ArrangePlace::zoom_to_selection() {
  const Stretch stretch = selection();
  if (stretch.to > stretch.from)
    model_->zoom_to(stretch.from, stretch.to);
  else
    emit hint_changed("Zoom to selection: choose a clip first");
}

void ArrangePlace::loop_selection() {
  const Stretch stretch = selection();
  if (stretch.to <= stretch.from) {
    emit hint_changed("Loop the selection: choose a clip first");
    return;
  }
  store_.edit("Loop the selection", [=](const SessionPtr& s) { return edit::set_loop(s, {stretch.from, stretch.to, true}); });
}

void ArrangePlace::set_marker() {
  MarkerId added;
  store_.edit("Set marker", [&](const SessionPtr& s) {
    const auto result = edit::add_marker(s, playhead(), "Marker " + std::to_string(s->markers.size() + 1));
    added = result.id;
    return result.session;
  });
  if (added && isVisible()) ruler_->rename_marker(added);
}

void ArrangePlace::set_section() {
  const Stretch chosen = selection();
  const Loop& loop = store_.session().loop;
  const bool clips = chosen.to > chosen.from;
  const Frames from = clips ? chosen.from : loop.enabled ? loop.start : 0, to = clips ? chosen.to : loop.enabled ? loop.end : 0;
  if (to <= from) return emit hint_changed("A section: choose clips, or turn the loop on, first");
  const auto same = [=](const Marker& marker) { return marker.at == from && marker.length == to - from; };
  if (std::ranges::any_of(store_.session().markers, same)) return emit hint_changed("There is a section there already");
  MarkerId added;
  store_.edit("Set section", [&](const SessionPtr& s) {
    const auto result = edit::add_marker(s, from, "Section", to - from);
    added = result.id;
    return result.session;
  });
  if (added && isVisible()) ruler_->rename_marker(added);
}

void ArrangePlace::go_to_marker(int direction) {
  const Frames at = playhead();
  Frames target = -1;
  for (const Marker& marker : store_.session().markers) {
    if (direction > 0 && marker.at > at && target < 0) target = marker.at;
    if (direction < 0 && marker.at < at) target = marker.at;
  }
  if (target < 0 && direction < 0) target = 0;
  if (target >= 0) store_.attempt([&] { store_.studio().locate(target); });
}

std::set<StripId> ArrangePlace::chosen_tracks() const {
  std::set<StripId> tracks;
  for (const auto& track : store_.session().tracks)
    for (const Region& region : track->regions)
      if (store_.selected_regions().contains(region.id)) tracks.insert(track->strip.id);
  if (tracks.empty() && find_track(store_.session(), store_.selected_strip())) tracks.insert(store_.selected_strip());
  return tracks;
}

void ArrangePlace::go_to_transient(int direction) {
  const TransientList list = transients_of(store_.studio(), store_.session(), chosen_tracks());
  wanted_transient_ = list.complete ? 0 : direction;
  if (!list.complete) return emit hint_changed("Listening for the transients…");
  const Frames at = playhead();
  const auto next = direction > 0 ? std::ranges::upper_bound(list.at, at) : std::ranges::lower_bound(list.at, at);
  if (direction > 0 ? next == list.at.end() : next == list.at.begin())
    return emit hint_changed(direction > 0 ? "No transient comes after the playhead" : "No transient comes before the playhead");
  store_.attempt([&] { store_.studio().locate(direction > 0 ? *next : *(next - 1)); });
}

void ArrangePlace::toggle_automation() {
  const StripId strip = store_.selected_strip();
  if (!find_strip(store_.session(), strip)) return emit hint_changed("Automation: select a track or a bus first");
  if (!find_track(store_.session(), strip) && model_->is_folded(kMasterStrip)) model_->toggle_folded(kMasterStrip);
  automation_->toggle(strip);
}

void ArrangePlace::open_tempo() { ruler_->open_tempo(); }

void ArrangePlace::rename_track() { headers_->rename(store_.selected_strip()); }

}  // namespace sweetspot::ui
