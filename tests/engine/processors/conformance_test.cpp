// What every processor must hold to, asked of the whole registry.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "engine/params/spec.h"
#include "engine/processors/registry.h"
#include "engine/realtime/denormals.h"
#include "engine/realtime/thread_flag.h"
#include "tests/support/allocation_guard.h"
#include "tests/support/processor_rig.h"

namespace sweetspot::testing {
namespace {

constexpr double kRate = 48000.0;
constexpr Frames kHalfSecond = 24000;

// Parameters that treat a mono sound unlike two equal channels, by the ends of their keys ("" is all): they stay at their defaults, or at
// the value that follows, where the two are compared. A pan moves the sides apart, and one channel has no sides; a width lets it pass
// whatever it does to the middle.
const std::map<std::string, std::vector<std::string>> kMonoDiffers{
    {"pan", {""}},
    {"eq", {".route"}},
    {"width", {"mid", "rotation", "spread", "mono_below", "band1.width", "band2.width", "band3.width"}},
    {"reverb", {"width=0"}},
    {"delay", {"offset", "ping_pong"}},
    {"doubler", {"spread=0"}},
    {"modulation", {"phase=0"}},
    {"dither", {""}},
};

// Processors that add noise, each channel its own: its peak, which is by how much a mono sound and two equal channels may differ, and the
// parameter that lets it go on in silence, which stays at its default where silence is asked for.
struct OwnNoise {
  double peak;
  std::string goes_on;
};
const std::map<std::string, OwnNoise> kOwnNoise{{"dither", {2.0 / 32768.0, "auto_blank"}}};

double noise_peak(const ProcessorType& type) {
  const auto found = kOwnNoise.find(type.id);
  return found == kOwnNoise.end() ? 0.0 : found->second.peak;
}

void let_silence_be(const ProcessorType& type, std::vector<double>& values) {
  const auto found = kOwnNoise.find(type.id);
  if (found == kOwnNoise.end()) return;
  const auto at = static_cast<std::size_t>(index_of(type.params, found->second.goes_on));
  values[at] = type.params[at].default_value;
}

void keep_sides_alike(const ProcessorType& type, std::vector<double>& values) {
  const auto found = kMonoDiffers.find(type.id);
  if (found == kMonoDiffers.end()) return;
  for (std::size_t i = 0; i < values.size(); ++i)
    for (const std::string& entry : found->second) {
      const std::size_t equals = entry.find('=');
      if (!type.params[i].key.ends_with(entry.substr(0, equals))) continue;
      values[i] = equals == std::string::npos ? type.params[i].default_value : parse_value(type.params[i], entry.substr(equals + 1));
    }
}

bool bit_equal(const Sound& a, const Sound& b) {
  for (std::size_t channel = 0; channel < a.size(); ++channel)
    if (std::memcmp(a[channel].data(), b[channel].data(), a[channel].size() * sizeof(float)) != 0) return false;
  return true;
}

bool same_bits(float a, float b) { return std::memcmp(&a, &b, sizeof a) == 0; }

bool all_finite(const Sound& sound, Frames from = 0) {
  for (const auto& channel : sound)
    if (!std::all_of(channel.begin() + from, channel.end(), [](float x) { return std::isfinite(x); })) return false;
  return true;
}

float peak(const Sound& sound, Frames from = 0) {
  float most = 0.0f;
  for (const auto& channel : sound)
    for (std::size_t i = static_cast<std::size_t>(from); i < channel.size(); ++i) most = std::max(most, std::abs(channel[i]));
  return most;
}

Sound silence(int channels, Frames frames) {
  return Sound(static_cast<std::size_t>(channels), std::vector<float>(static_cast<std::size_t>(frames), 0.0f));
}

int latency_of(const ProcessorType& type, const std::vector<double>& values, double rate) {
  return type.latency ? type.latency(values, rate) : 0;
}

Frames tail_of(const ProcessorType& type, const std::vector<double>& values, double rate) { return tail_frames(type, values, rate); }

class Conformance : public ::testing::TestWithParam<const ProcessorType*> {
 protected:
  const ProcessorType& type() const { return *GetParam(); }

