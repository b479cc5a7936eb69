#include "ui/arrange/take_lanes.h"

#include <algorithm>

#include "ui/store/time_text.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {

std::vector<TakeBox> take_boxes(const Session& session, const std::vector<TrackRow>& rows, const TimelineScale& scale, QSizeF view,
                                int scroll) {
  std::vector<TakeBox> boxes;
  for (const TrackRow& row : rows) {
    if (!row.take || row.bottom() <= scroll || row.y >= scroll + view.height()) continue;
    const Track* track = find_track(session, row.strip);
    const Take* take = track ? edit::find_take(*track, row.take) : nullptr;
    if (!take) continue;
    for (const Region& region : take->regions) {
      const double left = scale.x(static_cast<double>(region.position)),
                   right = scale.x(static_cast<double>(region.position + region.length));
      if (right < 0.0 || left > view.width()) continue;
      boxes.push_back({&region, track, take, QRectF(left, row.y - scroll + 2.0, std::max(1.0, right - left), row.height - 4.0)});
    }
  }
  return boxes;
}

std::vector<edit::Span> chosen_spans(const Session& session, const Track& track, TakeId take) {
  std::vector<edit::Span> spans;
  for (const Region& region : track.regions)
    if (region.take == take) spans.push_back(edit::chosen_span(session, region));
  return spans;
}

SessionPtr swiped(const Swipe& swipe, Frames to) {
  const Frames from = std::min(swipe.from, to), end = std::max(swipe.from, to);
  if (end - from < frames_from_seconds(edit::kCompFadeSeconds, swipe.before->rate) + 1) return swipe.before;
  return edit::choose_take(swipe.before, swipe.track, swipe.take, from, end);
}

edit::Span stretch_at(const Session& session, const Track& track, const Take& take, Frames at) {
  for (const Region& region : track.regions) {
    const edit::Span span = edit::chosen_span(session, region);
    if (at >= span.from && at < span.to) return span;
  }
  for (const Region& region : take.regions)
    if (at >= region.position && at < region.position + region.length) return {region.position, region.position + region.length};
  return {at, at};
}

SessionPtr chosen_throughout(const SessionPtr& session, StripId track, TakeId id) {
  const Track* now = find_track(*session, track);
  const Take* take = now ? edit::find_take(*now, id) : nullptr;
  if (!take || take->regions.empty()) return session;
  Frames to = 0;
  for (const Region& region : take->regions) to = std::max(to, region.position + region.length);
  for (const Region& region : now->regions) to = std::max(to, region.position + region.length);
  return edit::choose_take(session, track, id, 0, to);
}

TakeId heard_take(const Session& session, const Track& track, Frames at) {
  for (const Region& region : track.regions) {
    const edit::Span span = edit::chosen_span(session, region);
    if (region.take && at >= span.from && at < span.to) return region.take;
  }
  return {};
}

std::vector<edit::Span> keyed_spans(const Session& session, const Track& track, const std::set<RegionId>& chosen, Frames at) {
  std::vector<edit::Span> spans;
  for (const Region& region : track.regions)
    if (region.take && chosen.contains(region.id)) spans.push_back(edit::chosen_span(session, region));
  if (!spans.empty() || track.takes.empty()) return spans;
  if (const Take* heard = edit::find_take(track, heard_take(session, track, at))) return {stretch_at(session, track, *heard, at)};
  for (const Take& take : track.takes)
    if (const edit::Span span = stretch_at(session, track, take, at); span.to > span.from) return {span};
  return {};
}

SessionPtr take_stepped(const SessionPtr& session, StripId id, const std::vector<edit::Span>& spans, int down) {
  const Track* track = find_track(*session, id);
  if (!track || track->takes.empty() || spans.empty()) return session;
  const auto count = static_cast<int>(track->takes.size());
  const auto heard = std::ranges::find(track->takes, heard_take(*session, *track, spans.front().from), &Take::id);
  const int now = heard == track->takes.end() ? (down > 0 ? -1 : 0) : static_cast<int>(heard - track->takes.begin());
  const TakeId next = track->takes[static_cast<std::size_t>(((now + down) % count + count) % count)].id;
  SessionPtr chosen = session;
  for (const edit::Span& span : spans) chosen = edit::choose_take(chosen, id, next, span.from, span.to);
  return chosen;
}

QString swipe_words(const Session& session, const Swipe& swipe, Frames to) {
  const Track* track = find_track(session, swipe.track);
  const Take* take = track ? edit::find_take(*track, swipe.take) : nullptr;
  if (!take) return {};
  return QString("%1, %2 to %3")
      .arg(words(take->name), time_text(std::max<Frames>(0, std::min(swipe.from, to)), session.rate),
           time_text(std::max(swipe.from, to), session.rate));
}

}  // namespace sweetspot::ui
