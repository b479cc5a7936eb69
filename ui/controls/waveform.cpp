#include "ui/controls/waveform.h"

#include <algorithm>
#include <vector>

#include "ui/theme/contrast.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {

WaveLook wave_look(const QColor& colour, bool muted) {
  const QColor body = muted ? token::kDisabled : colour;
  return {mixed(token::kWindow, body, 0.62), body, 1.0};
}

void draw_waveform(QPainter& painter, const QRectF& rect, std::span<const WaveColumn> columns, const WaveLook& look) {
  if (columns.empty() || rect.isEmpty()) return;
  const double middle = rect.center().y();
  const double half = rect.height() / 2.0;
  const double step = rect.width() / double(columns.size());
  const double least = 0.5;  // silence is a line, not nothing
  const auto y = [&](double sample) { return middle - std::clamp(sample * look.gain, -1.0, 1.0) * half; };

  std::vector<QRectF> peaks, bodies;
  peaks.reserve(columns.size());
  bodies.reserve(columns.size());
  double x = rect.left();
  for (const WaveColumn& c : columns) {
    const double top = std::min(y(double{c.high}), middle - least), bottom = std::max(y(double{c.low}), middle + least);
    peaks.emplace_back(x, top, step, bottom - top);
    const double body_top = std::max(top, y(double{c.rms})), body_bottom = std::min(bottom, y(-double{c.rms}));
    if (body_bottom > body_top) bodies.emplace_back(x, body_top, step, body_bottom - body_top);
    x += step;
  }
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, step >= 2.0);
  painter.setPen(Qt::NoPen);
  painter.setBrush(look.peak);
  painter.drawRects(peaks.data(), static_cast<int>(peaks.size()));
  painter.setBrush(look.rms);
  painter.drawRects(bodies.data(), static_cast<int>(bodies.size()));
  painter.restore();
}

}  // namespace sweetspot::ui