  // Some settings worth trying: the defaults and a few drawn at random.
  std::vector<std::vector<double>> settings(int random_ones, unsigned seed) const {
    std::vector<std::vector<double>> all{default_values(type())};
    std::mt19937 random(seed);
    for (int i = 0; i < random_ones; ++i) all.push_back(random_values(type(), random));
    return all;
  }
};

TEST_P(Conformance, TableIsInOrder) {
  EXPECT_FALSE(type().id.empty());
  EXPECT_FALSE(type().label.empty());
  static const std::set<std::string> kCategories{"Level", "Tone",       "Dynamics", "Colour",  "Stereo",
                                                 "Space", "Modulation", "Pitch",    "Delivery"};
  EXPECT_TRUE(kCategories.contains(type().category)) << type().category;
  EXPECT_FALSE(type().summary.empty());
  EXPECT_GE(type().version, 1);
  ASSERT_NE(type().make, nullptr);
  std::set<std::uint32_t> ids;
  std::set<std::string> keys;
  for (const ParamSpec& spec : type().params) {
    EXPECT_NE(spec.id, 0u) << spec.key;
    EXPECT_TRUE(ids.insert(spec.id).second) << spec.key;
    EXPECT_TRUE(keys.insert(spec.key).second) << spec.key;
    EXPECT_FALSE(spec.label.empty()) << spec.key;
    EXPECT_LT(spec.minimum, spec.maximum) << spec.key;
    EXPECT_EQ(constrain(spec, spec.default_value), spec.default_value) << spec.key;
    EXPECT_TRUE(spec.scale != Scale::logarithmic || spec.minimum > 0.0) << spec.key;
    EXPECT_TRUE(spec.scale != Scale::choice || spec.choices.size() == static_cast<std::size_t>(spec.maximum) + 1) << spec.key;
  }
  std::set<std::string> meters;
  for (const MeterSpec& meter : type().meters) EXPECT_TRUE(meters.insert(meter.key).second) << meter.key;
}

TEST_P(Conformance, NeitherAllocatesNorLocks) {
  if (!kAllocationGuardWorks) GTEST_SKIP() << "the sanitizer has malloc to itself";
  ProcessorRig rig(type(), kRate, 2, default_values(type()));
  const Sound input = noise(2, kHalfSecond, 0.5f, 1);
  const Sound sidechain = noise(2, kHalfSecond, 0.5f, 2);
  std::mt19937 splits(3);
  const AllocationGuard guard;
  rig.run(input, wandering(type(), default_values(type()), 4), kMaxBlockFrames, &splits, type().has_sidechain ? &sidechain : nullptr);
  {
    const AudioThreadScope audio_thread;
    rig.processor().reset();
  }
  EXPECT_EQ(guard.offences().allocations, 0u);
  EXPECT_EQ(guard.offences().frees, 0u);
  EXPECT_EQ(guard.offences().locks, 0u);
}

TEST_P(Conformance, AnyCutIntoBlocksGivesTheSameSamplesAtRest) {
  const Sound input = noise(2, kHalfSecond, 0.7f, 5);
  for (const auto& values : settings(4, 6)) {
    ProcessorRig whole(type(), kRate, 2, values);
    const Sound reference = whole.run(input, resting_at(values), kMaxBlockFrames);
    for (const int most : {1, 47, kMaxBlockFrames}) {
      ProcessorRig cut(type(), kRate, 2, values);
      std::mt19937 splits(static_cast<unsigned>(most));
      ASSERT_TRUE(bit_equal(cut.run(input, resting_at(values), most, &splits), reference)) << "blocks of up to " << most;
    }
  }
}

TEST_P(Conformance, AnyCutIntoBlocksGivesTheSameSamplesInMotion) {
  const Sound input = noise(2, kHalfSecond, 0.7f, 7);
  const Sound sidechain = noise(2, kHalfSecond, 0.7f, 8);
  const Sound* side = type().has_sidechain ? &sidechain : nullptr;
  unsigned seed = 9;
  for (const auto& values : settings(2, 10)) {
    const Trajectory path = wandering(type(), values, ++seed);
    ProcessorRig whole(type(), kRate, 2, values);
    const Sound reference = whole.run(input, path, kMaxBlockFrames, nullptr, side);
    for (const int most : {1, 20, 300}) {
      ProcessorRig cut(type(), kRate, 2, values);
      std::mt19937 splits(static_cast<unsigned>(most));
      ASSERT_TRUE(bit_equal(cut.run(input, path, most, &splits, side), reference)) << "blocks of up to " << most;
    }
  }
}

TEST_P(Conformance, ResetRepeats) {
  const Sound input = noise(2, kHalfSecond, 0.7f, 11);
  for (const auto& values : settings(2, 12)) {
    const Trajectory path = wandering(type(), values, 13);
    ProcessorRig rig(type(), kRate, 2, values);
    const Sound first = rig.run(input, path, 128);
    rig.reset();
    EXPECT_TRUE(bit_equal(rig.run(input, path, 128), first));
  }
}

// Every parameter at both ends of its range, alone and with the others at random, on what is hardest to stay finite on.
TEST_P(Conformance, FiniteSoundStaysFinite) {
  std::mt19937 random(14);
  for (const double rate : {8000.0, 44100.0, 192000.0}) {
    const auto frames = static_cast<Frames>(rate * 0.02);
    Sound hard = noise(2, frames, 1.0f, 15);
    for (auto& channel : hard) {
      std::fill(channel.begin() + frames / 4, channel.begin() + frames / 2, 1.0f);
      std::fill(channel.begin() + frames / 2, channel.begin() + 3 * frames / 4, 1e-41f);
    }
    for (std::size_t param = 0; param < type().params.size(); ++param)
      for (const double edge : {type().params[param].minimum, type().params[param].maximum})
        for (const bool alone : {true, false}) {
          std::vector<double> values = alone ? default_values(type()) : random_values(type(), random);
          values[param] = edge;
          ProcessorRig rig(type(), rate, 2, values);
          ASSERT_TRUE(all_finite(rig.run(hard, resting_at(values), kMaxBlockFrames)))
              << type().params[param].key << " = " << edge << " at " << rate << " Hz";
        }
  }
}

TEST_P(Conformance, FiniteInMotionAtEveryRate) {
  for (const double rate : {8000.0, 22050.0, 44100.0, 48000.0, 88200.0, 96000.0, 192000.0}) {
    const auto values = default_values(type());
    ProcessorRig rig(type(), rate, 2, values);
    const Sound output = rig.run(noise(2, 8000, 1.0f, 16), wandering(type(), values, 17), kMaxBlockFrames);
    EXPECT_TRUE(all_finite(output)) << rate;
  }
}

TEST_P(Conformance, RecoversFromSoundThatIsNotFinite) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), kInfinity, -kInfinity, std::numeric_limits<float>::max()}) {
    for (const auto& values : settings(3, 18)) {
      Sound input = noise(2, 2 * kHalfSecond, 0.5f, 19);
      for (auto& channel : input) std::fill_n(channel.begin() + 1000, 100, bad);
      ProcessorRig rig(type(), kRate, 2, values);
      const Sound output = rig.run(input, resting_at(values), 64);
      const Frames well_again = 1100 + latency_of(type(), values, kRate) + kHalfSecond / 2;
      ASSERT_LT(well_again, 2 * kHalfSecond - 1000) << "the test is too short for this processor";
      EXPECT_TRUE(all_finite(output, well_again)) << bad;
    }
  }
}

