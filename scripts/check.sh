#!/bin/sh
# What has to hold before anything lands: style, types, floors, tests. `--lint` leaves the tests out.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
step() { printf '\n== %s\n' "$*"; }

step "style";  $bin/ruff check .; $bin/ruff format --check .
step "types";  $bin/mypy
step "floors"; $bin/lint-imports --no-cache
[ "${1:-}" = --lint ] && exit 0
step "tests"
set -- -n 2 --dist loadfile -q
if [ "${CI:-}" != true ] && ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1; then
  echo "Chromium is not installed: the tests that drive a browser are left out (pytest -m browser runs them)"
  set -- "$@" -m "not browser"
fi
exec $bin/pytest "$@"
