// A catalog of a few processors and a session with something of everything, for the tests of the session.
#pragma once

#include <string>
#include <vector>

#include "engine/core/error.h"
#include "engine/params/catalog.h"
#include "engine/session/session.h"
#include "tests/engine/session/temp_folder.h"

namespace sweetspot::test {

// "eq" (bandN.type, freq, gain, q), "compressor", "delay" and "limiter".
class TestCatalog : public ParamCatalog {
 public:
  TestCatalog();
  std::span<const ParamSpec> table(std::string_view type) const override;
  int version(std::string_view type) const override;
  std::vector<std::string_view> types() const override;

 private:
  std::vector<std::pair<std::string, std::vector<ParamSpec>>> tables_;
};

const ParamCatalog& catalog();

// Two tracks, two buses, sends, devices, automation, markers, tags, a loop and a version.
SessionPtr rich_session();

StripId strip_named(const Session& session, std::string_view name);

// What an action says in its Error, or "" when it throws none.
template <class Action>
std::string error_of(Action&& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace sweetspot::test
