// What the window costs: a frame while 24 tracks play, scrolling and zooming through 128 tracks with 2000 regions, opening such a song.
// Off screen and rastered, at 1600x1000. Times are of the window's own thread; whatever the engine does is not in them.
#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <unistd.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <cmath>
#include <fstream>

#include "tests/bench/window/song_maker.h"
#include "ui/arrange/arrange_place.h"
#include "ui/arrange/lanes_view.h"
#include "ui/arrange/timeline_model.h"
#include "ui/shell/main_window.h"
#include "ui/shell/song_files.h"
#include "ui/store/jobs.h"
#include "ui/store/store.h"
#include "ui/theme/theme.h"

namespace sweetspot::ui {
namespace {

constexpr QSize kSize(1600, 1000);
constexpr int kPlayMs = 3000;

double thread_milliseconds() {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  const auto ms = [](const timeval& time) { return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) * 1e-3; };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

double resident_megabytes() {
  long pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

void wait(int ms) {
  QEventLoop loop;
  QTimer::singleShot(ms, &loop, &QEventLoop::quit);
  loop.exec();
}

void finish_jobs(MainWindow& window) {
  while (!window.jobs().running().empty()) wait(5);
}

// A window on a song of as many recordings, each half a minute long.
class Rig {
 public:
  explicit Rig(int recordings) {
    QSettings().setValue("audio/device", "dummy");
    window = std::make_unique<MainWindow>();
    window->resize(kSize);
    window->show();
    window->start_sound();
    window->files().add(bench::write_recordings(folder.path().toStdString(), recordings, 30.0));
    finish_jobs(*window);
    window->go_to(Place::arrange);
    wait(500);  // until every overview is drawn
  }

  void grow(int tracks, int regions) {
    window->store().edit("Grow", [=](const SessionPtr& session) { return bench::grown(session, tracks, regions); });
    wait(500);
  }

  QTemporaryDir folder;
  std::unique_ptr<MainWindow> window;
};

void playing(benchmark::State& state, Place place) {
  Rig rig(24);
  Store& store = rig.window->store();
  rig.window->go_to(place);
  if (!store.session().tracks.empty()) store.select_strip(store.session().tracks.front()->strip.id);
  wait(300);
  int frames = 0;
  QObject::connect(&store, &Store::frame, [&] { ++frames; });
  double cpu = 0.0, wall = 0.0;
  for (auto _ : state) {
    store.studio().locate(0);
    store.studio().play();
    wait(200);
    frames = 0;
    QElapsedTimer clock;
    clock.start();
    const double before = thread_milliseconds();
    wait(kPlayMs);
    cpu += thread_milliseconds() - before;
    wall += static_cast<double>(clock.nsecsElapsed()) * 1e-9;
    store.studio().stop();
    state.SetIterationTime(cpu / 1e3 / std::max(1, frames));
  }
  state.counters["cpu_ms_a_frame"] = cpu / std::max(1, frames);
  state.counters["frames_a_second"] = frames / wall;
}
BENCHMARK_CAPTURE(playing, Arrange, Place::arrange)->UseManualTime()->Iterations(1);
BENCHMARK_CAPTURE(playing, Mix, Place::mix)->UseManualTime()->Iterations(1);
BENCHMARK_CAPTURE(playing, Master, Place::master)->UseManualTime()->Iterations(1);

// Each step is drawn at once, tiles that are new with it.
template <class Step>
void steps(benchmark::State& state, const Step& step) {
  Rig rig(24);
  rig.grow(128, 2000);
  ArrangePlace& arrange = rig.window->arrange();
  QApplication::processEvents();
  int n = 0;
  for (auto _ : state) {
    step(arrange.model(), n++);
    QApplication::processEvents();
  }
  state.counters["frames_a_second"] = benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
  state.counters["resident_MB"] = resident_megabytes();
}

void scrolling(benchmark::State& state) {
  steps(state, [](TimelineModel& model, int n) {
    if (n == 0) model.zoom(8.0, 0.0);
    model.scroll(n / 200 % 2 == 0 ? 40.0 : -40.0);
  });
}
BENCHMARK(scrolling)->Iterations(600)->UseRealTime()->Unit(benchmark::kMillisecond);

void scrolling_rows(benchmark::State& state) {
  steps(state, [](TimelineModel& model, int n) { model.scroll_rows(n / 200 % 2 == 0 ? n % 200 * 24 : (199 - n % 200) * 24); });
}
BENCHMARK(scrolling_rows)->Iterations(600)->UseRealTime()->Unit(benchmark::kMillisecond);

void zooming(benchmark::State& state) {
  steps(state, [](TimelineModel& model, int n) { model.zoom(n / 60 % 2 == 0 ? 1.08 : 1.0 / 1.08, 600.0); });
}
BENCHMARK(zooming)->Iterations(600)->UseRealTime()->Unit(benchmark::kMillisecond);

void opening(benchmark::State& state) {
  Rig rig(24);
  rig.grow(128, 2000);
  const QString song = rig.folder.filePath("Song");
  if (!rig.window->files().save_as_now(song)) return state.SkipWithError("the song could not be saved");
  rig.window.reset();
  for (auto _ : state) {
    MainWindow window;
    window.resize(kSize);
    window.open_paths({song});
    window.show();
    QApplication::processEvents();
    finish_jobs(window);
    benchmark::DoNotOptimize(window.store().session().tracks.size());
    state.counters["tracks"] = static_cast<double>(window.store().session().tracks.size());
    state.counters["resident_MB"] = resident_megabytes();
  }
}
BENCHMARK(opening)->Iterations(3)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sweetspot::ui

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  const QTemporaryDir home;  // what a user keeps is not read
  qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
  sweetspot::ui::prepare_scaling();
  QApplication application(argc, argv);
  QCoreApplication::setOrganizationName("Sweetspot");
  sweetspot::ui::apply_theme(application);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
