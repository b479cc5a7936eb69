#include "engine/studio/studio.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/media/overview_store.h"
#include "engine/playback/player.h"
#include "engine/processors/registry.h"
#include "engine/realtime/signal_tap.h"
#include "engine/session/automation_values.h"
#include "engine/session/journal.h"
#include "engine/session/session_folder.h"
#include "engine/studio/automation_writer.h"
#include "engine/studio/open_mark.h"
#include "engine/studio/presets.h"
#include "engine/studio/scratch_folder.h"
#include "engine/studio/song_file.h"
#include "engine/studio/song_folder.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr auto kJournalPause = std::chrono::seconds(1);
constexpr double kDefaultRate = 48000.0;

// Hashes of overviews that became ready, from their thread to the main one.
class ReadyList {
 public:
  void add(const std::string& hash) {
    const std::lock_guard lock(mutex_);
    hashes_.push_back(hash);
  }
  std::vector<std::string> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(hashes_, {});
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> hashes_;
};

}  // namespace

struct Studio::Body {
  History history{make_session("Untitled", kDefaultRate), "New song"};
  fs::path folder;
  SongFile saved;  // of a song that is not unsaved
  bool unsaved = true;
  bool read_only = false;
  std::unique_ptr<OpenMark> mark;  // in the folder
  std::unique_ptr<Journal> journal;
  Clock::time_point last_flush = Clock::now();
  AudioSettings settings;
  bool audio_open = false;
  std::unique_ptr<Player> player;
  std::unique_ptr<AutomationWriter> writer;
  double monitor_db = 0.0;
  double trim_db = 0.0;
  StripId trimmed;  // see set_strip_trim
  double strip_trim_db = 0.0;
  ReadyList ready;
  SessionPtr shown_from, shown;  // what controls show, and the session it was made of
  std::vector<EditMove> shown_values;
  std::unique_ptr<OverviewStore> overviews;
  ReadyList ready_onsets;
  std::unique_ptr<OnsetStore> onsets;

  const SessionPtr& session() const { return history.current(); }

  static const AutomationTarget& gain_target() {
    static const AutomationTarget target{{}, {}, "gain"};
    return target;
  }

  // Its own level may have changed since.
  void apply_strip_trim() {
    if (!trimmed) return;
    const Strip* strip = find_strip(*session(), trimmed);
    const auto moved = [](const auto& lane) { return lane->enabled && lane->target == gain_target(); };
    if (!strip || writer->mode(trimmed) != AutomationMode::read || std::ranges::any_of(strip->automation, moved))
      player->release(trimmed, gain_target());
    else
      player->hold(trimmed, gain_target(), std::max(kSilenceDb, strip->fader.gain_db + strip_trim_db));
  }

  void apply_monitor() { player->set_monitor_gain(static_cast<float>(gain_from_db(monitor_db) * gain_from_db(trim_db))); }

  // Puts another song in the place of the open one, whose mark is there already or is made.
  void take(SessionPtr session, fs::path where, const SongFile& file_there, bool is_unsaved, bool is_read_only, const std::string& step) {
    player.reset();
    overviews.reset();
    onsets.reset();
    history = History(std::move(session), step);
    folder = std::move(where);
    saved = file_there;
    unsaved = is_unsaved;
    read_only = is_read_only;
    if (!mark) mark = std::make_unique<OpenMark>(folder);
    overviews = std::make_unique<OverviewStore>(Cache(folder / "cache"), [this](const std::string& hash) { ready.add(hash); });
    onsets = std::make_unique<OnsetStore>(Cache(folder / "cache"), [this](const std::string& hash) { ready_onsets.add(hash); });
    journal = read_only ? nullptr : std::make_unique<Journal>(file(), this->session(), processor_catalog());
    player = std::make_unique<Player>(this->session()->rate);
    player->set_session(this->session(), folder);
    trim_db = 0.0;
    trimmed = {};
    apply_monitor();
    if (audio_open) player->open(settings.device, settings.buffer);
    writer = std::make_unique<AutomationWriter>(
        this->session()->rate, processor_catalog(),
        AutomationWriter::Outlet{
            [this](StripId strip, const AutomationTarget& target, double value) { player->hold(strip, target, value); },
            [this](StripId strip, const AutomationTarget& target) { player->release(strip, target); }});
  }

  // Makes what was written a step. The new lanes are handed over before the hands let go, so nothing falls back in between.
  void end_pass(StripId only = {}) {
    if (!writer->has_written(only)) return;
    std::string name;
    SessionPtr next = writer->written(session(), only, name);
    if (next != session()) {
      history.commit(std::move(next), {name, "", 0, false});
      changed();
    }
    writer->let_go();
  }

