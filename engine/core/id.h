// Names for things that keep their identity while their values change.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace sweetspot {

// A number that names one thing of one kind within a session. 0 names nothing. Ids are never reused in a session.
template <class Kind>
struct Id {
  std::uint64_t value = 0;

  explicit operator bool() const { return value != 0; }
  friend auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace sweetspot

template <class Kind>
struct std::hash<sweetspot::Id<Kind>> {
  std::size_t operator()(sweetspot::Id<Kind> id) const noexcept { return std::hash<std::uint64_t>{}(id.value); }
};
