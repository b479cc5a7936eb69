// The real-time engine: a session, a sound card, and what happens between them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/mixer/plan.h"
#include "engine/playback/load_meter.h"
#include "engine/playback/output_device.h"
#include "engine/session/session.h"

namespace sweetspot {

struct PlayerStatus {
  std::string device;   // what the clock is now
  std::string problem;  // why the wanted device does not play; empty when it does
  double rate = 48000.0;
  int buffer = 0;
  LoadFigures load;           // since playback started
  std::uint64_t xruns = 0;    // late blocks and blocks that the disk did not fill, since playback started
  std::uint64_t dropped = 0;  // wishes that found the queue full
};

struct PlayerLoudness {
  double momentary = kMinusInfinity;
  double short_term = kMinusInfinity;
  double integrated = kMinusInfinity;
  double range = 0.0;
  double true_peak = kMinusInfinity;
  double correlation = 0.0;
};

// Plays one session at one rate. Main thread only; nothing here waits for the audio thread but opening, closing and changing
// devices.
class Player {
 public:
  // `jobs`: threads that make sound, the audio thread among them; 0 for one a core, at most 4.
  explicit Player(double rate, int jobs = 0);
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  // Makes a session the one that is heard: values are handed over at once, a change of structure is compiled and exchanged, and what
  // changed is cross-faded. While the fades of the change before still run (20 ms) it waits for tick(); of several the last counts.
  // `folder` is where its audio lives. Throws Error when it cannot be compiled; the old one then plays on.
  void set_session(const SessionPtr& session, const std::filesystem::path& folder);

  // Plays to a device ("" default card, "dummy", "file:PATH", a card's name). When it cannot be opened the silent clock runs
  // instead and status() says why. Playback stops first.
  void open(const std::string& device, int buffer);

  // Plays to a device of the caller's own.
  void open(std::unique_ptr<OutputDevice> device);

  // Ends playback and lets the device go; a "file:" is finished, or left out without `keep`. What could not be written is in
  // status() then.
  void close(bool keep = true);

  void play();
  void stop();
  void locate(Frames at);
  bool playing() const;

  // What is heard now, on the timeline: latency of the plan and the card are taken off.
  Frames playhead() const;

  // Hear the mix before mastering instead of the master, matched in loudness to it.
  void listen_to_mix(bool mix);
  bool listening_to_mix() const;

  // Gain of the speakers alone, linear.
  void set_monitor_gain(float gain);

  // As Plan::hold and release; what is held stays so over edits, until it is let go.
  void hold(StripId strip, const AutomationTarget& target, double value);
  void release(StripId strip, const AutomationTarget& target);

  StripMeter take_meter(StripId strip);
  std::vector<float> device_meters(DeviceId device) const;

  // Whether the sound before and after a device is left for the eyes, and the tap it is left in (null while the device does not run);
  // ask for it anew each time. Goes on over edits until it is ended.
  void watch(DeviceId device, bool on);
  const SignalTap* tap(DeviceId device);
  PlayerLoudness loudness() const;
  void restart_loudness();
  PlayerStatus status() const;

  // Now and then, 10 to 60 times a second: frees what the audio thread gave back, and puts the clock in the place of a card
  // that went away; the card is taken again when it is back. Playback that came to the song's end goes back to where it began.
  void tick();

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace sweetspot
