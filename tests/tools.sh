#!/bin/sh
# What the tests need beyond Python: Chromium and newsboat. As root on Debian or Ubuntu they are installed.
set -eu
missing=
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing=chromium
command -v newsboat >/dev/null || missing="$missing newsboat"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing:$missing"
    apt-get update -qq
    # shellcheck disable=SC2086 # a list of names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "the tests need: $missing; install them with your system's package manager, then run make test again" >&2
    exit 1
fi
