#!/bin/sh
# Puts uv into .uv/ where the machine has none. Needs python3 alone.
set -eu
UV_VERSION=0.13.9
if ! python3 -m venv .uv >/dev/null 2>&1; then
    rm -rf .uv
    # Debian ships python3 without venv.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing python3-venv (Debian's python3 comes without it)..."
        apt-get update -qq && apt-get install -y -qq python3-venv
        python3 -m venv .uv
    else
        echo "python3 cannot make virtual environments here. Run this, then try again:" >&2
        echo "    sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi
echo "Installing uv $UV_VERSION..."
.uv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
