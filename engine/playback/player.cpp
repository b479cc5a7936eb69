#include "engine/playback/player.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>
#include <utility>

#include "engine/core/error.h"
#include "engine/playback/audio_loop.h"
#include "engine/playback/source_pool.h"

namespace sweetspot {
namespace {

constexpr int kMostJobs = 4;
constexpr int kPrefillMilliseconds = 100;
constexpr double kLookAgainSeconds = 2.0;
// How long a plan runs at least before the next takes over: longer than all cross-fades that a change begins.
constexpr double kSettleSeconds = 0.02;
constexpr auto kSettleAtMost = std::chrono::milliseconds(60);  // the device may have stopped asking

int default_jobs() { return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMostJobs); }

}  // namespace

struct Player::Body {
  Body(double session_rate, int jobs)
      : rate(session_rate), disk(session_rate), pool(disk), workers(make_workers(jobs)), loop(session_rate, disk, workers.get()) {}

  static std::unique_ptr<Workers> make_workers(int jobs) {
    const int threads = jobs > 0 ? jobs : default_jobs();
    return threads > 1 ? std::make_unique<Workers>(threads) : nullptr;
  }

  void use(std::unique_ptr<OutputDevice> next) {
    device = std::move(next);
    device->start(loop);
  }

  void use_clock() { use(open_output_device("dummy", rate, buffer)); }

  // Compiles and hands over; sources that are new are filled first, so that nothing drops out.
  void compile_and_publish(const SessionPtr& next, const std::filesystem::path& where) {
    Assets assets;
    assets.fade_in = plan != nullptr;
    assets.source = [&](const Session& of, const Track& track) { return pool.get(of, track, where); };
    auto running = std::make_unique<RunningPlan>();
    running->plan = compile(next, plan, assets);
    pool.keep_only(*next);
    running->sources = pool.all();
    if (loop.transport().moving()) disk.wait_for(running->sources, loop.transport().position(), kPrefillMilliseconds);
    plan = running->plan.get();
    for (const DeviceId id : watched) plan->watch(id, true);
    for (const Hold& hold : holds) plan->hold(hold.strip, hold.target, hold.value);
    loop.exchange().publish(std::move(running));
    published = std::chrono::steady_clock::now();
  }

  // Whether what sounds is still on its way from the plan before to this one: a third would cut those fades off.
  bool between_plans() const {
    return plan && loop.transport().moving() && plan->frames_run() < frames_from_seconds(kSettleSeconds, rate) &&
           std::chrono::steady_clock::now() - published < kSettleAtMost;
  }

  void apply(const SessionPtr& next, const std::filesystem::path& where) {
    const bool compiled = !plan || where != folder || needs_compile(*session, *next);
    const Frames tail = plan ? plan->tail() : 0;
    if (compiled)
      compile_and_publish(next, where);
    else
      plan->update(*next);
    const bool loop_moved = !session || !(session->loop == next->loop);
    const bool first = !session;
    session = next;
    folder = where;
    if (compiled || plan->tail() != tail) tell_limits();
    if (loop_moved) tell_loop();
    if (first) loop.send({TransportCommand::locate, 0, 0});
    if (compiled || loop_moved) follow(loop.transport().position());
  }

  // What had to wait, once it need not any more.
  void apply_waiting() {
    if (!waiting || between_plans()) return;
    const SessionPtr next = std::exchange(waiting, nullptr);
    try {
      apply(next, waiting_folder);
    } catch (const Error& error) {
      problem = error.what();
    }
  }

  void tell_limits() {
    end = session ? end_of(*session) + plan->tail() + plan->latency() : 0;
    loop.send({TransportCommand::limits, 0, end});
  }

  void tell_loop() {
    const bool on = session && session->loop.enabled;
    loop.send({TransportCommand::loop, on ? session->loop.start : 0, on ? session->loop.end : 0});
  }

