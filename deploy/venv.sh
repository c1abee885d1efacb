#!/bin/sh
# Makes the environment .venv with the given Python (3.11 or newer). Debian keeps the part that makes environments in
# a package of its own (python3-venv); it is installed when it is missing and we may.
set -eu
python=${1:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; write make PYTHON=python3.11 ..." >&2; exit 1; }
[ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 && exit 0
echo "Setting up .venv (once) ..."
rm -rf .venv
if "$python" -m venv .venv >/dev/null 2>&1; then exit 0; fi
rm -rf .venv
package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
as_root=; [ "$(id -u)" = 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null && { [ -z "$as_root" ] || $as_root true 2>/dev/null; }; then
  $as_root apt-get update -qq && $as_root apt-get install -y -qq "$package" >/dev/null && exec "$python" -m venv .venv
fi
echo "Python cannot make an environment here. Install the package $package, then try again." >&2
exit 1
