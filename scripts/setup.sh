#!/bin/sh
# Makes .venv with kpireport, its plugins and everything they need, from a fresh clone. Run again, it does only what has changed.
#   scripts/setup.sh             for building reports
#   scripts/setup.sh --browser   also headless Chromium and what drives it, for the visual gate and benchmarks
# System libraries are installed with apt-get when that is possible without asking (root on Debian or Ubuntu). Elsewhere the exact
# command is printed, and nothing half-done is left behind.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
stop() { say "setup: $*"; exit 1; }

# ---- which system this is, and how it installs things
system=other
[ -r /etc/os-release ] && . /etc/os-release
case "${ID:-} ${ID_LIKE:-}" in
  *debian*|*ubuntu*) system=debian ;;
  *fedora*|*rhel*|*centos*) system=fedora ;;
  *arch*) system=arch ;;
  *alpine*) system=alpine ;;
  *suse*) system=suse ;;
esac
[ "$(uname -s)" = Darwin ] && system=macos
apt_ready=
may_apt() { [ "$system" = debian ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
apt_install() {
  say "setup: installing $* with apt-get"
  if [ -z "$apt_ready" ]; then apt-get update -qq >/dev/null 2>&1 || true; apt_ready=yes; fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null \
    || stop "apt-get could not install $*. Install it, then run this command again."
}
debian_libraries="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"
install_command() {
  case "$system" in
    debian) echo "sudo apt-get install -y $debian_libraries" ;;
    fedora) echo "sudo dnf install -y pango fontconfig" ;;
    arch) echo "sudo pacman -S --needed pango fontconfig" ;;
    alpine) echo "sudo apk add pango fontconfig so:libgobject-2.0.so.0 so:libharfbuzz-subset.so.0" ;;
    suse) echo "sudo zypper install -y libpango-1_0-0 fontconfig" ;;
    macos) echo "brew install pango" ;;
    *) echo "install Pango 1.44 or newer (with HarfBuzz and Fontconfig) with your system's package manager" ;;
  esac
}

# ---- Python 3.11 to 3.13
python=
for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
  if command -v "$name" >/dev/null 2>&1 \
    && "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
    python=$name; break
  fi
done
[ -n "$python" ] || stop "needs Python 3.11, 3.12 or 3.13; found none. Install one, or name it: make setup PYTHON=/path/to/python"

# ---- the libraries that WeasyPrint loads, tried by really loading them
libraries_load() {
  "$1" - <<'PY' 2>/dev/null
import ctypes, ctypes.util, sys
for names in (("libgobject-2.0.so.0", "gobject-2.0"), ("libpango-1.0.so.0", "pango-1.0"), ("libharfbuzz.so.0", "harfbuzz"),
              ("libfontconfig.so.1", "fontconfig"), ("libpangoft2-1.0.so.0", "pangoft2-1.0"), ("libharfbuzz-subset.so.0", "harfbuzz-subset")):
    for name in filter(None, (names[0], ctypes.util.find_library(names[1]))):
        try:
            ctypes.CDLL(name)
            break
        except OSError:
            continue
    else:
        sys.exit(1)
PY
}
if ! libraries_load "$python"; then
  if may_apt; then apt_install $debian_libraries; fi
  if ! libraries_load "$python" && [ "$system" != macos ]; then
    say "setup: the libraries that make PDFs (Pango, HarfBuzz, Fontconfig) are not installed. Run:"
    say "    $(install_command)"
    stop "then run this command again. Nothing was changed."
  fi
fi

extras=dev stamp=.venv/.made-for
if [ "${1:-}" = --browser ]; then
  extras=dev,gate stamp=.venv/.made-with-browser-for
  if ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1 && may_apt; then apt_install chromium; fi
  command -v pdftoppm >/dev/null 2>&1 || { may_apt && apt_install poppler-utils; } || true
fi

# ---- the environment; a stamp says for which requirements it was made
wanted=$(cat constraints.txt pyproject.toml plugins/*/pyproject.toml scripts/setup.sh | cksum; pwd)
[ -r "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0

fresh=
trap 'status=$?; [ $status -eq 0 ] || [ -z "$fresh" ] || rm -rf .venv; exit $status' EXIT
if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
  rm -rf .venv; fresh=yes
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if may_apt; then apt_install "python$version-venv"; else
      say "setup: this Python has no venv module. Run:"
      [ "$system" = debian ] && say "    sudo apt-get install -y python$version-venv" || say "    (install the venv package of Python $version)"
      stop "then run this command again. Nothing was changed."
    fi
  fi
  "$python" -m venv .venv || stop "could not make .venv with $python"
fi
say "setup: installing Python packages into .venv"
pip() { .venv/bin/python -m pip --disable-pip-version-check "$@"; }
pip install --quiet --constraint constraints.txt pip hatchling editables >/dev/null
set --
for plugin in plugins/*/; do
  case "$plugin" in */kpireport-hostile/) continue ;; esac  # misbehaves on purpose; only tests install it, elsewhere
  set -- "$@" --editable "./${plugin%/}"
done
pip install --quiet --constraint constraints.txt --no-build-isolation --editable ".[$extras]" "$@" \
  || stop "pip could not install the packages (see above). Nothing half-done is left."
.venv/bin/python - <<'PY' || { say "    $(install_command)"; stop "WeasyPrint does not load; the command above installs what it needs."; }
import io, weasyprint
weasyprint.HTML(string="<p>ok").write_pdf(io.BytesIO())
PY
printf '%s' "$wanted" | tee .venv/.made-for > "$stamp"
say "setup: done"
