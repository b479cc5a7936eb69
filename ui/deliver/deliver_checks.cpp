#include "ui/deliver/deliver_checks.h"

#include <algorithm>

#include "engine/session/cut_off.h"
#include "engine/session/vca.h"
#include "ui/store/time_text.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {
namespace {

using Check = DeliverCheck;

int clips_of(const Session& session, MediaId media) {
  int count = 0;
  for (const auto& track : session.tracks) count += static_cast<int>(std::ranges::count(track->regions, media, &Region::media));
  return count;
}

}  // namespace

std::vector<DeliverCheck> deliver_checks(const Session& session, const std::vector<MissingMedia>& missing) {
  std::vector<Check> checks;
  if (end_of(session) == 0) return {{Check::Kind::fault, Check::Fix::none, "There is nothing to export yet", "add recordings first"}};
  for (const MissingMedia& media : missing) {
    const int clips = clips_of(session, media.id);
    checks.push_back({Check::Kind::fault, Check::Fix::find_recording, words(media.name) + " is missing",
                      QString("%1 %2 silent").arg(clips).arg(clips == 1 ? "clip would be" : "clips would be")});
  }
  const std::vector<CutOff> cut_off = cut_off_recordings(session);
  for (const CutOff& cut : cut_off)
    checks.push_back({Check::Kind::warning, Check::Fix::go_to_track, words(cut_off_sentence(cut)), "what should follow is silent", cut.track});
  const auto is_on = [](const auto& item) { return item->strip.soloed; };
  const bool soloed =
      std::ranges::any_of(session.tracks, is_on) || std::ranges::any_of(session.buses, is_on) || std::ranges::any_of(session.vcas, is_on);
  if (soloed) checks.push_back({Check::Kind::warning, Check::Fix::clear_solos, "A strip is soloed", "the others will not be heard"});
  for (const auto& track : session.tracks) {
    if (is_muted(session, track->strip) && track->role != Role::mix_reference)
      checks.push_back({Check::Kind::warning, Check::Fix::go_to_track, words(track->strip.name) + " is muted",
                        track->strip.muted ? "it will not be in the mix" : "by its VCA: it will not be in the mix", track->strip.id});
  }
  if (session.master->muted || session.mix->muted)
    checks.push_back({Check::Kind::fault, Check::Fix::none, "The mix or the master is muted", "turn it on in Mix"});
  if (missing.empty() && cut_off.empty())
    checks.push_back({Check::Kind::good, Check::Fix::none, "All recordings are there", QString("%1 tracks").arg(session.tracks.size())});
  checks.push_back({Check::Kind::good, Check::Fix::none, "Length " + time_text(end_of(session), session.rate), rate_text(session.rate)});
  return checks;
}

}  // namespace sweetspot::ui
