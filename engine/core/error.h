// What is thrown when something cannot be done: a sentence the user can act on.
#pragma once

#include <stdexcept>
#include <string>

namespace sweetspot {

// Reads "<what>: <why>; <remedy>", as "vocal.wav: the file ends before its sound does; export it again".
// Thrown off the audio thread only. Whoever throws leaves the user's files as they were.
class Error : public std::runtime_error {
 public:
  Error(std::string what, std::string why, std::string remedy)
      : std::runtime_error(remedy.empty() ? what + ": " + why : what + ": " + why + "; " + remedy),
        subject_(std::move(what)), why_(std::move(why)), remedy_(std::move(remedy)) {}

  const std::string& subject() const { return subject_; }
  const std::string& why() const { return why_; }
  const std::string& remedy() const { return remedy_; }

 private:
  std::string subject_;
  std::string why_;
  std::string remedy_;
};

// Thrown by long work that was asked to stop. Nothing half-written is left.
class Cancelled : public std::runtime_error {
 public:
  Cancelled() : std::runtime_error("cancelled") {}
};

}  // namespace sweetspot
