#!/usr/bin/env bash
# Usage: scripts/systeem.sh basis|test
# Sees to the system packages that pip cannot bring. Looks first; installs through apt only what is
# missing, all in one go. `basis` is what running the portal needs, and fails without it; `test` goes on:
# what stays missing is named by the tests that needed it.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/gemeen.sh

basis() {
    local python ontbreekt=()
    python=.venv/bin/python
    if ! "$python" -c '' 2>/dev/null; then
        python=$(zoek_python)
        # Debian ships venv's ensurepip in a package of its own, named after the version.
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            ontbreekt+=("$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')")
    fi
    # WeasyPrint opens these at run time; asking the loader itself is the only sure check.
    "$python" - 2>/dev/null <<'PY' || ontbreekt+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
import ctypes
for naam in ("pango-1.0.so.0", "pangoft2-1.0.so.0", "harfbuzz-subset.so.0", "fontconfig.so.1"):
    ctypes.CDLL(f"lib{naam}")
PY
    [ ${#ontbreekt[@]} = 0 ] || apt_installeer "${ontbreekt[@]}"
}

heeft_java() { [ -e /usr/share/java/jaxb-runtime.jar ] && command -v javac >/dev/null; }
heeft_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

voor_tests() {
    local pakket ontbreekt=()
    heeft_chromium >/dev/null || ontbreekt+=(chromium)
    # Playwright drives the browser with a Node of its own, which wants this one.
    .venv/bin/python -c 'import ctypes; ctypes.CDLL("libatomic.so.1")' 2>/dev/null || ontbreekt+=(libatomic1)
    command -v pdfinfo >/dev/null || ontbreekt+=(poppler-utils)
    heeft_java || ontbreekt+=(default-jdk-headless libjaxb-java)
    if [ ${#ontbreekt[@]} = 0 ] || apt_installeer "${ontbreekt[@]}" || ! root_mag; then return; fi
    # One package that this distribution does not have must not keep the others away.
    for pakket in "${ontbreekt[@]}"; do apt_installeer "$pakket" || true; done
}

case ${1:?basis of test} in
basis) basis ;;
test) voor_tests ;;
*) stop "Onbekend: $1" ;;
esac
