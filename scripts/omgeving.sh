#!/usr/bin/env bash
# Usage: scripts/omgeving.sh basis|ontwikkeling
# Makes .venv and installs the pinned packages of requirements/<name>.txt into it, after
# scripts/systeem.sh has seen to the rest. Does nothing, in a few milliseconds, when the stamp in .venv
# shows that these very pins are there already.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/gemeen.sh

groep=${1:?basis of ontwikkeling}
python=.venv/bin/python

stempel() { # the stamp of a group: the pins, and the Python that they were installed for
    { cat "requirements/$1.txt"; readlink -f "$python"; } | sha256sum | cut -d' ' -f1
}
klaar() { [ -x "$python" ] && [ "$(cat ".venv/.stempel-$1" 2>/dev/null)" = "$(stempel "$1")" ]; }

installeer() { # installeer GROEP [pip option...]
    if klaar "$1"; then return; fi
    meld "Python-pakketten installeren ($1)…"
    "$python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes -r "requirements/$1.txt" "${@:2}"
    stempel "$1" >".venv/.stempel-$1"
}

if ! "$python" -c '' 2>/dev/null; then
    basis=$(zoek_python)
    versie=$("$basis" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    meld "Omgeving maken in .venv met Python $versie…"
    "$basis" -m venv --clear .venv
fi

case $groep in
basis)
    # The development pins contain the basic ones, with the same versions.
    if ! klaar ontwikkeling; then installeer basis; fi
    ;;
ontwikkeling)
    installeer ontwikkeling
    installeer verapdf --no-deps
    ;;
*) stop "Onbekende groep: $groep" ;;
esac
