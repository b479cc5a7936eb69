# Debian packages that building, running and testing need. Sourced by ./dev.
sweetspot_packages=(
  build-essential cmake ninja-build ccache mold pkg-config git ca-certificates
  qt6-base-dev qt6-svg-dev libgl1-mesa-dev portaudio19-dev libsndfile1-dev librubberband-dev libeigen3-dev
  libhwy-dev libfftw3-dev libsoxr-dev libebur128-dev libtag1-dev nlohmann-json3-dev libcli11-dev libfmt-dev libboost-dev
  libgtest-dev libgmock-dev libbenchmark-dev clang-format clang-tidy
  fonts-inter fonts-jetbrains-mono
  xvfb openbox   # the tests of the window run in a real one, too
)

# What ./dev sound needs besides.
sound_packages=(python3-numpy python3-scipy)

# Installs what is missing of the named packages, the first list above without any, and says which; quick when nothing is. Uses sudo
# when not root.
install_missing_packages() {
  local wanted=("$@")
  [ $# -gt 0 ] || wanted=("${sweetspot_packages[@]}")
  command -v dpkg-query >/dev/null || return 0   # not Debian: CMake says what it does not find
  local missing=() have
  # dpkg-query fails when it does not know a package, which is what is asked.
  have=" $({ dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${wanted[@]}" 2>/dev/null || true; } | sed -n 's/^ii *//p' | tr '\n' ' ') "
  local package
  for package in "${wanted[@]}"; do
    case "$have" in *" $package "*) ;; *) missing+=("$package") ;; esac
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "Installing Debian packages: ${missing[*]}" >&2
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "./dev: run as root or install sudo, or install these yourself: ${missing[*]}" >&2; exit 1; }
    sudo=(sudo)
  fi
  "${sudo[@]}" apt-get update -qq >&2
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}
