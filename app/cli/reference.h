// The manual page and the shells' completions, made from the commands themselves.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace sweetspot::cli {

// The manual page in troff (man 7).
std::string manual_page(const CLI::App& app);

// Completion of commands, options and files.
std::string bash_completion(const CLI::App& app);
std::string zsh_completion(const CLI::App& app);
std::string fish_completion(const CLI::App& app);

// A hidden command that prints one of these, for the build to install.
void add_reference(CLI::App& app);

}  // namespace sweetspot::cli
