// What was sung: the pitch and notes of recordings, found in the background and kept while the song is open.
#pragma once

#include <QObject>
#include <map>
#include <memory>
#include <set>

#include "engine/session/ids.h"

namespace sweetspot {
struct PitchTrack;
struct SungNote;
}  // namespace sweetspot

namespace sweetspot::ui {

class Jobs;
class Store;

struct VoiceNotes;  // voice_notes_data.h

// [main]
class VoiceBook : public QObject {
  Q_OBJECT
 public:
  VoiceBook(Store& store, Jobs& jobs, QObject* parent = nullptr);

  // What is known of a recording, or null.
  std::shared_ptr<const VoiceNotes> find(MediaId media) const;
  bool working_on(MediaId media) const { return working_.contains(media); }

  // Finds the notes of all recordings on a track that are not known yet.
  void listen(StripId track);

 signals:
  void changed();

 private:
  void start(MediaId media);

  Store& store_;
  Jobs& jobs_;
  std::map<MediaId, std::shared_ptr<const VoiceNotes>> known_;
  std::set<MediaId> working_;
};

}  // namespace sweetspot::ui
