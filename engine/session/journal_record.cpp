#include "engine/session/journal_record.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/session/json_reader.h"
#include "engine/session/json_writer.h"
#include "engine/session/repair.h"

namespace sweetspot {
namespace {

using Json = nlohmann::json;

std::uint64_t id_of(const Media& media) { return media.id.value; }
std::uint64_t id_of(const Track& track) { return track.strip.id.value; }
std::uint64_t id_of(const Bus& bus) { return bus.strip.id.value; }
std::uint64_t id_of(const Vca& vca) { return vca.strip.id.value; }
std::uint64_t id_of(const StripGroup& group) { return group.id.value; }

template <class T>
using Items = std::vector<std::shared_ptr<const T>>;

// {"order": [ids], "set": [whole items]}: only what is new or changed is set.
template <class T>
bool write_list(JsonWriter& writer, std::string_view key, const Items<T>& from, const Items<T>& to) {
  if (from == to) return false;
  std::unordered_set<const T*> known;
  for (const auto& item : from) known.insert(item.get());
  std::vector<std::uint64_t> order;
  Items<T> set;
  for (const auto& item : to) {
    order.push_back(id_of(*item));
    if (!known.contains(item.get())) set.push_back(item);
  }
  writer.begin_key(key);
  writer.begin_object();
  writer("order", order);
  writer("set", set);
  writer.end_object();
  return true;
}

bool same_version(const Version& a, const Version& b) {
  return a.name == b.name && a.note == b.note && a.created == b.created && a.session == b.session && a.unknown == b.unknown;
}

// A version that is as before is named by its place in the list before.
bool write_versions(JsonWriter& writer, const std::vector<Version>& from, const std::vector<Version>& to) {
  if (std::equal(from.begin(), from.end(), to.begin(), to.end(), same_version)) return false;
  writer.begin_key("versions");
  writer.begin_array();
  for (const Version& version : to) {
    writer.begin_item();
    const auto same = std::find_if(from.begin(), from.end(), [&](const Version& v) { return same_version(v, version); });
    if (same == from.end()) writer.value(version);
    else writer.value(same - from.begin());
  }
  writer.end_array();
  return true;
}

std::string head_text(const Session& session, const ParamCatalog& catalog) {
  JsonWriter writer(catalog, false);
  writer.begin_object();
  head_fields(writer, session);
  writer.rest(session.unknown, {"loop"});
  writer.end_object();
  return std::move(writer).take();
}

bool write_head(JsonWriter& writer, const Session& from, const Session& to, const ParamCatalog& catalog) {
  if (head_text(from, catalog) == head_text(to, catalog)) return false;
  writer.begin_key("head");
  writer.begin_object();
  head_fields(writer, to);
  writer.rest(to.unknown, {"loop"});
  writer.end_object();
  return true;
}

// The lists as they are read.
template <class T>
struct ListChange {
  std::vector<std::uint64_t> order;
  Items<T> set;
};

template <class Archive, class T>
void fields(Archive& ar, ListChange<T>& change) {
  ar("order", change.order);
  ar("set", change.set);
}

template <class T>
void apply_list(Json& record, const char* key, Items<T>& items, const ParamCatalog& catalog) {
  const auto found = record.find(key);
  if (found == record.end()) return;
  const JsonPlace place{nullptr, key, 0};
  ListChange<T> change;
  JsonReader reader(*found, catalog, place);
  fields(reader, change);
  std::unordered_map<std::uint64_t, std::shared_ptr<const T>> by_id;
  for (const auto& item : items) by_id[id_of(*item)] = item;
  for (const auto& item : change.set) by_id[id_of(*item)] = item;
  items.clear();
  for (const std::uint64_t id : change.order) {
    if (!by_id.contains(id)) throw Error(key, "the journal names something that is not there", "open the file without the journal");
    items.push_back(by_id[id]);
  }
}

void apply_strip(Json& record, const char* key, std::shared_ptr<const Strip>& strip, const ParamCatalog& catalog) {
  const auto found = record.find(key);
  if (found == record.end()) return;
  const JsonPlace place{nullptr, key, 0};
  auto next = std::make_shared<Strip>();
  JsonReader reader(*found, catalog, place);
  fields(reader, *next);
  strip = std::move(next);
}

void apply_versions(Json& record, std::vector<Version>& versions, const ParamCatalog& catalog) {
  const auto found = record.find("versions");
  if (found == record.end()) return;
  std::vector<Version> next;
  for (Json& item : *found) {
    if (item.is_number_unsigned()) {
      next.push_back(versions.at(item.get<std::size_t>()));
      continue;
    }
    const JsonPlace place{nullptr, "versions", 0};
    JsonReader reader(item, catalog, place);
    fields(reader, next.emplace_back());
  }
  versions = std::move(next);
}

void apply_head(Json& record, Session& session, const ParamCatalog& catalog) {
  const auto found = record.find("head");
  if (found == record.end()) return;
  const JsonPlace place{nullptr, "head", 0};
  JsonReader reader(*found, catalog, place);
  session.metadata.clear();
  session.meter = {};  // left out while it is the default
  head_fields(reader, session);
  session.unknown = nullptr;
  reader.rest(session.unknown);
}

}  // namespace

std::string record_change(const Session& from, const Session& to, const ParamCatalog& catalog) {
  JsonWriter writer(catalog, false);
  writer.begin_object();
  bool changed = write_head(writer, from, to, catalog);
  changed |= write_list(writer, "media", from.media, to.media);
  changed |= write_list(writer, "tracks", from.tracks, to.tracks);
  changed |= write_list(writer, "buses", from.buses, to.buses);
  changed |= write_list(writer, "vcas", from.vcas, to.vcas);
  changed |= write_list(writer, "groups", from.groups, to.groups);
  if (from.mix != to.mix) writer("mix", to.mix), changed = true;
  if (from.master != to.master) writer("master", to.master), changed = true;
  changed |= write_versions(writer, from.versions, to.versions);
  writer.end_object();
  return changed ? std::move(writer).take() : std::string();
}

SessionPtr apply_change(const SessionPtr& from, std::string_view text, const ParamCatalog& catalog) {
  Json record = Json::parse(text, nullptr, false);
  if (!record.is_object()) throw Error("the journal", "a record of it is damaged", "open the file without the journal");
  auto next = std::make_shared<Session>(*from);
  apply_head(record, *next, catalog);
  apply_list(record, "media", next->media, catalog);
  apply_list(record, "tracks", next->tracks, catalog);
  apply_list(record, "buses", next->buses, catalog);
  apply_list(record, "vcas", next->vcas, catalog);
  apply_list(record, "groups", next->groups, catalog);
  apply_strip(record, "mix", next->mix, catalog);
  apply_strip(record, "master", next->master, catalog);
  apply_versions(record, next->versions, catalog);
  return next;
}

}  // namespace sweetspot
