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
step "tests";  exec $bin/pytest -n 2 --dist loadfile -q
