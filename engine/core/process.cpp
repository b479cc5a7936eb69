#include "engine/core/process.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>

namespace sweetspot {

std::string host_name() {
  char name[256] = {};
  if (::gethostname(name, sizeof name - 1) != 0 || !name[0]) return "unknown";
  return name;
}

bool process_is_gone(long process) { return process > 0 && ::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH; }

}  // namespace sweetspot
