#include "ui/balance/balance_pane.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <array>
#include <cmath>

#include "ui/balance/balance_words.h"
#include "ui/balance/mask_map.h"
#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/store/track_look.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr const char* kPageProperty = "balance_page";  // of the book: remembered while the program runs
constexpr int kSmallButton = 54;
constexpr std::size_t kMostRows = 6;

QLabel* paragraph(const QString& text, const QColor& colour = token::kSecondary) {
  auto* label = make_label(text, Text::small, colour);
  label->setWordWrap(true);
  return label;
}

QPushButton* button(const QString& text, const QString& hint) {
  auto* made = new QPushButton(text);
  made->setFocusPolicy(Qt::TabFocus);
  set_hint(*made, hint);
  return made;
}

}  // namespace

BalancePane::BalancePane(Store& store, QWidget* parent) : QWidget(parent), store_(store), book_(BalanceBook::of(store)) {
  setAccessibleName("Balance of the chosen track");
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kSpace);
  box->addWidget(build_head());
  box->addWidget(tabs_ = build_tabs());
  page_part_ = new QWidget;
  page_box_ = new QVBoxLayout(page_part_);
  page_box_->setContentsMargins(0, 0, 0, 0);
  page_box_->setSpacing(token::kSpace);
  box->addWidget(page_part_);
  said_part_ = new QWidget;
  auto* said_box = new QVBoxLayout(said_part_);
  said_box->setContentsMargins(0, 0, 0, 0);
  said_box->setSpacing(token::kGap);
  said_box->addWidget(make_label("What was done, and why", Text::caption, token::kSecondary));
  said_box->addWidget(said_ = paragraph("", token::kText));
  auto* undo = button("Undo", "Takes it back · Ctrl+Z");
  connect(undo, &QPushButton::clicked, this, [this] {
    store_.attempt([&] { store_.studio().undo(); });
    store_.refresh();
  });
  said_box->addWidget(undo, 0, Qt::AlignLeft);
  box->addWidget(said_part_);
  connect(&book_, &BalanceBook::changed, this, &BalancePane::refresh);
  connect(&book_, &BalanceBook::progressed, this, &BalancePane::refresh_work);
  refresh();
}

BalancePane::~BalancePane() { book_.want(this, false); }

QWidget* BalancePane::build_head() {
  auto* head = new QWidget;
  auto* box = new QVBoxLayout(head);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(2);
  auto* line = new QHBoxLayout;
  line->setSpacing(token::kSpace);
  line->addWidget(make_label("Balance", Text::heading, token::kText), 1);
  line->addWidget(loudness_ = make_readout("", 13, token::kText));
  line->addWidget(share_ = make_readout("", 13, token::kText));
  box->addLayout(line);
  // Where it was listened to, or how far the listening is: in one place, so that what lies beneath never moves.
  auto* place = new QStackedWidget;
  place->setFixedHeight(token::kControlHeight);
  place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  place->addWidget(where_ = make_label("", Text::caption, token::kSecondary));
  place->addWidget(work_ = build_work());
  where_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  box->addWidget(state_line_ = place);
  head->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  set_hint(*head, "Gated loudness as the track reaches the mix, and its share of the power of all that does");
  return head;
}

QWidget* BalancePane::build_work() {
  auto* part = new QWidget;
  auto* line = new QHBoxLayout(part);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(token::kSpace);
  line->addWidget(work_text_ = make_label("", Text::caption, token::kSecondary));
  bar_ = new QProgressBar;
  bar_->setRange(0, 1000);
  bar_->setTextVisible(false);
  bar_->setFixedHeight(4);
  bar_->setMinimumWidth(24);
  bar_->setAccessibleName("Listening");
  line->addWidget(bar_, 1);
  again_ = button("", "");
  connect(again_, &QPushButton::clicked, this, [this] { book_.fraction() ? book_.cancel() : book_.listen(); });
  line->addWidget(again_);
  return part;
}

QWidget* BalancePane::build_tabs() {
  auto* part = new QWidget;
  auto* line = new QHBoxLayout(part);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(2);
  struct Tab {
    Page page;
    const char *text, *hint;
  };
  static constexpr std::array<Tab, 3> kTabs{{{Page::masking, "Masking", "Which tracks cover this one, and a dip on them"},
                                             {Page::spots, "Sweet spots", "What rings in this track, and what is worth bringing out"},
                                             {Page::balance, "Set levels", "A starting balance: faders and pans by role and loudness"}}};
  for (const Tab& tab : kTabs) {
    QPushButton* made = button(tab.text, tab.hint);
    made->setCheckable(true);
    made->setFont(text_font(Text::small));
    made->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);  // all alike, whatever their words
    connect(made, &QPushButton::clicked, this, [this, page = tab.page](bool on) { open(on ? page : Page::none); });
    tab_buttons_.push_back(made);
    line->addWidget(made, 1);
  }
  return part;
}

