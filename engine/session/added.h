// What an edit gives that makes something new.
#pragma once

#include "engine/session/session.h"

namespace sweetspot::edit {

template <class IdType>
struct Added {
  SessionPtr session;
  IdType id;   // of what was added
};

}  // namespace sweetspot::edit
