#include "ui/shell/problem_walk.h"

#include <algorithm>

#include "ui/deliver/deliver_checks.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {
namespace {

using Check = DeliverCheck;

// The clips of the recording that a check is about.
std::set<RegionId> clips_about(const Session& session, const std::vector<MissingMedia>& missing, const Check& check) {
  std::set<RegionId> clips;
  for (const MissingMedia& media : missing)
    if (check.text.startsWith(words(media.name)))
      for (const auto& track : session.tracks)
        for (const Region& region : track->regions)
          if (region.media == media.id) clips.insert(region.id);
  return clips;
}

}  // namespace

ProblemWalk::ProblemWalk(Store& store, QObject* parent) : QObject(parent), store_(store) {
  connect(&store, &Store::opened, this, [this] { last_.clear(); });
}

void ProblemWalk::next() {
  const auto missing = store_.studio().missing();
  std::vector<Check> checks = deliver_checks(store_.session(), missing);
  std::erase_if(checks, [](const Check& check) { return check.kind == Check::Kind::good; });
  if (checks.empty()) {
    last_.clear();
    emit told("No problems: the song can be exported");
    return;
  }
  const auto found = std::ranges::find(checks, last_, &Check::text);
  const std::size_t at = found == checks.end() ? 0 : static_cast<std::size_t>(found - checks.begin() + 1) % checks.size();
  const Check& check = checks[at];
  last_ = check.text;
  switch (check.fix) {
    case Check::Fix::go_to_track:
      store_.select_strip(check.track);
      emit place_wanted(Place::mix);
      break;
    case Check::Fix::find_recording:
      store_.select_regions(clips_about(store_.session(), missing, check));
      emit place_wanted(Place::arrange);
      break;
    case Check::Fix::clear_solos:
      emit place_wanted(Place::mix);
      break;
    case Check::Fix::none:
      break;
  }
  emit told(QString("Problem %1 of %2: %3, %4").arg(at + 1).arg(checks.size()).arg(check.text, check.detail));
}

}  // namespace sweetspot::ui
