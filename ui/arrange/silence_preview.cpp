#include "ui/arrange/silence_preview.h"

#include <QPointer>
#include <QThreadPool>

#include "engine/core/error.h"
#include "engine/session/region_batch.h"

namespace sweetspot::ui {

void SilencePreview::stop() {
  if (given_up_) *given_up_ = true;
  given_up_.reset();
  ++round_;
  busy_ = false;
  kept_.clear();
  problem_.clear();
}

void SilencePreview::look(SessionPtr session, std::filesystem::path folder, std::set<RegionId> clips, const SilenceSettings& settings) {
  if (given_up_) *given_up_ = true;
  given_up_ = std::make_shared<std::atomic<bool>>(false);
  busy_ = true;
  const quint64 round = ++round_;
  QThreadPool::globalInstance()->start([=, stop = given_up_, home = QPointer<SilencePreview>(this)] {
    KeptSpans kept;
    QString problem;
    edit::for_regions(*session, clips, [&](const Region& region, const Track&) {
      if (*stop) return;
      try {
        kept[region.id] = sounding_spans(*session, folder, region, settings);
      } catch (const Error& error) {
        if (problem.isEmpty()) problem = QString::fromUtf8(error.what());
      }
    });
    if (*stop || !home) return;
    QMetaObject::invokeMethod(
        home,
        [home, round, kept = std::move(kept), problem]() mutable {
          if (round != home->round_) return;
          home->busy_ = false;
          home->kept_ = std::move(kept);
          home->problem_ = problem;
          emit home->changed();
        },
        Qt::QueuedConnection);
  });
}

}  // namespace sweetspot::ui
