// The face of the engine: one open song, edited, heard, saved.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/progress.h"
#include "engine/session/automation_mode.h"
#include "engine/session/history.h"
#include "engine/session/session.h"
#include "engine/studio/onset_store.h"
#include "engine/studio/report.h"

namespace sweetspot {

class Overview;

// All functions are for the main thread unless said otherwise; none waits for the audio thread. What cannot be done throws
// Error and changes nothing.
class Studio {
 public:
  Studio();
  ~Studio();
  Studio(const Studio&) = delete;
  Studio& operator=(const Studio&) = delete;

  // --- The song ---------------------------------------------------------------------------------------------------------

  // The session as it is now; never null.
  SessionPtr session() const;

  // Its folder. A new song that was never saved lives in a scratch folder until save_as, so that it, too, outlives a crash;
  // unsaved() is true then.
  const std::filesystem::path& folder() const;
  bool unsaved() const;

  bool modified() const;  // since it was saved
  bool read_only() const;

  // Starts an empty unsaved session in place of the open one. Throws Error when there is no room for its scratch folder.
  void start_new(std::string name, double rate);

  // Opens a session folder or the .sweetspot file in it: for reading only when it is open in another window, unless that is said to be on
  // another machine and `over_another_machine`. The open session stays when this throws.
  OpenReport open(const std::filesystem::path& path, bool over_another_machine = false);

  // Answers a recovery of the OpenReport: takes its session as the present one, as one undo step; or throws it away. One that is not
  // answered is offered again when the song is opened next.
  void accept_recovery(const Recovery& recovery);
  void discard_recovery(const Recovery& recovery);

  void save();
  void save_as(const std::filesystem::path& folder);  // copies the audio along; the folder must be new or empty

  // Points a missing recording to a file, and its missing siblings to files beside it; one undo step. How many were found.
  std::size_t relink(MediaId media, const std::filesystem::path& file);
  std::vector<MissingMedia> missing() const;

  // Songs that were never saved and were left behind by a program that was killed, newest first. Any thread.
  static std::vector<std::filesystem::path> left_behind();

  // --- Edits ------------------------------------------------------------------------------------------------------------

  // Makes `next` the session: one undo step, heard at once. Which steps merge: see History. Does nothing when `next` is the
  // present value.
  void commit(SessionPtr next, const EditLabel& label);

  // As commit(edit(session())), but while it plays, what moves controls of a strip that is not in read is written as automation: heard at
  // once, and one undo step when the pass ends. The window's gestures come this way.
  void edit(const std::function<SessionPtr(const SessionPtr&)>& edit, const EditLabel& label);
  void end_gesture();
  bool cancel_gesture();  // what the gesture wrote is forgotten; true when it wrote something

  // Plays another value of the song in place of the present one, without a step: to hear what would become of it. Until the next edit, undo
  // or redo, or until null is given. Of the same rate as the song.
  void audition(const SessionPtr& heard);

  void undo();
  void redo();
  void jump(std::size_t step);  // to any step of the history
  const History& history() const;

  // --- Transport --------------------------------------------------------------------------------------------------------

  void play();
  void stop();
  bool playing() const;
  void locate(Frames at);
  Frames playhead() const;                           // of what is heard now
  void set_listening_to_mix(bool before_mastering);  // hear the mix before the mastering stage
  bool listening_to_mix() const;
  void set_monitor_gain(double db);  // of the speakers alone; not part of the song
  // Turns the fader of one strip in what is heard, beside its own level, while one of its devices is compared; one strip at a time, 0 for
  // none. Never the song, never an export. A fader that its lane moves or that is being written is left alone.
  void set_strip_trim(StripId strip, double db);
  void set_listening_trim(double db);  // beside it, while two mixes are compared at one loudness; 0 for another song

  // --- Automation -------------------------------------------------------------------------------------------------------

  // How moves of a strip's controls are taken while it plays. Not part of the song: it is read when a song is opened. Going back to read
  // ends the strip's part of the pass.
  AutomationMode automation_mode(StripId strip) const;
  void set_automation_mode(StripId strip, AutomationMode mode);

  // What a control is to show when not the session's own value: that it is held at in the pass, or that of its lane at the playhead.
  std::optional<double> automated_value(StripId strip, const AutomationTarget& target) const;

  // The session with all these values in it: what controls show. The same object as long as none of them moves, and session() itself where
  // nothing is automated, so it may be asked for on every display frame.
  SessionPtr shown_session();

  // --- Sound card -------------------------------------------------------------------------------------------------------

  std::vector<AudioDevice> audio_devices(bool look_again = false);
  void close_audio(bool keep_file = true);        // ends playback and lets the card go; set_audio opens it again. A file
                                                  // that was played to is finished, or left out; see status().problem
  void set_audio(const AudioSettings& settings);  // never throws for a missing card: the clock plays and status() says why
  AudioSettings audio() const;
  AudioStatus status() const;

  // --- Eyes -------------------------------------------------------------------------------------------------------------

  LevelReadout take_level(StripId strip);
  std::vector<float> device_meters(DeviceId device) const;  // in the order of the type's meters; empty when it does not run

  // Leaves the sound before and after a device for the eyes while `on`: see device_signal. Costs a copy of its sound.
  void watch_device(DeviceId device, bool on);

  // The newest `signal.frames` frames (8192 at most) before and after a watched device, left and right (a mono sound twice). False,
  // with nothing changed, when there are not yet so many, or none since `signal.end` was written by the last call.
  bool device_signal(DeviceId device, DeviceSignal& signal);

  LoudnessReadout loudness() const;
  void reset_loudness();

  // The waveform of a recording, or null while it is built in the background; `on_overview_ready` is then called from
  // tick().
  std::shared_ptr<const Overview> overview(MediaId media);
  std::function<void(MediaId)> on_overview_ready;

  // Where the sounds of a recording begin, likewise; `on_onsets_ready` is called from tick().
  std::shared_ptr<const Onsets> onsets(MediaId media);
  std::function<void(MediaId)> on_onsets_ready;
  bool onsets_failed(MediaId media) const;  // they were looked for in vain, or there is no such recording

  // Called 30 to 60 times a second: frees what the audio thread gave back, notices lost devices, flushes the journal about
  // once a second.
  void tick();

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

// What Studio::audio_devices lists, without a song. With `look_again` PortAudio starts anew; no card may be open then. [main]
std::vector<AudioDevice> sound_devices(bool look_again);

}  // namespace sweetspot
