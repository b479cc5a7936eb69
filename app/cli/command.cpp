#include "app/cli/command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

namespace sweetspot::cli {
namespace {

// A bar on a terminal's standard error; it wipes itself when it goes.
class Bar {
 public:
  explicit Bar(std::string what) : what_(std::move(what)) {}
  ~Bar() {
    if (shown_ >= 0) std::fputs("\r\033[K", stderr);
  }
  Bar(const Bar&) = delete;
  Bar& operator=(const Bar&) = delete;

  void show(double fraction) {
    const int percent = static_cast<int>(100.0 * std::clamp(fraction, 0.0, 1.0));
    if (percent == shown_) return;
    shown_ = percent;
    constexpr int kWidth = 40;
    const int full = percent * kWidth / 100;
    std::fputs(fmt::format("\r{} [{}{}] {:3d} %", what_, std::string(static_cast<size_t>(full), '#'),
                           std::string(static_cast<size_t>(kWidth - full), ' '), percent).c_str(), stderr);
  }

 private:
  std::string what_;
  int shown_ = -1;
};

}  // namespace

Progress Context::progress(const std::string& what) const {
  Progress progress;
  progress.cancel = interrupted;
  if (!quiet && isatty(STDERR_FILENO)) progress.report = [bar = std::make_shared<Bar>(what)](double fraction) { bar->show(fraction); };
  return progress;
}

CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& what, const std::string& example) {
  CLI::App* command = app.add_subcommand(name, what);
  command->footer("Example:\n  sweetspot-cli " + example);
  return command;
}

CLI::IsMember depths() { return CLI::IsMember({"16", "24", "float"}); }
CLI::IsMember dithers() { return CLI::IsMember({"none", "tpdf", "shaped"}); }

void tell(std::string sentence) {
  std::replace_if(sentence.begin(), sentence.end(), [](unsigned char c) { return c < 32 || c == 127; }, ' ');
  std::fputs(("sweetspot-cli: " + sentence + "\n").c_str(), stderr);   // which, unlike fmt::print, throws nothing when it cannot
}

void print_warnings(const OpenReport& report) {
  for (const std::string& warning : report.warnings) tell(warning);
  if (report.recoveries.empty()) return;
  tell(report.open_elsewhere ? "edits that were never saved, of the window that has it open, are left out; save them there to have them"
                             : "edits that were never saved are left out; open the session in Sweetspot to keep them");
}

void print_json(const nlohmann::ordered_json& document) { fmt::print("{}\n", document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)); }

nlohmann::ordered_json number_or_null(double value) {
  if (!std::isfinite(value)) return nullptr;
  return value;
}

std::string counted(std::size_t number, const std::string& thing) { return fmt::format("{} {}{}", number, thing, number == 1 ? "" : thing == "bus" ? "es" : "s"); }

std::string figure(double value, int decimals) { return std::isfinite(value) ? fmt::format("{:.{}f}", value, decimals) : "-"; }

}  // namespace sweetspot::cli
