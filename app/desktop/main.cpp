// The desktop program: one window on a song, or on recordings that become one.
#include <QApplication>
#include <QCommandLineParser>
#include <QTimer>

#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

int main(int argc, char** argv) {
  sweetspot::ui::prepare_scaling();
  QApplication application(argc, argv);
  QApplication::setOrganizationName("Sweetspot");
  QApplication::setApplicationName("Sweetspot");
  QApplication::setApplicationVersion(SWEETSPOT_VERSION);
  QCommandLineParser parser;
  parser.setApplicationDescription("Mixes and masters recorded tracks.");
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addPositionalArgument("song",
                               "A song's folder or its .sweetspot file; or recordings, or a folder of them, that become one new song.",
                               "[SONG | RECORDINGS...]");
  parser.process(application);
  sweetspot::ui::apply_theme(application);

  sweetspot::ui::MainWindow window;
  window.open_paths(parser.positionalArguments());
  window.show();
  QTimer::singleShot(0, &window, &sweetspot::ui::MainWindow::start_sound);
  return QApplication::exec();
}
