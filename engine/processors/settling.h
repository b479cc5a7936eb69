// When to follow a value that may be on its way.
#pragma once

namespace sweetspot {

// For what cannot glide but only be faded to, while the setting it comes from glides: says that it is time once the wanted value has stayed
// the same for a period, or has been another than the present one for `patience` periods.
template <class Value>
class Settling {
 public:
  void reset(const Value& wanted) noexcept {
    last_ = wanted;
    waited_ = 0;
  }

  // Once a period. [audio]
  bool due(const Value& wanted, const Value& present, int patience) noexcept {
    const bool still = last_ == wanted;
    last_ = wanted;
    if (wanted == present) {
      waited_ = 0;
      return false;
    }
    ++waited_;
    return still || waited_ >= patience;
  }

  // The change was made. [audio]
  void done() noexcept { waited_ = 0; }

 private:
  Value last_{};
  int waited_ = 0;
};

}  // namespace sweetspot
