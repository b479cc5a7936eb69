// Waveform tiles: what they show, how few are made, how little is kept.
#include <gtest/gtest.h>

#include <QPainter>
#include <cmath>
#include <vector>

#include "engine/studio/overview.h"
#include "ui/arrange/wave_tiles.h"

namespace sweetspot::ui {
namespace {

// Silence with a full burst from `from` to `to`.
Overview burst(Frames frames, Frames from, Frames to) {
  std::vector<float> audio(static_cast<std::size_t>(frames));
  for (Frames i = from; i < to; ++i) audio[static_cast<std::size_t>(i)] = i % 2 ? 0.9f : -0.9f;
  OverviewBuilder builder(1);
  const float* channel = audio.data();
  builder.add(&channel, static_cast<int>(frames));
  return builder.finish();
}

WavePicture picture(double fpp) {
  WavePicture p;
  p.media = 1;
  p.frames_per_pixel = fpp;
  p.height = 50;
  p.colour = 0xFFFFFFFF;
  return p;
}

// How much of a column of pixels is lit.
int lit(const QImage& image, int x) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y) count += qAlpha(image.pixel(x, y)) > 100 ? 1 : 0;
  return count;
}

QImage drawn(WaveTiles& tiles, const Overview& overview, double fpp, double left, Frames from, Frames to, int width = 800) {
  QImage image(width, 50, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  tiles.begin();
  tiles.draw(painter, picture(fpp), overview, left, 0.0, from, to, QRectF(0, 0, width, 50));
  return image;
}

TEST(WaveTiles, SoundIsSeenWhereItIs) {
  const Overview overview = burst(512 * 700, 512 * 300, 512 * 400);
  WaveTiles tiles;
  const QImage image = drawn(tiles, overview, 512.0, 20.0, 512 * 100, 512 * 700);
  EXPECT_LE(lit(image, 20 + 150), 3) << "before the burst";
  EXPECT_GE(lit(image, 20 + 200 + 5), 40) << "in it, 200 pixels after the clip's start";
  EXPECT_GE(lit(image, 20 + 200 + 95), 40);
  EXPECT_LE(lit(image, 20 + 200 + 110), 3) << "behind it";
  EXPECT_EQ(lit(image, 10), 0) << "left of the clip";
  EXPECT_EQ(lit(image, 20 + 601), 0) << "right of it";
}

TEST(WaveTiles, DrawingAgainMakesNothing) {
  const Overview overview = burst(512 * 2000, 0, 512 * 2000);
  WaveTiles tiles;
  drawn(tiles, overview, 512.0, 0.0, 0, 512 * 2000);
  const int built = tiles.built();
  EXPECT_EQ(built, 2) << "800 pixels are two tiles";
  drawn(tiles, overview, 512.0, 0.0, 0, 512 * 2000);
  drawn(tiles, overview, 512.0, -100.0, 0, 512 * 2000);
  EXPECT_EQ(tiles.built(), built);
}

TEST(WaveTiles, TheLeastUsedAreDropped) {
  const Overview overview = burst(64 * 512 * 20, 0, 64);
  const std::size_t tile = 512 * 50 * 4;
  WaveTiles tiles(3 * tile);
  for (int i = 0; i < 10; ++i) drawn(tiles, overview, 64.0, -512.0 * i, 0, 64 * 512 * 20, 512);
  EXPECT_LE(tiles.bytes(), 3 * tile);
  EXPECT_GE(tiles.built(), 10);
}

TEST(WaveTiles, CloserThanTheFinestBinsItIsStillTheEnvelope) {
  const Overview overview = burst(64 * 100, 64 * 50, 64 * 100);
  WaveTiles tiles;
  const QImage image = drawn(tiles, overview, 8.0, 0.0, 0, 64 * 100);
  EXPECT_LE(lit(image, 100), 3);
  EXPECT_GE(lit(image, 700), 40);
}

}  // namespace
}  // namespace sweetspot::ui