BalancePane::Page BalancePane::page() const { return static_cast<Page>(book_.property(kPageProperty).toInt()); }

void BalancePane::open(Page page) {
  book_.setProperty(kPageProperty, static_cast<int>(page));
  if (isVisible()) book_.want(this, true, page == Page::masking);
  if (page == Page::spots && !book_.spots()) book_.find_spots();
  emit book_.changed();
}

void BalancePane::showEvent(QShowEvent*) {
  book_.want(this, true, page() == Page::masking);
  refresh();
}

void BalancePane::hideEvent(QHideEvent*) { book_.want(this, false); }

// --- What it shows ----------------------------------------------------------------------------------------------------

void BalancePane::refresh() {
  const bool track = find_track(store_.session(), store_.selected_strip());
  tabs_->setVisible(track);
  page_part_->setVisible(track && page() != Page::none);
  for (std::size_t i = 0; i < tab_buttons_.size(); ++i) tab_buttons_[i]->setChecked(static_cast<std::size_t>(page()) == i + 1);
  refresh_head();
  refresh_work();
  refresh_said();
  if (const QString state = page_state(); state != state_) {
    state_ = state;
    rebuild_page();
  }
  if (map_) map_->set_dimmed(book_.stale());
}

void BalancePane::refresh_head() {
  const HeardStrip* heard = book_.heard(store_.selected_strip());
  const QColor ink = book_.stale() ? token::kDisabled : token::kText;
  for (QLabel* label : {loudness_, share_}) {
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, ink);
    label->setPalette(palette);
  }
  loudness_->setText(!heard ? QString(QChar(0x2013)) : lufs_text(*heard) + (heard->loudness_lufs ? " LUFS" : ""));
  share_->setText(heard && heard->loudness_lufs ? share_text(heard->share) : QString());
  share_->setVisible(!share_->text().isEmpty());
  where_->setText(stretch_words(store_.session()));
  loudness_->setAccessibleName(heard ? heard_words(*heard) : QString("Loudness not known yet"));
}

void BalancePane::refresh_work() {
  const auto fraction = book_.fraction();
  state_line_->setCurrentWidget(fraction || book_.cancelled() ? work_ : where_);
  bar_->setVisible(fraction.has_value());
  bar_->setValue(static_cast<int>(1000.0 * fraction.value_or(0.0)));
  work_text_->setText(fraction ? work_words(*fraction, book_.seconds_left()) : QString("Stopped; figures may be old"));
  again_->setText(fraction ? "Cancel" : "Listen");
  set_hint(*again_, fraction ? "Stops listening until the next edit" : "Listens to the tracks again");
}

void BalancePane::refresh_said() {
  said_part_->setVisible(!book_.said().isEmpty());
  said_->setText(book_.said().join("\n"));
}

// What the page is made of, in a word that changes with it.
QString BalancePane::page_state() const {
  QString state = QString("%1/%2/").arg(static_cast<int>(page())).arg(store_.selected_strip().value);
  switch (page()) {
    case Page::none:
      break;
    case Page::masking:
      if (const TrackMasking* masking = book_.masking()) {
        state += QString::number(reinterpret_cast<quintptr>(masking)) + QString::number(masking->map.bands.size());
        for (const CoveredBand& band : masking->map.bands)
          state += QString("/%1 %2 %3").arg(masking->others[band.by].value).arg(band.centre_hz).arg(band.degree);
        for (const StripId id : masking->others)
          if (const Track* track = find_track(store_.session(), id)) state += words(track->strip.name);
      }
      state += book_.masking_problem();
      break;
    case Page::spots:
      state += book_.finding_spots() ? "finding" : "";
      if (const SpotsHeard* heard = book_.spots()) {
        for (std::size_t i = 0; i < heard->spots.size(); ++i) state += words(heard->spots[i].sentence) + (book_.is_taken(i) ? "+" : "-");
        state += book_.auditioning() ? "heard" : "found";
      }
      break;
    case Page::balance:
      state += book_.balancing() ? "busy" : "";
      for (const BalanceChoice& choice : balance_choices(store_.session(), store_.selected_strip(), store_.selected_regions()))
        state += choice.text + QString::number(choice.tracks.size());
      break;
  }
  return state;
}

