#!/bin/sh
# The browser that the widget's tests drive: Debian's own.
set -eu
if command -v chromium >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing chromium (for the tests of the web widget)..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
else
    echo "The tests of the web widget need a browser. Run this, then try again:" >&2
    echo "    sudo apt-get install chromium" >&2
    exit 1
fi
