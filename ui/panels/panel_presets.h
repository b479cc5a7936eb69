// The presets of the program, the user and the song, as panels use them.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include <QObject>

#include "engine/studio/presets.h"
#include "ui/panels/compare_shelf.h"

namespace sweetspot::ui {

// Knows of each device which preset it has or was made from, for as long as a song is open. The song itself knows nothing of it: a device
// that sounds as a preset does has that preset, however it came to, so that undo takes the name back, too. [main]
class PanelPresets : public QObject {
  Q_OBJECT
 public:
  using Folder = std::function<std::filesystem::path()>;

  // The folders are asked for whenever the presets are read; none, or an empty one, holds nothing.
  PanelPresets(Folder user, Folder song) : user_(std::move(user)), song_(std::move(song)) {}

  // As they were read last, or now when they never were. Pointers into it hold until the next read_again().
  PresetShelf& shelf();
  void read_again();

  struct Shown {
    std::string name{};  // empty: none
    bool edited = false;
  };

  // `device` as it is now.
  const Shown& shown(const Device& device);

  // What is on the shelf was changed, so that devices may have other names.
  void tell_changed();

  // Forgets the devices and what was read: another song.
  void clear();

 signals:
  void changed();

 private:
  struct Known {
    std::optional<DeviceSettings> settings;  // that the name was found for
    Shown shown;
  };

  Folder user_, song_;
  std::optional<PresetShelf> shelf_;
  std::map<DeviceId, Known> known_;
};

}  // namespace sweetspot::ui
