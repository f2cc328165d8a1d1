#!/usr/bin/env bash
# Usage: scripts/systeem.sh pdf|test
# Sees to the system packages that pip cannot bring. Looks first; installs through apt only what is
# missing. `pdf` is what running the portal needs and fails without it; `test` goes on: what stays
# missing is named by the tests that needed it.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/gemeen.sh

# WeasyPrint opens these at run time; asking the loader itself is the only sure check.
pdf_bibliotheken() {
    .venv/bin/python - <<'PY' 2>/dev/null
import ctypes
for naam in ("pango-1.0.so.0", "pangoft2-1.0.so.0", "harfbuzz-subset.so.0", "fontconfig.so.1"):
    ctypes.CDLL(f"lib{naam}")
PY
}

pdf() {
    pdf_bibliotheken || apt_installeer libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
}

heeft_java() { [ -e /usr/share/java/jaxb-runtime.jar ] && command -v javac >/dev/null; }
heeft_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

test_gereedschap() {
    local ontbreekt=()
    heeft_chromium >/dev/null || ontbreekt+=(chromium)
    command -v pdfinfo >/dev/null || ontbreekt+=(poppler-utils)
    heeft_java || ontbreekt+=(default-jdk-headless libjaxb-java)
    [ ${#ontbreekt[@]} = 0 ] || apt_installeer "${ontbreekt[@]}" || true
}

case ${1:?pdf of test} in
pdf) pdf ;;
test) pdf && test_gereedschap ;;
*) stop "Onbekend: $1" ;;
esac
