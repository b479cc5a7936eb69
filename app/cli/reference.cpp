#include "app/cli/reference.h"

#include <fmt/format.h>

#include <vector>

namespace sweetspot::cli {
namespace {

// Commands that people see.
std::vector<const CLI::App*> commands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
}

std::vector<const CLI::Option*> options(const CLI::App& command) {
  return command.get_options([](const CLI::Option* option) { return !option->get_positional() || !option->get_lnames().empty(); });
}

std::vector<const CLI::Option*> positionals(const CLI::App& command) {
  return command.get_options([](const CLI::Option* option) { return option->get_positional() && option->get_lnames().empty(); });
}

// "-o --output" as a person types them.
std::string flags(const CLI::Option& option, const char* separator) {
  std::string all;
  const auto add = [&](const std::string& flag) { all += (all.empty() ? "" : separator) + flag; };
  for (const std::string& name : option.get_snames()) add("-" + name);
  for (const std::string& name : option.get_lnames()) add("--" + name);
  return all;
}

std::string all_flags(const CLI::App& command) {
  std::string all;
  for (const CLI::Option* option : options(command)) all += (all.empty() ? "" : " ") + flags(*option, " ");
  return all;
}

std::string names(const CLI::App& app) {
  std::string all;
  for (const CLI::App* command : commands(app)) all += (all.empty() ? "" : " ") + command->get_name();
  return all;
}

std::string troff(std::string text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '-' || c == '\\') escaped += '\\';
    escaped += c;
    if (c == '\\') escaped += 'e';
  }
  return escaped;
}

std::string quoted(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\'') safe += "'\\''";
    else safe += c;
  }
  return "'" + safe + "'";
}

// " SESSION [PATH]...", as a manual writes them.
std::string arguments(const CLI::App& command) {
  std::string text;
  for (const CLI::Option* positional : positionals(command)) {
    const std::string name = positional->get_name(true);
    text += (positional->get_required() ? " " + name : " [" + name + "]") + (positional->get_expected_max() > 1 ? "..." : "");
  }
  return text;
}

std::string option_lines(const CLI::App& command) {
  std::string text;
  for (const CLI::Option* option : options(command)) {
    const bool takes_value = option->get_expected_max() > 0 && option->get_type_size() > 0;
    text += fmt::format(".TP\n.B {}{}\n{}\n", troff(flags(*option, ", ")), takes_value ? " \\fI" + troff(option->get_type_name()) + "\\fR" : "",
                        troff(option->get_description()));
  }
  return text;
}

std::string command_text(const CLI::App& command, const std::string& call) {
  std::string text = fmt::format(".SS {}\n{}.\n{}", troff(call), troff(command.get_description()), option_lines(command));
  if (!command.get_footer().empty()) text += ".PP\n.nf\n" + troff(command.get_footer()) + "\n.fi\n";
  return text;
}

}  // namespace

std::string manual_page(const CLI::App& app) {
  std::string text = fmt::format(".TH SWEETSPOT\\-CLI 1\n.SH NAME\nsweetspot\\-cli \\- {}\n.SH SYNOPSIS\n.B sweetspot\\-cli\n.I COMMAND\n[\\fIOPTIONS\\fR]\n",
                                 troff(app.get_description()));
  text += ".SH OPTIONS\n" + option_lines(app) + ".SH COMMANDS\n";
  for (const CLI::App* command : commands(app)) {
    const std::string call = command->get_name() + arguments(*command);
    text += command_text(*command, call);
    for (const CLI::App* part : commands(*command)) text += command_text(*part, fmt::format("{} {}{}", call, part->get_name(), arguments(*part)));
  }
  text += ".SH EXIT STATUS\n0 done; 1 it could not be done, with a sentence on standard error; 2 the call is wrong; 130 interrupted.\n";
  return text;
}

std::string bash_completion(const CLI::App& app) {
  std::string text = "_sweetspot_cli() {\n  local word=${COMP_WORDS[COMP_CWORD]} flags names\n  if [ \"$COMP_CWORD\" -eq 1 ]; then\n";
  text += fmt::format("    COMPREPLY=($(compgen -W \"{} {}\" -- \"$word\"))\n    return\n  fi\n  case ${{COMP_WORDS[1]}} in\n", names(app), all_flags(app));
  for (const CLI::App* command : commands(app)) {
    std::string words = all_flags(*command);
    for (const CLI::App* part : commands(*command)) words += " " + all_flags(*part);
    text += fmt::format("    {}) flags=\"{}\" names=\"{}\" ;;\n", command->get_name(), words, names(*command));
  }
  text += "  esac\n  case $word in\n    -*) COMPREPLY=($(compgen -W \"$flags\" -- \"$word\")) ;;\n    *) mapfile -t COMPREPLY < <(compgen -f -- \"$word\"; [ \"$COMP_CWORD\" -eq 3 ] && compgen -W \"$names\" -- \"$word\") ;;\n  esac\n}\n";
  return text + "complete -o filenames -F _sweetspot_cli sweetspot-cli\n";
}

std::string zsh_completion(const CLI::App& app) {
  std::string text = "#compdef sweetspot-cli\nlocal -a commands flags\ncommands=(\n";
  for (const CLI::App* command : commands(app)) text += fmt::format("  {}\n", quoted(command->get_name() + ":" + command->get_description()));
  text += ")\nif (( CURRENT == 2 )); then\n  _describe command commands\n  return\nfi\ncase ${words[2]} in\n";
  for (const CLI::App* command : commands(app)) text += fmt::format("  {}) flags=({}) ;;\n", command->get_name(), all_flags(*command));
  return text + "esac\nif [[ ${words[CURRENT]} == -* ]]; then compadd -- $flags; else _files; fi\n";
}

std::string fish_completion(const CLI::App& app) {
  std::string text;
  for (const CLI::App* command : commands(app)) {
    text += fmt::format("complete -c sweetspot-cli -n __fish_use_subcommand -a {} -d {}\n", command->get_name(), quoted(command->get_description()));
    for (const CLI::Option* option : options(*command)) {
      std::string names;
      for (const std::string& name : option->get_snames()) names += " -s " + name;
      for (const std::string& name : option->get_lnames()) names += " -l " + name;
      text += fmt::format("complete -c sweetspot-cli -n '__fish_seen_subcommand_from {}'{} -d {}\n", command->get_name(), names, quoted(option->get_description()));
    }
  }
  return text;
}

void add_reference(CLI::App& app) {
  auto what = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("reference", "Print the manual page or a shell's completion")->group("");
  command->add_option("WHAT", *what, "man, bash, zsh or fish")->required()->check(CLI::IsMember({"man", "bash", "zsh", "fish"}));
  command->callback([what, &app] {
    const auto make = *what == "man" ? manual_page : *what == "bash" ? bash_completion : *what == "zsh" ? zsh_completion : fish_completion;
    fmt::print("{}", make(app));
  });
}

}  // namespace sweetspot::cli
