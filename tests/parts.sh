#!/bin/sh
# Fetches what only tests need and the system lacks: browser, Node, Java, web servers, calendar programs.
# Where we may not install, nothing fails here: the tests that need a missing part say so and are skipped.
set -u
here=$(cd "$(dirname "$0")" && pwd)
as_root=; [ "$(id -u)" = 0 ] || as_root="sudo -n"
missing=
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need chromium chromium
need node nodejs
need npm npm
need java default-jre-headless
[ -x /usr/sbin/nginx ] || need nginx nginx-light
need caddy caddy
if [ -n "$missing" ] && command -v apt-get >/dev/null 2>&1 && { [ -z "$as_root" ] || $as_root true 2>/dev/null; }; then
  echo "Installing what the tests need:$missing"
  export DEBIAN_FRONTEND=noninteractive
  $as_root apt-get update -qq >/dev/null 2>&1
  for package in $missing; do
    $as_root apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 || echo "could not install $package" >&2
  done
fi
[ ! -f "$here/clients/install.sh" ] || sh "$here/clients/install.sh" || echo "some calendar programs could not be installed" >&2
if [ -f "$here/js/package-lock.json" ] && command -v npm >/dev/null 2>&1; then
  stamp="$here/js/node_modules/.installed"
  if [ ! -f "$stamp" ] || [ "$here/js/package-lock.json" -nt "$stamp" ]; then
    (cd "$here/js" && npm ci --no-audit --no-fund --loglevel=error >/dev/null) && touch "$stamp" || echo "npm packages could not be installed" >&2
  fi
fi
exit 0
