// Plays sound through a processor and shows it to the picture of its panel, as the window does 60 times a second.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>
#include <random>
#include <vector>

#include <QDir>
#include <QPixmap>
#include <QTest>
#include <QVBoxLayout>

#include "engine/studio/processors.h"
#include "ui/panels/device_view.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui::testing_support {

inline constexpr double kPlayedRate = 48000.0;

using Stereo = std::array<std::vector<float>, 2>;

inline const ProcessorType& type_of(const std::string& id) { return *find_processor(id); }

inline std::vector<double> values_with(const ProcessorType& type, std::initializer_list<std::pair<const char*, double>> changes) {
  std::vector<double> values = default_values(type);
  for (const auto& [key, value] : changes) values.at(static_cast<std::size_t>(index_of(type.params, key))) = value;
  return values;
}

// A bar of music: kick, snare, hats, a bass and wide chords; the s of a voice now and then.
inline Stereo small_song(double seconds, double level_db = 0.0) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> white(-1.0f, 1.0f);
  const auto frames = static_cast<std::size_t>(seconds * kPlayedRate);
  Stereo song{std::vector<float>(frames), std::vector<float>(frames)};
  const double gain = std::pow(10.0, level_db / 20.0);
  double hat_before = 0.0;
  for (std::size_t i = 0; i < frames; ++i) {
    const double t = static_cast<double>(i) / kPlayedRate, beat = std::fmod(t, 0.5);
    const bool backbeat = std::fmod(t, 1.0) >= 0.5;
    const auto wave = [&](double hertz) { return std::sin(2.0 * std::numbers::pi * hertz * t); };
    const double kick =
        backbeat ? 0.0
                 : 0.7 * std::exp(-beat / 0.09) * std::sin(2.0 * std::numbers::pi * (50.0 * beat + 4.0 * (1.0 - std::exp(-beat / 0.02))));
    const double noise = double{white(random)};
    const double snare = backbeat ? std::exp(-beat / 0.07) * (0.25 * noise + 0.35 * wave(190.0)) : 0.0;
    const double hat = 0.12 * std::exp(-std::fmod(t, 0.25) / 0.03) * (noise - hat_before);
    hat_before = noise;
    const double note = std::fmod(t, 0.75), pause = std::fmod(t, 3.0) > 2.6 ? 0.02 : 1.0;
    const double bass = std::exp(-note / 0.25) * (0.2 * wave(55.0) + 0.08 * wave(110.0));
    const double swell = 0.6 + 0.4 * std::sin(2.0 * std::numbers::pi * 0.31 * t);
    const double left = 0.12 * swell * (wave(329.6) + wave(440.0)), right = 0.12 * swell * (wave(392.0) + wave(523.3));
    const double hiss = std::fmod(t, 1.3) > 1.1 ? 0.22 * noise : 0.0;
    song[0][i] = static_cast<float>(gain * pause * (kick + snare + 1.2 * hat + bass + left + 0.2 * right + hiss));
    song[1][i] = static_cast<float>(gain * pause * (kick + snare + 0.4 * hat + bass + 0.2 * left + right + hiss));
  }
  return song;
}

class Played {
 public:
  Played(const ProcessorType& type, DeviceView& view, std::vector<double> values)
      : type_(type), view_(view), values_(std::move(values)), processor_(type.make()), meters_(type.meters.size()) {
    processor_->prepare({kPlayedRate, 2, kBlock}, values_);
    for (const double value : values_) ramps_.push_back({static_cast<float>(value), static_cast<float>(value)});
    for (std::size_t i = 0; i < meters_.size(); ++i) meters_[i] = static_cast<float>(type.meters[i].idle);
    view_.show_values(values_, false);
    signal_.frames = view_.signal_frames();
  }

  // Each picture comes after so many frames.
  void play(const Stereo& sound, int frames_a_picture = 800) {
    const auto room = std::make_unique<Room>();
    int since = 0;
    for (std::size_t at = 0; at < sound[0].size(); at += kBlock) {
      const int count = static_cast<int>(std::min<std::size_t>(kBlock, sound[0].size() - at));
      float* audio[2] = {room->left.data(), room->right.data()};
      for (std::size_t c = 0; c < 2; ++c) {
        std::copy_n(sound[c].data() + at, count, audio[c]);
        keep(signal_.sound[0][c], audio[c], count);
      }
      ProcessBlock block;
      block.audio = audio;
      block.channels = 2;
      block.frames = count;
      block.params = ramps_;
      block.revision = 1;
      block.position = static_cast<Frames>(signal_.end);
      block.meters = meters_.empty() ? nullptr : meters_.data();
      processor_->process(block);
      for (std::size_t c = 0; c < 2; ++c) keep(signal_.sound[1][c], audio[c], count);
      signal_.end += static_cast<std::uint64_t>(count);
      since += count;
      if (since < frames_a_picture) continue;
      show(since / kPlayedRate);
      since = 0;
    }
  }

  void show(double seconds) {
    if (view_.signal_frames() > 0) view_.show_signal(signal_);
    view_.show_meters(meters_, seconds);
  }

  // The transport stands: no sound comes, and the meters stay as they were.
  void stand_still(double seconds) {
    for (double time = 0.0; time < seconds; time += 1.0 / 60.0) view_.show_meters(meters_, 1.0 / 60.0);
  }

  std::span<const float> meters() const { return meters_; }
  const std::array<std::vector<float>, 2>& sound_after() const { return signal_.sound[1]; }

 private:
  static constexpr int kBlock = 64;

  struct alignas(64) Room {
    std::array<float, kBlock> left{}, right{};
  };

  void keep(std::vector<float>& all, const float* fresh, int count) const {
    all.insert(all.end(), fresh, fresh + count);
    if (all.size() > signal_.frames) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(signal_.frames));
  }

  const ProcessorType& type_;
  DeviceView& view_;
  std::vector<double> values_;
  std::unique_ptr<Processor> processor_;
  std::vector<float> meters_;
  std::vector<ParamRamp> ramps_;
  DeviceSignal signal_;
};

// A picture on a panel's ground, as wide as the inspector or a wide place has it.
class OnPanel {
 public:
  explicit OnPanel(const ProcessorType& type, int width)
      : view_(make_device_view(type, kPlayedRate, "Lead Vox " + QString::fromStdString(type.label))) {
    set_ground(holder_, token::kPanel);
    auto* box = new QVBoxLayout(&holder_);
    box->setContentsMargins(12, 12, 12, 12);
    box->addWidget(view_);
    holder_.resize(width + 24, 40);
    holder_.show();
    settle();
  }

  DeviceView& view() { return *view_; }
  QWidget& holder() { return holder_; }

  void settle() {
    QTest::qWait(1);
    holder_.resize(holder_.width(), holder_.minimumSizeHint().height());
    QTest::qWait(1);
  }

  // build/screenshots/panels/NAME.png, at another scale NAME@2x.png
  void save(const QString& name) {
    settle();
    const QString folder = QString(SWEETSPOT_SOURCE_DIR) + "/build/screenshots/panels";
    QDir().mkpath(folder);
    const double ratio = holder_.devicePixelRatioF();
    holder_.grab().save(folder + "/" + name + (ratio == 1.0 ? QString() : QString("@%1x").arg(ratio)) + ".png");
  }

 private:
  QWidget holder_;
  DeviceView* view_;
};

inline constexpr int kCompactWidth = 260, kWideWidth = 940;

}  // namespace sweetspot::ui::testing_support
