// What crosses between the main and the audio thread arrives whole, in order, and is freed once.
#include "engine/realtime/plan_exchange.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

namespace sweetspot {
namespace {

struct Counted {
  explicit Counted(int n) : number(n), check(~n) { ++alive; }
  ~Counted() { --alive; }
  int number;
  int check;
  static inline std::atomic<int> alive{0};
};

TEST(SpscQueue, KeepsOrderUnderStress) {
  SpscQueue<int, 64> queue;
  constexpr int kCount = 200000;
  std::thread writer([&] {
    for (int i = 0; i < kCount;) {
      if (queue.push(i)) {
        ++i;
      } else {
        std::this_thread::yield();
      }
    }
  });
  for (int expected = 0, value = 0; expected < kCount;) {
    if (queue.pop(value)) {
      ASSERT_EQ(value, expected);
      ++expected;
    } else {
      std::this_thread::yield();
    }
  }
  writer.join();
  int none = 0;
  EXPECT_FALSE(queue.pop(none));
}

TEST(SpscQueue, FullQueueRefuses) {
  SpscQueue<int, 3> queue;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(queue.push(i));
  EXPECT_FALSE(queue.push(3));
  int first = -1;
  EXPECT_TRUE(queue.pop(first));
  EXPECT_EQ(first, 0);
  EXPECT_TRUE(queue.push(4));
}

TEST(PlanExchange, RunsTheNewestAndFreesEverything) {
  {
    PlanExchange<Counted> exchange;
    EXPECT_EQ(exchange.take(), nullptr);
    exchange.publish(std::make_unique<Counted>(1));
    exchange.publish(std::make_unique<Counted>(2));
    EXPECT_EQ(exchange.take()->number, 2);
    EXPECT_EQ(Counted::alive, 1);
    exchange.publish(std::make_unique<Counted>(3));
    EXPECT_EQ(exchange.take()->number, 3);
    EXPECT_EQ(Counted::alive, 2);
    exchange.free_retired();
    EXPECT_EQ(Counted::alive, 1);
  }
  EXPECT_EQ(Counted::alive, 0);
}

TEST(PlanExchange, StaysOnTheOldOneWhileNobodyFrees) {
  PlanExchange<Counted> exchange;
  int last = 0;
  for (int i = 1; i <= 1000; ++i) {
    exchange.publish(std::make_unique<Counted>(i));
    last = exchange.take()->number;
  }
  EXPECT_LT(last, 100);
  exchange.free_retired();
  EXPECT_EQ(exchange.take()->number, 1000);
}

TEST(PlanExchange, NothingIsFreedWhileItRuns) {
  std::atomic<bool> stop{false};
  std::atomic<int> bad{0};
  int last = 0;
  {
    PlanExchange<Counted> exchange;
    std::thread audio([&] {
      while (!stop) {
        const Counted* now = exchange.take();
        if (!now) continue;
        if (now->check != ~now->number || now->number < last) ++bad;
        last = now->number;
      }
    });
    for (int i = 1; i <= 50000; ++i) {
      exchange.publish(std::make_unique<Counted>(i));
      exchange.free_retired();
    }
    stop = true;
    audio.join();
    exchange.free_retired();
    EXPECT_EQ(exchange.take()->number, 50000);
  }
  EXPECT_EQ(bad, 0);
  EXPECT_EQ(Counted::alive, 0);
}

}  // namespace
}  // namespace sweetspot