  fs::path file() const { return unsaved ? new_session_file(folder) : saved.path(); }

  // The song is left: an unsaved one goes, a saved one loses its journal.
  void leave() {
    player.reset();
    overviews.reset();
    onsets.reset();
    if (journal) journal->discard();
    journal.reset();
    mark.reset();
    if (unsaved && !folder.empty()) remove_scratch_folder(folder);
  }

  void changed() {
    // The journal of an unsaved song needs a file to go on from, so that it is found after a crash.
    if (unsaved && !fs::exists(file())) save_session(*history.steps().front().session, file(), processor_catalog());
    player->set_session(session(), folder);
    apply_strip_trim();
    if (journal) journal->append(session());
  }
};

Studio::Studio() : body_(std::make_unique<Body>()) {
  body_->take(make_session("Untitled", kDefaultRate), make_scratch_folder("Untitled"), {}, true, false, "New song");
}

Studio::~Studio() { body_->leave(); }

SessionPtr Studio::session() const { return body_->session(); }
const fs::path& Studio::folder() const { return body_->folder; }
bool Studio::unsaved() const { return body_->unsaved; }
bool Studio::modified() const { return body_->history.modified(); }
bool Studio::read_only() const { return body_->read_only; }

void Studio::start_new(std::string name, double rate) {
  fs::path scratch = make_scratch_folder(name);
  body_->leave();
  body_->take(make_session(std::move(name), rate), std::move(scratch), {}, true, false, "New song");
}

OpenReport Studio::open(const fs::path& path, bool over_another_machine) {
  const fs::path file = fs::absolute(session_file(path));
  std::error_code ignored;
  const bool own = body_->mark && !body_->mark->other() && fs::equivalent(file.parent_path(), body_->folder, ignored);
  std::unique_ptr<OpenMark> mark;
  if (!own) mark = std::make_unique<OpenMark>(file.parent_path(), over_another_machine);
  const auto holder = mark ? mark->other() : std::nullopt;
  if (mark && !holder) put_journal_aside(file);
  OpenSong song = open_song(file);
  song.report.open_elsewhere = holder;
  if (holder) {
    song.report.read_only = true;
    song.report.recoveries.clear();   // they are the other's to answer, and the newest is what it writes
  }
  // What was edited of this very song is given up with it.
  if (own) std::erase_if(song.report.recoveries, [&](const Recovery& recovery) { return recovery.journal == journal_path(file); });
  if (own) mark = std::move(body_->mark);
  body_->leave();
  body_->mark = std::move(mark);
  body_->take(song.session, song.folder, song.file, false, song.report.read_only, "Open");
  for (const auto& place : {song.folder, song.folder / "audio"}) remove_abandoned_partials(place);
  return song.report;
}

// It goes when the journal of this session holds what it held.
void Studio::accept_recovery(const Recovery& recovery) {
  commit(recovery.session, {"Recover edits", "", 0, false});
  if (body_->journal) body_->journal->flush();
  remove_answered_journal(recovery.journal);
}

void Studio::discard_recovery(const Recovery& recovery) { remove_answered_journal(recovery.journal); }

void Studio::save() {
  Body& b = *body_;
  if (b.unsaved) throw Error(session()->name, "has no folder yet", "choose one with Save as");
  if (b.read_only)
    throw Error(session()->name, b.mark->other() ? "is open in another window" : "was made by a newer version of Sweetspot", "save it under another name");
  b.end_pass();
  b.saved.save(*b.session());
  b.history.mark_saved();
  if (b.journal) b.journal->restart(b.session());
}

void Studio::save_as(const fs::path& folder) {
  Body& b = *body_;
  std::error_code failed;
  if (fs::exists(folder, failed) && !(fs::is_directory(folder, failed) && fs::is_empty(folder, failed)))
    throw Error(folder.string(), "is there already", "choose another name");
  b.end_pass();
  create_session_folder(folder);
  const fs::path target = fs::absolute(folder);
  for (const auto& media : b.session()->media) {
    if (media->linked) continue;
    fs::copy_file(media_file(b.folder, *media), target / media->path, fs::copy_options::skip_existing, failed);
    if (failed && fs::exists(media_file(b.folder, *media)))
      throw Error((target / media->path).string(), failed.message(), "choose another disk");
  }
  if (fs::exists(song_preset_folder(b.folder), failed)) {
    fs::copy(song_preset_folder(b.folder), song_preset_folder(target), fs::copy_options::recursive, failed);
    if (failed) throw Error(song_preset_folder(target).string(), failed.message(), "choose another disk");
  }
  auto named = std::make_shared<Session>(*b.session());
  named->name = target.filename().string();
  save_session(*named, new_session_file(target), processor_catalog());
  const fs::path before = b.unsaved ? b.folder : fs::path();
  const Frames at = playhead();
  if (b.journal) b.journal->discard();
  b.mark.reset();
  b.take(named, target, SongFile(new_session_file(target)), false, false, "Save as");
  if (!before.empty()) remove_scratch_folder(before);
  locate(at);
}