  void follow(Frames position) {
    ReadAhead ahead;
    ahead.position = position;
    ahead.points = {0, parked};
    if (session && session->loop.enabled) {
      ahead.loop_start = session->loop.start;
      ahead.loop_end = session->loop.end;
    }
    for (const Marker& marker : session->markers) ahead.points.push_back(marker.at);
    disk.follow(ahead);
  }

  std::uint64_t dropouts() const {
    std::uint64_t sum = 0;
    for (const auto& source : pool.all()) sum += source->dropouts();
    return sum;
  }

  double rate;
  int buffer = 256;
  std::string wanted;  // the device asked for
  std::string problem;
  SessionPtr session;  // what is heard
  std::filesystem::path folder;
  SessionPtr waiting;  // what is to be heard as soon as the last change is through its fades; or null
  std::filesystem::path waiting_folder;
  Frames end = 0;           // one past the last frame that sounds
  Frames parked = 0;        // where playback was last sent
  bool stop_wanted = true;  // playback is not to go on; when it ends by itself this is still false
  struct Hold {
    StripId strip;
    AutomationTarget target;
    double value = 0.0;
  };
  std::vector<Hold> holds;     // what hands hold while automation is written
  std::set<DeviceId> watched;  // devices whose sound is left for the eyes
  std::uint64_t dropouts_before = 0;
  std::chrono::steady_clock::time_point looked;

  DiskThread disk;
  SourcePool pool;
  std::unique_ptr<Workers> workers;
  AudioLoop loop;
  Plan* plan = nullptr;  // the newest one published; the exchange owns it
  std::chrono::steady_clock::time_point published;
  std::unique_ptr<OutputDevice> device;
};

Player::Player(double rate, int jobs) : body_(std::make_unique<Body>(rate, jobs)) {}

Player::~Player() { close(); }

void Player::set_session(const SessionPtr& session, const std::filesystem::path& folder) {
  Body& b = *body_;
  if (b.between_plans()) {
    b.waiting = session;
    b.waiting_folder = folder;
    return;
  }
  b.waiting = nullptr;
  if (session != b.session || folder != b.folder) b.apply(session, folder);
}

void Player::open(const std::string& device, int buffer) {
  Body& b = *body_;
  close();
  b.wanted = device;
  b.buffer = buffer;
  b.problem.clear();
  try {
    b.use(open_output_device(device, b.rate, buffer));
  } catch (const Error& error) {
    b.device.reset();
    b.problem = error.what();
    b.use_clock();
  }
}

void Player::open(std::unique_ptr<OutputDevice> device) {
  close();
  body_->wanted = device->name();
  body_->problem.clear();
  body_->use(std::move(device));
}

void Player::close(bool keep) {
  Body& b = *body_;
  if (!b.device) return;
  b.loop.send({TransportCommand::stop, 0, 0});
  if (!keep) b.device->discard();
  b.device->stop();
  if (const std::string problem = b.device->problem(); !problem.empty()) b.problem = problem;
  b.device.reset();
}

void Player::play() {
  Body& b = *body_;
  if (b.loop.transport().position() >= b.end) locate(0);
  b.loop.restart_figures();
  b.dropouts_before = b.dropouts();
  b.follow(b.loop.transport().position());
  b.loop.send({TransportCommand::play, 0, 0});
  b.stop_wanted = false;
}

void Player::stop() {
  body_->stop_wanted = true;
  body_->loop.send({TransportCommand::stop, 0, 0});
}

void Player::locate(Frames at) {
  body_->parked = std::max<Frames>(at, 0);
  body_->follow(body_->parked);
  body_->loop.send({TransportCommand::locate, body_->parked, 0});
}

bool Player::playing() const { return body_->loop.transport().state() != Transport::stopped; }

