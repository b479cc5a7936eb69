// The desktop program: one window on a song, or on recordings that become one.
#include <QApplication>
#include <QCommandLineParser>
#include <QTimer>
#include <algorithm>
#include <string_view>

#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

namespace {

// The recordings or the song to open. Ends the program after --help and --version.
QStringList read_arguments() {
  QCoreApplication::setOrganizationName("Sweetspot");
  QCoreApplication::setApplicationName("Sweetspot");
  QCoreApplication::setApplicationVersion(SWEETSPOT_VERSION);
  QCommandLineParser parser;
  parser.setApplicationDescription("Mixes and masters recorded tracks.");
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addPositionalArgument("song",
                               "A song's folder or its .sweetspot file; or recordings, or a folder of them, that become one new "
                               "song.",
                               "[SONG | RECORDINGS...]");
  parser.process(*QCoreApplication::instance());
  return parser.positionalArguments();
}

bool only_asks(int argc, char** argv) {
  constexpr std::string_view kQuestions[] = {"-h", "--help", "-v", "--version"};
  return std::any_of(argv + 1, argv + argc,
                     [&](const char* argument) { return std::ranges::find(kQuestions, argument) != std::end(kQuestions); });
}

}  // namespace

int main(int argc, char** argv) {
  if (only_asks(argc, argv)) {  // also where there is no screen
    QCoreApplication application(argc, argv);
    read_arguments();
    return 0;
  }
  sweetspot::ui::prepare_scaling();
  QApplication application(argc, argv);
  const QStringList paths = read_arguments();
  sweetspot::ui::apply_theme(application);

  sweetspot::ui::MainWindow window;
  window.open_paths(paths);
  window.show();
  QTimer::singleShot(0, &window, &sweetspot::ui::MainWindow::start_sound);
  return QApplication::exec();
}
