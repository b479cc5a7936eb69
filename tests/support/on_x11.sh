#!/usr/bin/env bash
# on_x11.sh PROGRAM ARGS...: runs a test in a real X server with a window manager, which goes with it.
set -euo pipefail
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$work/display" 2>"$work/server" &
read -r -t 20 number <"$work/display" || { cat "$work/server" >&2; echo "Xvfb did not start" >&2; exit 1; }
export DISPLAY=":$number" QT_QPA_PLATFORM=xcb
HOME="$work" openbox 2>"$work/manager" &
# A window is only active once the manager runs.
for _ in $(seq 50); do kill -0 $! 2>/dev/null || { cat "$work/manager" >&2; exit 1; }; sleep 0.02; done
"$@"
