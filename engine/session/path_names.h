// Finding strips, devices and sends by the names in a path. For paths.cpp alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/session/session.h"

namespace sweetspot {

// A strip and what follows it in the path, without the slash.
struct OwnerMatch {
  StripId strip;
  std::string_view rest;
};

// The strip that a path begins with: the longest name that fits.
std::optional<OwnerMatch> match_owner(const Session& session, std::string_view path);

// By "N.TYPE", "TYPE" (when it is the only one) or "N".
const Device* match_device(const Strip& strip, std::string_view segment);

// By "N.BUS", "BUS" (when only one goes there) or "N".
const Send* match_send(const Session& session, const Strip& strip, std::string_view segment);

// "2.eq", and "Echo" or "2.Echo"; position from 0.
std::string device_segment(const Strip& strip, std::size_t position);
std::string send_segment(const Session& session, const Strip& strip, std::size_t position);

// The path as names are matched: trimmed and without double quotes, unless they belong to the name of a strip.
std::string plain_path(const Session& session, std::string_view path);

}  // namespace sweetspot
