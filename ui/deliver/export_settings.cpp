#include "ui/deliver/export_settings.h"

#include <QDir>
#include <QFileInfo>

#include "engine/core/error.h"
#include "engine/studio/render.h"
#include "ui/controls/loudness_meter.h"

namespace sweetspot::ui {
namespace {

ExportPreset preset(const QString& name, const QString& line, ExportFormat format, ExportDepth depth, ExportDither dither, double rate,
                    std::optional<double> loudness, ExportWhat what = ExportWhat::master) {
  ExportSettings settings;
  settings.what = what;
  settings.format = format;
  settings.depth = depth;
  settings.dither = dither;
  settings.rate = rate;
  settings.loudness = loudness;
  return {name, line, settings};
}

std::filesystem::path path_of(const QString& text) { return std::filesystem::path(text.toStdString()); }

}  // namespace

const std::vector<ExportPreset>& export_presets() {
  using F = ExportFormat;
  using D = ExportDepth;
  using N = ExportDither;
  static const std::vector<ExportPreset> all{
      preset("Streaming master", "WAV, 24 bit, −14 LUFS, −1 dBTP", F::wav, D::bits24, N::tpdf, 0.0, -14.0),
      preset("CD-quality WAV", "16 bit, 44.1 kHz, dithered", F::wav, D::bits16, N::shaped, 44100.0, -14.0),
      preset("Preview to share", "MP3, small, −14 LUFS", F::mp3, D::bits24, N::none, 0.0, -14.0),
      preset("Mix for a mastering engineer", "WAV, 32-bit float, before the master chain", F::wav, D::float32, N::none, 0.0, std::nullopt,
             ExportWhat::mix),
      preset("Stems", "a file a track and bus, 24 bit, aligned", F::wav, D::bits24, N::none, 0.0, std::nullopt, ExportWhat::stems),
  };
  return all;
}

bool is_lossy(ExportFormat format) { return format == ExportFormat::ogg || format == ExportFormat::opus || format == ExportFormat::mp3; }

QString suffix_of(ExportFormat format) {
  switch (format) {
    case ExportFormat::wav:
      return "wav";
    case ExportFormat::aiff:
      return "aiff";
    case ExportFormat::flac:
      return "flac";
    case ExportFormat::caf:
      return "caf";
    case ExportFormat::ogg:
      return "ogg";
    case ExportFormat::opus:
      return "opus";
    case ExportFormat::mp3:
      return "mp3";
  }
  return "wav";
}

bool takes_dither(const ExportSettings& settings) { return !is_lossy(settings.format) && settings.depth != ExportDepth::float32; }

QString free_path(const QString& path, const QSet<QString>& taken) {
  const auto is_free = [&](const QString& candidate) { return !QFileInfo::exists(candidate) && !taken.contains(candidate); };
  if (is_free(path)) return path;
  const QFileInfo info(path);
  const QString suffix = info.suffix().isEmpty() ? QString() : "." + info.suffix();
  for (int number = 2;; ++number) {
    const QString next = info.dir().filePath(QString("%1 (%2)%3").arg(info.completeBaseName()).arg(number).arg(suffix));
    if (is_free(next)) return next;
  }
}

RenderOptions options_of(const ExportSettings& settings, const Session& session, const QSet<QString>& taken) {
  const QString name = settings.name.trimmed();
  if (name.isEmpty()) throw Error("the export", "has no name", "type one");
  if (settings.folder.trimmed().isEmpty()) throw Error("the export", "has no folder", "choose one");
  if (name.contains('/')) throw Error(name.toStdString(), "cannot be a file's name", "leave out the slash");
  RenderOptions options;
  const QDir folder(QDir::cleanPath(QDir(settings.folder).absolutePath()));
  const QString suffix = suffix_of(settings.format);
  if (settings.what != ExportWhat::stems) options.output = path_of(free_path(folder.filePath(name + "." + suffix), taken));
  if (settings.what == ExportWhat::stems || settings.what == ExportWhat::master_and_stems)
    options.stems = path_of(free_path(folder.filePath(name + " stems"), taken));
  options.before_mastering = settings.what == ExportWhat::mix;
  options.stem_format = format_from_suffix(path_of("x." + suffix)).value_or(AudioFormat::wav);
  options.depth = settings.depth == ExportDepth::bits16   ? SampleDepth::pcm16
                  : settings.depth == ExportDepth::bits24 ? SampleDepth::pcm24
                                                          : SampleDepth::float32;
  if (settings.format == ExportFormat::flac && settings.depth == ExportDepth::float32) options.depth = SampleDepth::pcm24;
  if (takes_dither(settings))
    options.dither = settings.dither == ExportDither::tpdf     ? DitherKind::tpdf
                     : settings.dither == ExportDither::shaped ? DitherKind::shaped
                                                               : DitherKind::none;
  options.rate = settings.rate;
  options.quality = settings.quality;
  if (settings.loudness && settings.what != ExportWhat::stems) {
    options.loudness = settings.loudness;
    options.ceiling = settings.ceiling;
  }
  if (settings.loop_only) {
    if (session.loop.end <= session.loop.start)
      throw Error("the loop", "is not set", "drag on the upper edge of the ruler, or export the whole song");
    options.from = session.loop.start;
    options.to = session.loop.end;
  }
  for (const auto& [key, value] : session.metadata) options.tags[key] = value;
  if (!options.tags.contains("title")) options.tags["title"] = session.name;
  return options;
}

QString measured_text(const RenderReport& report) {
  const LoudnessFigures& l = report.loudness;
  QStringList parts;
  if (l.integrated_lufs) parts << loudness_number(*l.integrated_lufs) + " LUFS";
  if (l.true_peak_dbtp) parts << loudness_number(*l.true_peak_dbtp) + " dBTP";
  if (report.clipped_samples > 0) parts << QString("%1 samples clipped").arg(report.clipped_samples);
  return parts.isEmpty() ? QString("silence") : parts.join(", ");
}

}  // namespace sweetspot::ui
