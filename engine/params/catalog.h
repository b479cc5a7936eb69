// Parameter tables by processor type, for those who know no processors.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/params/spec.h"

namespace sweetspot {

// What the session, its scripts and the file format may ask about processor types. Implemented by the registry.
class ParamCatalog {
 public:
  virtual ~ParamCatalog() = default;

  // The table of a type ("eq"), or empty when there is no such type.
  virtual std::span<const ParamSpec> table(std::string_view type) const = 0;

  // The version of a type's table as it is now, or 0 when there is no such type.
  virtual int version(std::string_view type) const = 0;

  // Every type, in the order of the menus.
  virtual std::vector<std::string_view> types() const = 0;
};

}  // namespace sweetspot