Frames Player::playhead() const {
  const Body& b = *body_;
  const Frames at = b.loop.transport().position();
  if (!playing() || !b.plan) return at;
  const Frames behind = b.plan->latency() + (b.device ? b.device->latency() : 0);
  if (const Loop& loop = b.session->loop; loop.enabled && loop.end > loop.start && at >= loop.start && at < loop.end) {
    // What is heard just after the loop turned round is its end.
    if (b.loop.transport().turned() && at - behind < loop.start) return loop.end - (loop.start - at + behind) % (loop.end - loop.start);
  }
  return std::max<Frames>(at - behind, std::min(at, b.parked));
}

void Player::listen_to_mix(bool mix) { body_->loop.monitor().listen_to_mix(mix); }
bool Player::listening_to_mix() const { return body_->loop.monitor().listening_to_mix(); }
void Player::set_monitor_gain(float gain) { body_->loop.set_monitor_gain(gain); }

void Player::hold(StripId strip, const AutomationTarget& target, double value) {
  Body& b = *body_;
  const auto known = std::ranges::find_if(b.holds, [&](const Body::Hold& hold) { return hold.strip == strip && hold.target == target; });
  if (known == b.holds.end())
    b.holds.push_back({strip, target, value});
  else
    known->value = value;
  if (b.plan) b.plan->hold(strip, target, value);
}

void Player::release(StripId strip, const AutomationTarget& target) {
  Body& b = *body_;
  std::erase_if(b.holds, [&](const Body::Hold& hold) { return hold.strip == strip && hold.target == target; });
  if (!b.plan || !b.plan->release(strip, target)) return;
  b.plan->update(*b.session);  // where there is no lane, the session's value counts again
}

StripMeter Player::take_meter(StripId strip) { return body_->plan ? body_->plan->take_meter(strip) : StripMeter{}; }

std::vector<float> Player::device_meters(DeviceId device) const {
  return body_->plan ? body_->plan->device_meters(device) : std::vector<float>{};
}

void Player::watch(DeviceId device, bool on) {
  Body& b = *body_;
  const bool known = on ? b.watched.insert(device).second : b.watched.erase(device) > 0;
  if (known && b.plan) b.plan->watch(device, on);
}

const SignalTap* Player::tap(DeviceId device) {
  Body& b = *body_;
  return b.plan && b.watched.contains(device) ? b.plan->watch(device, true) : nullptr;
}

PlayerLoudness Player::loudness() const {
  const MonitorReading reading = body_->loop.monitor().read();
  return {reading.loudness.momentary, reading.loudness.short_term, reading.loudness.integrated,
          reading.loudness.range,     reading.loudness.true_peak,  reading.correlation};
}

void Player::restart_loudness() { body_->loop.monitor().restart(); }

PlayerStatus Player::status() const {
  const Body& b = *body_;
  PlayerStatus status;
  status.device = b.device ? b.device->name() : "";
  status.problem = b.problem;
  status.rate = b.rate;
  status.buffer = b.device ? b.device->buffer() : 0;
  status.load = b.loop.load().figures();
  status.xruns = b.loop.late_blocks() + b.dropouts() - std::min(b.dropouts_before, b.dropouts());
  status.dropped = b.loop.dropped();
  return status;
}

void Player::tick() {
  Body& b = *body_;
  b.loop.exchange().free_retired();
  b.apply_waiting();
  if (!b.device) return;
  if (!b.stop_wanted && b.loop.transport().position() >= b.end && !playing()) {
    b.stop_wanted = true;
    locate(b.parked);
  }
  const auto now = std::chrono::steady_clock::now();
  if (b.device->lost()) {
    b.problem = b.device->problem();
    b.device->stop();
    b.device.reset();
    stop();
    b.use_clock();
    b.looked = now;
  } else if (!b.problem.empty() && !is_file_device(b.wanted) && !playing() &&
             now - b.looked > std::chrono::duration<double>(kLookAgainSeconds)) {
    b.looked = now;
    try {
      auto back = open_output_device(b.wanted, b.rate, b.buffer);
      b.device->stop();
      b.use(std::move(back));
      b.problem.clear();
    } catch (const Error&) {
      // Still away; the clock goes on.
    }
  }
}

}  // namespace sweetspot