// Where the sound comes out, by the peak of the correlation with what went in.
TEST_P(Conformance, LatencyIsTrue) {
  for (const double rate : {44100.0, 48000.0, 96000.0}) {
    const auto values = default_values(type());
    const int declared = latency_of(type(), values, rate);
    ASSERT_GE(declared, 0);
    constexpr Frames kBurst = 4096;
    const Frames frames = kBurst + declared + 4096;
    Sound input = noise(2, frames, 0.05f, 20);
    for (auto& channel : input) std::fill(channel.begin() + kBurst, channel.end(), 0.0f);
    ProcessorRig rig(type(), rate, 2, values);
    const Sound output = rig.run(input, resting_at(values), kMaxBlockFrames);
    Frames best_lag = -1;
    double best = 0.0;
    for (Frames lag = 0; lag + kBurst <= frames; ++lag) {
      double sum = 0.0;
      for (Frames i = 0; i < kBurst; ++i)
        sum += static_cast<double>(input[0][static_cast<std::size_t>(i)]) * output[0][static_cast<std::size_t>(i + lag)];
      if (sum > best) {
        best = sum;
        best_lag = lag;
      }
    }
    EXPECT_EQ(best_lag, declared) << rate;
  }
}

// After the input ends, nothing louder than -100 dB of what came before goes on past latency and tail.
TEST_P(Conformance, TailIsTrue) {
  constexpr Frames kBurst = 12000;
  for (auto& values : settings(6, 21)) {
    let_silence_be(type(), values);
    const Frames end = kBurst + latency_of(type(), values, kRate) + tail_of(type(), values, kRate);
    if (end > 20 * static_cast<Frames>(kRate)) continue;
    Sound input = noise(2, kBurst, 0.5f, 22);
    for (auto& channel : input) channel.resize(static_cast<std::size_t>(end) + 4800, 0.0f);
    ProcessorRig rig(type(), kRate, 2, values);
    const Sound output = rig.run(input, resting_at(values), kMaxBlockFrames);
    EXPECT_LE(peak(output, end), 1e-5f * std::max(peak(output), 0.5f));
  }
}