void BalancePane::rebuild_page() {
  // Where the keyboard is, it stays: widgets are made in the same order.
  QWidgetList before = page_part_->findChildren<QWidget*>();
  const auto focused = before.indexOf(focusWidget());
  auto* page = new QWidget;
  auto* box = new QVBoxLayout(page);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kSpace);
  map_ = nullptr;
  dips_.clear();
  switch (this->page()) {
    case Page::none:
      break;
    case Page::masking:
      build_masking(*box);
      break;
    case Page::spots:
      build_spots(*box);
      break;
    case Page::balance:
      build_balance(*box);
      break;
  }
  while (QLayoutItem* item = page_box_->takeAt(0)) {
    item->widget()->hide();
    item->widget()->setParent(nullptr);
    item->widget()->deleteLater();
    delete item;
  }
  page_box_->addWidget(page);
  if (focused >= 0) {
    const QWidgetList after = page_part_->findChildren<QWidget*>();
    if (focused < after.size() && after[focused]->focusPolicy() != Qt::NoFocus) after[focused]->setFocus();
  }
}

// --- Masking ----------------------------------------------------------------------------------------------------------

void BalancePane::build_masking(QVBoxLayout& box) {
  const Track* track = find_track(store_.session(), store_.selected_strip());
  const TrackMasking* masking = book_.masking();
  if (!track) return;
  if (!masking) {
    box.addWidget(paragraph(book_.masking_problem().isEmpty() ? "Listening to what covers it…" : book_.masking_problem()));
    return;
  }
  map_ = new MaskMap;
  map_->show_rows(mask_rows(store_.session(), *masking), masking->map.presence, words(track->strip.name), track_colour(*track));
  connect(map_, &MaskMap::place_clicked, this, &BalancePane::go_to_dip);
  box.addWidget(map_);
  if (masking->map.bands.empty()) {
    box.addWidget(paragraph("Nothing covers it much: it is heard in all its bands."));
    return;
  }
  box.addWidget(paragraph("Make room with a dip on the track that covers it. Still: always there. Dynamic: only while this track sounds."));
  for (std::size_t i = 0; i < std::min(masking->map.bands.size(), kMostRows); ++i) box.addWidget(covered_row(i, masking->map.bands[i]));
}

QWidget* BalancePane::covered_row(std::size_t number, const CoveredBand& band) {
  const StripId by = book_.masking()->others[band.by];
  const Track* track = find_track(store_.session(), by);
  const QString name = track ? words(track->strip.name) : QString();
  auto* row = new QWidget;
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(token::kGap);
  auto* patch = new QWidget;
  patch->setFixedSize(4, 28);
  set_ground(*patch, track ? track_colour(*track) : token::kDisabled);
  line->addWidget(patch);
  auto* both = new QVBoxLayout;
  both->setSpacing(0);
  auto* title = make_label(name, Text::small, token::kText);
  title->setMinimumWidth(20);
  title->setToolTip(name);
  both->addWidget(title);
  auto* figures =
      make_label(QString("%1 · %2").arg(range_text(band.low_hz, band.high_hz), share_text(band.degree)), Text::caption, token::kSecondary);
  QString louder = QString("%1 dB louder to the ear where it covers").arg(band.excess_db, 0, 'f', 0);
  if (band.relief_db >= 1.0) louder += QString("; panned to one place it would be %1 dB more").arg(band.relief_db, 0, 'f', 0);
  figures->setToolTip(louder);
  both->addWidget(figures);
  line->addLayout(both, 1);
  const QString where = QString("%1 at %2").arg(name, words(hertz_text(band.centre_hz)));
  const auto dip = [&](const char* text, DipKind kind, const QString& what) {
    QPushButton* made = button(text, what);
    made->setFixedWidth(kSmallButton + (kind == DipKind::dynamic ? 14 : -8));
    made->setAccessibleName(QString("%1 dip on %2").arg(kind == DipKind::dynamic ? "Dynamic" : "Still", where));
    connect(
        made, &QPushButton::clicked, this,
        [this, number, kind] {
          if (const TrackMasking* masking = book_.masking(); masking && number < masking->map.bands.size())
            book_.dip(masking->map.bands[number], kind);
        },
        Qt::QueuedConnection);
    line->addWidget(made);
    return made;
  };
  dips_.push_back(dip("Dip", DipKind::still, "An EQ bell on " + where + ", always there"));
  dip("Dynamic", DipKind::dynamic, "An EQ bell on " + where + " that gives way while this track sounds");
  return row;
}

