#!/bin/sh
# Installs the calendar clients that the tests read our feeds with, from package registries only:
# npm (ical.js, node-ical), PyPI (khal, vdirsyncer) and Debian (libical). The ones in Python that share our own
# environment (icalendar, recurring-ical-events, ical, vobject) come with the extra "test" of pyproject.toml.
#
# Usage: tests/clients/install.sh        PYTHON=/usr/bin/python3.11 for another Python
# Run it again at any time: what is there already is left alone. What cannot be installed is named, and the tests
# that need it are skipped (in CI they fail).
set -eu
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
lacking=""

say() { printf 'clients: %s\n' "$*"; }
has() { command -v "$1" >/dev/null 2>&1; }

# Debian packages, only where something is missing.
debian=""
has cc || debian="$debian gcc libc6-dev"
has pkg-config || debian="$debian pkg-config"
{ has pkg-config && pkg-config --exists libical; } || debian="$debian libical-dev"
has npm || debian="$debian nodejs npm"
"$python" -c 'import venv, ensurepip' 2>/dev/null || debian="$debian python3-venv"
if [ -n "$debian" ]; then
  root=""
  [ "$(id -u)" = 0 ] || root="sudo -n"
  # shellcheck disable=SC2086
  if has apt-get && { [ -z "$root" ] || { has sudo && sudo -n true 2>/dev/null; }; }; then
    say "installing$debian"
    $root apt-get update -q
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $debian
  else
    lacking="$lacking$debian"
  fi
fi

# npm packages, exactly as the lock file has them.
if has npm; then
  if ! cmp -s tests/js/package-lock.json tests/js/node_modules/.installed-lock.json; then
    say "installing the npm packages of tests/js"
    (cd tests/js && npm ci --no-audit --no-fund --loglevel=error)
    cp tests/js/package-lock.json tests/js/node_modules/.installed-lock.json
  fi
fi

# Python programs.
if ! cmp -s tests/clients/requirements.txt .venv-clients/requirements.txt; then
  say "installing khal and vdirsyncer into .venv-clients"
  "$python" -m venv --clear .venv-clients
  .venv-clients/bin/pip install -q --disable-pip-version-check -r tests/clients/requirements.txt
  cp tests/clients/requirements.txt .venv-clients/requirements.txt
fi

if [ -n "$lacking" ]; then
  say "please install:$lacking"
  exit 1
fi
say "all there"
