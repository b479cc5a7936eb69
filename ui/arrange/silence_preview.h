// What stripping silence would keep of clips, found by a thread of its own.
#pragma once

#include <QObject>
#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "engine/studio/strip_silence.h"

namespace sweetspot::ui {

using KeptSpans = std::map<RegionId, std::vector<edit::Span>>;

// [main]
class SilencePreview : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  ~SilencePreview() override { stop(); }

  // Looks anew; what was being looked for before is given up. changed() follows.
  void look(SessionPtr session, std::filesystem::path folder, std::set<RegionId> clips, const SilenceSettings& settings);
  void stop();

  bool busy() const { return busy_; }
  // Of the last look that came to its end; clips that could not be read are not in it.
  const KeptSpans& kept() const { return kept_; }
  // The first thing that went wrong in it.
  const QString& problem() const { return problem_; }

 signals:
  void changed();

 private:
  std::shared_ptr<std::atomic<bool>> given_up_;
  quint64 round_ = 0;
  bool busy_ = false;
  KeptSpans kept_;
  QString problem_;
};

}  // namespace sweetspot::ui