std::size_t Studio::relink(MediaId media, const fs::path& file) {
  Relinked relinked = relink_with_siblings(session(), folder(), media, file);
  commit(relinked.session, {"Find recordings", "", 0, false});
  return relinked.found.size();
}

std::vector<MissingMedia> Studio::missing() const { return missing_media(*session(), folder()); }

std::vector<fs::path> Studio::left_behind() { return abandoned_scratch_folders(); }

void Studio::commit(SessionPtr next, const EditLabel& label) {
  if (next == session()) return;
  if (next->rate != session()->rate) throw Error(next->name, "has another sample rate", "open it as a song of its own");
  body_->history.commit(std::move(next), label);
  body_->changed();
}

void Studio::edit(const std::function<SessionPtr(const SessionPtr&)>& edit, const EditLabel& label) {
  commit(body_->writer->take(session(), edit, label), label);
}

void Studio::end_gesture() { body_->writer->gesture_ended(); }
bool Studio::cancel_gesture() { return body_->writer->gesture_cancelled(); }

AutomationMode Studio::automation_mode(StripId strip) const { return body_->writer->mode(strip); }

void Studio::set_automation_mode(StripId strip, AutomationMode mode) {
  if (mode == AutomationMode::read) body_->end_pass(strip);
  body_->writer->set_mode(*session(), strip, mode);
}

std::optional<double> Studio::automated_value(StripId strip, const AutomationTarget& target) const {
  return body_->writer->shown(*session(), strip, target, playhead());
}

SessionPtr Studio::shown_session() {
  Body& b = *body_;
  std::vector<EditMove> values = b.writer->all_shown(*session(), playhead());
  if (values.empty()) {
    b.shown = b.shown_from = nullptr;
    return session();
  }
  if (b.shown_from == session() && values == b.shown_values) return b.shown;
  b.shown_from = b.shown = session();
  b.shown_values = std::move(values);
  for (auto from = b.shown_values.begin(); from != b.shown_values.end();) {
    const auto to = std::find_if(from, b.shown_values.end(), [&](const EditMove& move) { return move.strip != from->strip; });
    std::vector<TargetValue> of_strip;
    for (auto move = from; move != to; ++move) of_strip.push_back({move->target, move->value});
    b.shown = with_values(b.shown, from->strip, of_strip);
    from = to;
  }
  return b.shown;
}

void Studio::audition(const SessionPtr& heard) {
  if (heard && heard->rate != session()->rate) throw Error(heard->name, "has another sample rate", "open it as a song of its own");
  body_->player->set_session(heard ? heard : session(), folder());
}

void Studio::undo() {
  body_->end_pass();
  body_->history.undo();
  body_->changed();
}

void Studio::redo() {
  body_->end_pass();
  body_->history.redo();
  body_->changed();
}

void Studio::jump(std::size_t step) {
  body_->end_pass();
  body_->history.jump(step);
  body_->changed();
}

const History& Studio::history() const { return body_->history; }

void Studio::play() { body_->player->play(); }
void Studio::stop() { body_->player->stop(); }
bool Studio::playing() const { return body_->player->playing(); }
void Studio::locate(Frames at) { body_->player->locate(at); }
Frames Studio::playhead() const { return body_->player->playhead(); }
void Studio::set_listening_to_mix(bool before_mastering) { body_->player->listen_to_mix(before_mastering); }
bool Studio::listening_to_mix() const { return body_->player->listening_to_mix(); }
void Studio::set_monitor_gain(double db) {
  body_->monitor_db = db;
  body_->apply_monitor();
}

void Studio::set_strip_trim(StripId strip, double db) {
  Body& b = *body_;
  if (strip == b.trimmed && db == b.strip_trim_db) return;
  if (b.trimmed && (strip != b.trimmed || db == 0.0)) b.player->release(b.trimmed, Body::gain_target());
  b.trimmed = db == 0.0 ? StripId{} : strip;
  b.strip_trim_db = db;
  b.apply_strip_trim();
}