void BalancePane::go_to_dip(StripId by, double hertz) {
  const TrackMasking* masking = book_.masking();
  if (!masking) return;
  QPushButton* nearest = nullptr;
  double least = 1e9;
  for (std::size_t i = 0; i < masking->map.bands.size() && i < dips_.size(); ++i) {
    const CoveredBand& band = masking->map.bands[i];
    if (masking->others[band.by] != by) continue;
    if (const double far = std::abs(std::log2(band.centre_hz / hertz)); far < least) {
      least = far;
      nearest = dips_[i];
    }
  }
  if (nearest)
    nearest->setFocus(Qt::TabFocusReason);
  else
    emit store_.hint_changed("Too little is covered here for a dip");
}

// --- Sweet spots ------------------------------------------------------------------------------------------------------

void BalancePane::build_spots(QVBoxLayout& box) {
  const SpotsHeard* heard = book_.spots();
  if (book_.finding_spots()) {
    box.addWidget(paragraph("Listening for what rings and what is worth bringing out…"));
    return;
  }
  if (!heard) {
    box.addWidget(paragraph("Finds what rings in this track and what is worth bringing out: up to four bands each."));
    QPushButton* find = button("Find", "Listens to the track after its devices");
    connect(find, &QPushButton::clicked, &book_, &BalanceBook::find_spots, Qt::QueuedConnection);
    box.addWidget(find, 0, Qt::AlignLeft);
    return;
  }
  if (heard->spots.empty()) {
    box.addWidget(paragraph("Nothing rings, and nothing is too much or too little."));
    return;
  }
  for (std::size_t i = 0; i < heard->spots.size(); ++i) {
    const Spot& spot = heard->spots[i];
    auto* row = new QWidget;
    auto* column = new QVBoxLayout(row);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* take = new QCheckBox(QString("%1 dB at %2").arg(signed_number(spot.gain_db, 1, true), words(hertz_text(spot.hertz))));
    take->setChecked(book_.is_taken(i));
    take->setFocusPolicy(Qt::TabFocus);
    take->setAccessibleDescription(words(spot.sentence));
    set_hint(*take, "Takes this band into the equalizer, or leaves it out");
    connect(
        take, &QCheckBox::toggled, this, [this, i](bool on) { book_.take(i, on); }, Qt::QueuedConnection);
    column->addWidget(take);
    auto* why = paragraph(words(spot.sentence));
    why->setContentsMargins(24, 0, 0, 0);
    column->addWidget(why);
    box.addWidget(row);
  }
  auto* line = new QHBoxLayout;
  line->setSpacing(token::kSpace);
  QPushButton* hear = button(book_.auditioning() ? "Hearing it" : "Hear it",
                             "Plays the track with these bands, at the loudness that it has without; again: as it was");
  hear->setIcon(icon(Icon::headphones, token::kText, token::kText));
  hear->setCheckable(true);
  hear->setChecked(book_.auditioning());
  connect(
      hear, &QPushButton::clicked, this, [this](bool on) { book_.audition(on); }, Qt::QueuedConnection);
  QPushButton* accept = button("Accept", "One equalizer with these bands at the end of the chain: one undo step");
  set_look(*accept, ButtonLook::primary);
  connect(accept, &QPushButton::clicked, &book_, &BalanceBook::accept_spots, Qt::QueuedConnection);
  line->addWidget(hear, 1);
  line->addWidget(accept, 1);
  box.addLayout(line);
  box.addWidget(make_label("Heard and kept at the same loudness", Text::caption, token::kSecondary));
}

// --- Starting balance -------------------------------------------------------------------------------------------------

void BalancePane::build_balance(QVBoxLayout& box) {
  box.addWidget(paragraph("Sets faders and pans by role and loudness, as a start. A group stays as loud as it is; one undo step."));
  for (const BalanceChoice& choice : balance_choices(store_.session(), store_.selected_strip(), store_.selected_regions())) {
    QPushButton* made =
        button(QString("%1 (%2)").arg(choice.text).arg(choice.tracks.size()), "Listens to these tracks and sets a starting balance");
    made->setEnabled(!book_.balancing());
    connect(
        made, &QPushButton::clicked, this, [this, tracks = choice.tracks] { book_.balance(tracks); }, Qt::QueuedConnection);
    box.addWidget(made);
  }
}

}  // namespace sweetspot::ui
