// What an export is to be, and the file it becomes. Pure but for looking which files there are.
#pragma once

#include <QSet>
#include <QString>
#include <optional>
#include <vector>

#include "engine/core/units.h"
#include "engine/session/session.h"

namespace sweetspot {
struct RenderOptions;
struct RenderReport;
}  // namespace sweetspot

namespace sweetspot::ui {

enum class ExportWhat { master, mix, stems, master_and_stems };
enum class ExportFormat { wav, aiff, flac, caf, ogg, opus, mp3 };
enum class ExportDepth { bits16, bits24, float32 };
enum class ExportDither { none, tpdf, shaped };

struct ExportSettings {
  ExportWhat what = ExportWhat::master;
  ExportFormat format = ExportFormat::wav;
  ExportDepth depth = ExportDepth::bits24;
  ExportDither dither = ExportDither::none;
  double rate = 0.0;               // Hz; 0: the song's
  double quality = 0.8;            // of lossy formats, 0 to 1
  std::optional<double> loudness;  // LUFS; none: as it is
  double ceiling = -1.0;           // dBTP, with a loudness
  bool loop_only = false;          // the loop instead of the whole song
  QString folder;
  QString name;  // without suffix

  friend bool operator==(const ExportSettings&, const ExportSettings&) = default;
};

struct ExportPreset {
  QString name;
  QString line;  // what it is for
  ExportSettings settings;
};
const std::vector<ExportPreset>& export_presets();

bool is_lossy(ExportFormat format);
QString suffix_of(ExportFormat format);  // "wav"
bool takes_dither(const ExportSettings& settings);

// The path, or with the first free number behind the name, as "Song (2).wav": nothing is overwritten. `taken`: paths that are
// about to be written.
QString free_path(const QString& path, const QSet<QString>& taken = {});

// Options for the engine. Throws Error when the loop is wanted and there is none, or there is no name.
RenderOptions options_of(const ExportSettings& settings, const Session& session, const QSet<QString>& taken = {});

// "−14.0 LUFS, −1.0 dBTP": what was measured from the written file.
QString measured_text(const RenderReport& report);

}  // namespace sweetspot::ui