TEST_P(Conformance, SilenceStaysSilent) {
  for (auto& values : settings(3, 23)) {
    let_silence_be(type(), values);
    ProcessorRig rig(type(), kRate, 2, values);
    EXPECT_EQ(peak(rig.run(silence(2, kHalfSecond), resting_at(values), kMaxBlockFrames)), 0.0f);
  }
}

TEST_P(Conformance, MonoAgreesWithEqualChannels) {
  const Sound mono = noise(1, kHalfSecond, 0.5f, 24);
  const Sound stereo{mono[0], mono[0]};
  for (auto& values : settings(3, 25)) {
    keep_sides_alike(type(), values);
    ProcessorRig one(type(), kRate, 1, values);
    ProcessorRig two(type(), kRate, 2, values);
    const Sound alone = one.run(mono, resting_at(values), 256);
    const Sound pair = two.run(stereo, resting_at(values), 256);
    for (const auto& channel : pair)
      for (std::size_t i = 0; i < channel.size(); ++i) {
        const float wanted = alone[0][i];
        ASSERT_NEAR(channel[i], wanted, noise_peak(type()) + 1e-6 * std::max(1.0f, std::abs(wanted))) << i;
      }
  }
}

// Batches of every size and mix of mono and stereo, block after block, against the same instances run one by one.
TEST_P(Conformance, BatchEqualsOneByOne) {
  if (!type().process_batch) GTEST_SKIP() << "has no kernel for batches";
  std::mt19937 random(26);
  for (int round = 0; round < 12; ++round) {
    struct Member {
      int channels;
      std::vector<ParamRamp> ramps;
      std::unique_ptr<Processor> batched, alone;
      alignas(64) float batch_audio[2][kMaxBlockFrames];
      alignas(64) float alone_audio[2][kMaxBlockFrames];
      std::vector<float> batch_meters, alone_meters;
    };
    std::vector<std::unique_ptr<Member>> members;
    for (int lanes = 0; lanes < kBatchLanes;) {
      auto member = std::make_unique<Member>();
      member->channels = lanes + 1 < kBatchLanes && random() % 2 ? 2 : 1;
      lanes += member->channels;
      if (round % 3 == 2 && random() % 4 == 0) continue;  // batches that are not full
      const auto values = random() % 4 ? random_values(type(), random) : default_values(type());
      member->ramps = ramps_at(values);
      for (auto* processor : {&member->batched, &member->alone}) {
        *processor = type().make();
        (*processor)->prepare({kRate, member->channels, kMaxBlockFrames}, values);
      }
      member->batch_meters.assign(type().meters.size(), 0.0f);
      member->alone_meters = member->batch_meters;
      members.push_back(std::move(member));
    }
    for (int block_number = 0; block_number < 12; ++block_number) {
      const int frames = block_number == 0 ? kMaxBlockFrames : 1 + static_cast<int>(random() % kMaxBlockFrames);
      std::vector<ProcessBlock> blocks(members.size());
      std::vector<std::array<float*, 2>> pointers(members.size());
      std::vector<BatchItem> items;
      for (std::size_t m = 0; m < members.size(); ++m) {
        Member& member = *members[m];
        for (int channel = 0; channel < member.channels; ++channel)
          for (int i = 0; i < frames; ++i) {
            const float x = block_number == 7 ? 0.0f : std::uniform_real_distribution<float>(-1.0f, 1.0f)(random);
            member.batch_audio[channel][i] = member.alone_audio[channel][i] = x;
          }
        if (block_number == 5 && m == 0) member.ramps = ramps_at(random_values(type(), random));
        pointers[m] = {member.batch_audio[0], member.batch_audio[1]};
        blocks[m].audio = pointers[m].data();
        blocks[m].channels = member.channels;
        blocks[m].frames = frames;
        blocks[m].params = member.ramps;
        blocks[m].meters = member.batch_meters.empty() ? nullptr : member.batch_meters.data();
        items.push_back({member.batched.get(), &blocks[m]});
      }
      const DenormalsGuard denormals;
      const AllocationGuard guard;
      {
        const AudioThreadScope audio_thread;
        type().process_batch(items);
      }
      EXPECT_EQ(guard.offences().all(), 0u);
      for (std::size_t m = 0; m < members.size(); ++m) {
        Member& member = *members[m];
        float* const audio[2] = {member.alone_audio[0], member.alone_audio[1]};
        blocks[m].audio = audio;
        blocks[m].meters = member.alone_meters.empty() ? nullptr : member.alone_meters.data();
        member.alone->process(blocks[m]);
        for (int channel = 0; channel < member.channels; ++channel)
          ASSERT_TRUE(std::equal(member.batch_audio[channel], member.batch_audio[channel] + frames, member.alone_audio[channel], same_bits))
              << "member " << m << " of " << members.size() << ", block " << block_number;
        ASSERT_EQ(member.batch_meters, member.alone_meters);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Registry, Conformance, ::testing::ValuesIn(all_processors().begin(), all_processors().end()),
                         [](const auto& tested) { return tested.param->id; });

TEST(Registry, IdsAreUniqueAndFound) {
  std::set<std::string> ids;
  for (const ProcessorType* type : all_processors()) {
    EXPECT_TRUE(ids.insert(type->id).second) << type->id;
    EXPECT_EQ(find_processor(type->id), type);
    EXPECT_EQ(processor_catalog().table(type->id).size(), type->params.size());
    EXPECT_EQ(processor_catalog().version(type->id), type->version);
  }
  EXPECT_EQ(find_processor("no such thing"), nullptr);
  EXPECT_TRUE(processor_catalog().table("no such thing").empty());
  EXPECT_EQ(processor_catalog().version("no such thing"), 0);
  EXPECT_EQ(processor_catalog().types().size(), all_processors().size());
}

// The guard itself must catch what it is there to catch.
TEST(AllocationGuard, CountsInsideTheAudioThreadOnly) {
  if (!kAllocationGuardWorks) GTEST_SKIP();
  const AllocationGuard guard;
  auto outside = std::make_unique<int>(1);
  EXPECT_EQ(guard.offences().all(), 0u);
  {
    const AudioThreadScope audio_thread;
    std::vector<int> inside(1000 + static_cast<std::size_t>(*outside));
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
  }
  EXPECT_EQ(guard.offences().allocations, 1u);
  EXPECT_EQ(guard.offences().frees, 1u);
  EXPECT_EQ(guard.offences().locks, 1u);
}

}  // namespace
}  // namespace sweetspot::testing
