// What every command of sweetspot-cli shares.
#pragma once

#include <CLI/CLI.hpp>
#include <atomic>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/core/progress.h"
#include "engine/studio/report.h"

namespace sweetspot::cli {

// Thrown by a command that was called wrongly in a way that its options alone do not show.
using WrongCall = CLI::ValidationError;

// Options of the whole program and the flag that Ctrl-C sets.
struct Context {
  bool quiet = false;
  int exit_status = 0;  // of a command that did its work and found something wrong
  const std::atomic<bool>* interrupted = nullptr;

  // Shows a bar on a terminal, nothing otherwise, and stops long work on Ctrl-C.
  Progress progress(const std::string& what) const;
};

// Adds a command with its help, an example and what it does.
CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& what, const std::string& example);

// One of the words of a short list, as CLI11 checks it.
CLI::IsMember depths();
CLI::IsMember dithers();

// A sentence on standard error, as one line whatever the names in it are.
void tell(std::string sentence);

// Tells on standard error what opening a session brought to light.
void print_warnings(const OpenReport& report);

// Prints a document as the only thing on standard output; bytes in file names that are no UTF-8 become replacement characters.
void print_json(const nlohmann::ordered_json& document);

// A number, or null where there is none (minus infinity, not a number).
nlohmann::ordered_json number_or_null(double value);

// "-14.02", or "-" where there is no value.
std::string figure(double value, int decimals = 1);

// "1 track", "3 tracks".
std::string counted(std::size_t number, const std::string& thing);

// One function a command, each in a file of its own.
void add_demo(CLI::App& app, Context& context);
void add_new(CLI::App& app, Context& context);
void add_import(CLI::App& app, Context& context);
void add_show(CLI::App& app, Context& context);
void add_set(CLI::App& app, Context& context);
void add_device(CLI::App& app, Context& context);
void add_edit(CLI::App& app, Context& context);
void add_ride(CLI::App& app, Context& context);
void add_balance(CLI::App& app, Context& context);
void add_masking(CLI::App& app, Context& context);
void add_spots(CLI::App& app, Context& context);
void add_render(CLI::App& app, Context& context);
void add_master(CLI::App& app, Context& context);
void add_tune(CLI::App& app, Context& context);
void add_process(CLI::App& app, Context& context);
void add_resample(CLI::App& app, Context& context);
void add_measure(CLI::App& app, Context& context);
void add_pitch(CLI::App& app, Context& context);
void add_processors(CLI::App& app, Context& context);
void add_presets(CLI::App& app, Context& context);
void add_preset(CLI::App& app, Context& context);
void add_play(CLI::App& app, Context& context);
void add_devices(CLI::App& app, Context& context);
void add_check(CLI::App& app, Context& context);

}  // namespace sweetspot::cli
