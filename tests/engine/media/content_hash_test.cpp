#include "engine/media/content_hash.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text.data(), text.size())); }

// Known answers of XXH64 with seed 0.
TEST(ContentHash, GivesThePublishedValues) {
  EXPECT_EQ(hash_of({}), "ef46db3751d8e999");
  EXPECT_EQ(hash_of(bytes_of("a")), "d24ec4f1a98c6e5b");
  EXPECT_EQ(hash_of(bytes_of("abc")), "44bc2cf5ad770999");
  EXPECT_EQ(hash_of(bytes_of("Nobody inspects the spammish repetition")), "fbcea83c8a378bf1");
}

TEST(ContentHash, PiecesDoNotMatter) {
  std::mt19937 random(3);
  std::string text(1000, '\0');
  for (char& c : text) c = static_cast<char>(random());
  for (int round = 0; round < 100; ++round) {
    ContentHash hash;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t count = std::min<std::size_t>(text.size() - at, random() % 70);
      hash.add(bytes_of(text).subspan(at, count));
      at += count;
    }
    ASSERT_EQ(hex_of(hash.value()), hash_of(bytes_of(text)));
  }
}

TEST(ContentHash, OfAFileIsThatOfItsBytes) {
  test::TempFolder folder;
  const std::string text(1234567, 'x');
  std::ofstream(folder / "file") << text;
  EXPECT_EQ(hash_of_file(folder / "file"), hash_of(bytes_of(text)));
  EXPECT_THROW(hash_of_file(folder / "none"), Error);
}

}  // namespace
}  // namespace sweetspot