void Studio::set_listening_trim(double db) {
  body_->trim_db = db;
  body_->apply_monitor();
}

std::vector<AudioDevice> Studio::audio_devices(bool look_again) {
  if (!look_again) return sound_devices(false);
  // PortAudio sees new cards only when it starts anew, which it cannot while one is open.
  body_->player->close();
  std::vector<AudioDevice> devices = sound_devices(true);
  if (body_->audio_open) body_->player->open(body_->settings.device, body_->settings.buffer);
  return devices;
}

void Studio::set_audio(const AudioSettings& settings) {
  body_->settings = settings;
  body_->audio_open = true;
  body_->player->open(settings.device, settings.buffer);
}

void Studio::close_audio(bool keep_file) {
  body_->audio_open = false;
  body_->player->close(keep_file);
}

AudioSettings Studio::audio() const { return body_->settings; }

AudioStatus Studio::status() const {
  const PlayerStatus player = body_->player->status();
  AudioStatus status;
  status.device = player.device;
  status.problem = player.problem;
  status.rate = player.rate;
  status.buffer = player.buffer;
  status.load = player.load.recent;
  status.load_mean = player.load.mean;
  status.load_peak = player.load.worst;
  status.load_p999 = player.load.p999;
  status.blocks = player.load.blocks;
  status.xruns = player.xruns;
  status.dropped = player.dropped;
  return status;
}

LevelReadout Studio::take_level(StripId strip) {
  const StripMeter meter = body_->player->take_meter(strip);
  return {{meter.peak[0], meter.peak[1]}, {meter.mean_square[0], meter.mean_square[1]}, meter.clipped, meter.non_finite};
}

std::vector<float> Studio::device_meters(DeviceId device) const { return body_->player->device_meters(device); }

void Studio::watch_device(DeviceId device, bool on) { body_->player->watch(device, on); }

bool Studio::device_signal(DeviceId device, DeviceSignal& signal) {
  const SignalTap* const tap = body_->player->tap(device);
  if (!tap || tap->written() == signal.end) return false;
  DeviceSignal fresh{.frames = signal.frames, .sound = {}, .end = tap->written()};
  for (const SignalTap::Side side : {SignalTap::before, SignalTap::after}) {
    for (std::size_t c = 0; c < SignalTap::kChannels; ++c) {
      fresh.sound[side][c].resize(fresh.frames);
      if (!tap->read(side, c, fresh.sound[side][c])) return false;
    }
  }
  signal = std::move(fresh);
  return true;
}

LoudnessReadout Studio::loudness() const {
  const PlayerLoudness loudness = body_->player->loudness();
  return {loudness.momentary, loudness.short_term, loudness.integrated, loudness.range, loudness.true_peak, loudness.correlation};
}

void Studio::reset_loudness() { body_->player->restart_loudness(); }

std::shared_ptr<const Overview> Studio::overview(MediaId id) {
  const Media* media = find_media(*session(), id);
  if (!media) return nullptr;
  if (auto found = body_->overviews->find(media->hash)) return found;
  body_->overviews->request(media->hash, media_file(folder(), *media));
  return nullptr;
}

std::shared_ptr<const Onsets> Studio::onsets(MediaId id) {
  const Media* media = find_media(*session(), id);
  if (!media) return nullptr;
  if (auto found = body_->onsets->find(media->hash)) return found;
  body_->onsets->request(media->hash, media_file(folder(), *media));
  return nullptr;
}

bool Studio::onsets_failed(MediaId id) const {
  const Media* media = find_media(*session(), id);
  return !media || !body_->onsets->failure(media->hash).empty();
}

void Studio::tick() {
  Body& b = *body_;
  b.player->tick();
  if (b.writer->tick(*b.session(), b.player->playing(), b.player->playhead())) b.end_pass();
  for (const std::string& hash : b.ready.take())
    for (const auto& media : b.session()->media)
      if (media->hash == hash && on_overview_ready) on_overview_ready(media->id);
  for (const std::string& hash : b.ready_onsets.take())
    for (const auto& media : b.session()->media)
      if (media->hash == hash && on_onsets_ready) on_onsets_ready(media->id);
  if (const auto now = Clock::now(); b.journal && now - b.last_flush > kJournalPause) {
    b.last_flush = now;
    b.journal->flush();
  }
}

std::vector<AudioDevice> sound_devices(bool look_again) {
  std::vector<AudioDevice> devices;
  for (const OutputDeviceInfo& device : output_devices(look_again))
    devices.push_back({device.name, device.host, device.channels, device.rate, device.is_default});
  return devices;
}

}  // namespace sweetspot
