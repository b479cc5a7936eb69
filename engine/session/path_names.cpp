#include "engine/session/path_names.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "engine/core/text.h"

namespace sweetspot {
namespace {

bool begins_with_name(std::string_view text, std::string_view name, bool exact) {
  if (text.size() < name.size() || (text.size() > name.size() && text[name.size()] != '/')) return false;
  const std::string_view head = text.substr(0, name.size());
  return exact ? head == name : lower_case(head) == lower_case(name);
}

std::string_view after(std::string_view text, std::size_t length) { return text.size() > length ? text.substr(length + 1) : std::string_view(); }

// The strip of a list whose name the text begins with; the longest one, and the only one where case is disregarded.
std::optional<OwnerMatch> match_name(const auto& items, std::string_view text, bool exact) {
  std::optional<OwnerMatch> best;
  std::size_t length = 0;
  bool several = false;
  for (const auto& item : items) {
    const std::string& name = item->strip.name;
    if (!begins_with_name(text, name, exact) || name.size() < length) continue;
    several = best && name.size() == length;
    best = OwnerMatch{item->strip.id, after(text, name.size())};
    length = name.size();
  }
  return several && !exact ? std::nullopt : best;
}

std::optional<OwnerMatch> match_in(const auto& items, std::string_view text) {
  const auto exact = match_name(items, text, true);
  return exact ? exact : match_name(items, text, false);
}

// "2.eq" as 2 and "eq"; 0 when there is no number.
std::pair<std::size_t, std::string_view> numbered(std::string_view segment) {
  std::size_t number = 0;
  const auto [end, failure] = std::from_chars(segment.data(), segment.data() + segment.size(), number);
  if (failure != std::errc()) return {0, segment};
  const std::string_view rest = segment.substr(static_cast<std::size_t>(end - segment.data()));
  if (rest.empty()) return {number, rest};
  if (rest[0] != '.') return {0, segment};
  return {number, rest.substr(1)};
}

// The item at the number, if its name fits; without a number, the only item of that name.
template <class Items, class NameOf>
auto match_numbered(const Items& items, std::string_view segment, NameOf name_of) -> decltype(&items[0]) {
  const auto same = [&](const auto& item, std::string_view name) { return lower_case(name_of(item)) == lower_case(name); };
  const auto fits = [&](const auto& item) { return same(item, segment); };
  if (const auto count = std::count_if(items.begin(), items.end(), fits)) return count == 1 ? &*std::find_if(items.begin(), items.end(), fits) : nullptr;
  const auto [number, name] = numbered(segment);
  if (number == 0 || number > items.size()) return nullptr;
  const auto& item = items[number - 1];
  return name.empty() || same(item, name) ? &item : nullptr;
}

std::string bus_name(const Session& session, const Send& send) {
  const Strip* bus = find_strip(session, send.to);
  return bus ? bus->name : std::string();
}

}  // namespace

std::optional<OwnerMatch> match_owner(const Session& session, std::string_view path) {
  if (path.starts_with("track/")) return match_in(session.tracks, path.substr(6));
  if (path.starts_with("bus/")) return match_in(session.buses, path.substr(4));
  if (path.starts_with("vca/")) return match_in(session.vcas, path.substr(4));
  if (begins_with_name(path, "mix", false)) return OwnerMatch{kMixStrip, after(path, 3)};
  if (begins_with_name(path, "master", false)) return OwnerMatch{kMasterStrip, after(path, 6)};
  return {};
}

const Device* match_device(const Strip& strip, std::string_view segment) {
  const auto* found = match_numbered(strip.devices, segment, [](const auto& device) { return device->type; });
  return found ? found->get() : nullptr;
}

const Send* match_send(const Session& session, const Strip& strip, std::string_view segment) {
  return match_numbered(strip.sends, segment, [&](const Send& send) { return bus_name(session, send); });
}

std::string device_segment(const Strip& strip, std::size_t position) { return fmt::format("{}.{}", position + 1, strip.devices[position]->type); }

std::string send_segment(const Session& session, const Strip& strip, std::size_t position) {
  const std::string name = bus_name(session, strip.sends[position]);
  const auto count = std::count_if(strip.sends.begin(), strip.sends.end(), [&](const Send& send) { return send.to == strip.sends[position].to; });
  return count == 1 ? name : fmt::format("{}.{}", position + 1, name);
}

std::string plain_path(const Session& session, std::string_view given) {
  std::string path(trimmed(given));
  const auto bears = [&path](const auto& item) { return item->strip.name == path; };
  const bool as_it_is = match_owner(session, path) || std::any_of(session.tracks.begin(), session.tracks.end(), bears) ||
                        std::any_of(session.buses.begin(), session.buses.end(), bears) ||
                        std::any_of(session.vcas.begin(), session.vcas.end(), bears);
  if (!as_it_is) std::erase(path, '"');
  return path;
}

}  // namespace sweetspot
