#include "ui/theme/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "ui/theme/paint.h"

namespace sweetspot::ui {
namespace {

constexpr std::array<std::string_view, kIconCount> kNames{
    "to-start",     "stop",          "play",   "pause",      "loop",     "undo",   "redo",        "menu",    "help",
    "add",          "close",         "folder", "file",       "save",     "power",  "phase",       "mute",    "more",
    "chevron-down", "chevron-right", "check",  "warning",    "settings", "search", "trash",       "zoom-in", "zoom-out",
    "fit",          "pencil",        "link",   "headphones", "export",   "magnet", "arrow-right",
};

// Every icon is drawn in currentColor, so tinting is one replacement in its text.
QPixmap rendered(Icon icon, const QSize& size, const QColor& colour, double ratio) {
  QFile file(":/icons/" + QString::fromUtf8(icon_name(icon).data(), static_cast<int>(icon_name(icon).size())) + ".svg");
  QPixmap pixmap = make_pixmap(size, ratio);
  if (!file.open(QIODevice::ReadOnly)) return pixmap;
  QSvgRenderer renderer(file.readAll().replace("currentColor", colour.name().toLatin1()));
  QPainter painter(&pixmap);
  renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(size)));
  return pixmap;
}

QPixmap cached(Icon icon, const QSize& size, const QColor& colour, double ratio) {
  const QString key = QStringLiteral("sweetspot-icon-%1-%2-%3-%4-%5")
                          .arg(static_cast<int>(icon))
                          .arg(size.width())
                          .arg(size.height())
                          .arg(colour.name())
                          .arg(ratio);
  QPixmap pixmap;
  if (!QPixmapCache::find(key, &pixmap)) {
    pixmap = rendered(icon, size, colour, ratio);
    QPixmapCache::insert(key, pixmap);
  }
  return pixmap;
}

// Draws the icon at whatever size and pixel ratio it is asked for.
class TintedEngine : public QIconEngine {
 public:
  TintedEngine(Icon icon, const QColor& colour, const QColor& checked) : icon_(icon), colour_(colour), checked_(checked) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
    painter->drawPixmap(rect, cached(icon_, rect.size(), tint(mode, state), painter->device()->devicePixelRatioF()));
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override { return cached(icon_, size, tint(mode, state), 1.0); }
  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override {
    QPixmap result = cached(icon_, size / scale, tint(mode, state), scale);
    return result;
  }
  QIconEngine* clone() const override { return new TintedEngine(*this); }

 private:
  QColor tint(QIcon::Mode mode, QIcon::State state) const {
    if (mode == QIcon::Disabled) return token::kDisabled;
    return state == QIcon::On ? checked_ : colour_;
  }

  Icon icon_;
  QColor colour_;
  QColor checked_;
};

}  // namespace

std::string_view icon_name(Icon icon) { return kNames[static_cast<std::size_t>(icon)]; }

QPixmap icon_pixmap(Icon icon, int size, const QColor& colour, double ratio) { return cached(icon, {size, size}, colour, ratio); }

QIcon icon(Icon icon, const QColor& colour, const QColor& checked) { return QIcon(new TintedEngine(icon, colour, checked)); }

}  // namespace sweetspot::ui
