#!/usr/bin/env bash
# Compiles requirements/*.txt from pyproject.toml: names, versions, markers and hashes, for every
# Python and platform at once. Keeps what is pinned; `make pins BIJWERKEN=1` takes newer versions.
set -euo pipefail
cd "$(dirname "$0")/.."

# --no-config and `env -i`: neither the machine's indexes nor its constraints may leak into the pins.
compileer() {
    env -i PATH="$PATH" HOME="$HOME" ${SSL_CERT_FILE:+SSL_CERT_FILE="$SSL_CERT_FILE"} \
        .venv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
        --generate-hashes --no-annotate --no-header --no-build ${BIJWERKEN:+--upgrade} "$@"
}

compileer pyproject.toml -o requirements/basis.txt
compileer pyproject.toml --extra dev -c requirements/basis.txt -o requirements/ontwikkeling.txt
compileer requirements/verapdf.in --no-deps -o requirements/verapdf.txt

if grep -nE '://|--(extra-)?index|--find-links' requirements/*.txt; then
    echo "De pins noemen een adres; dat mag niet." >&2
    exit 1
fi
wc -l requirements/*.txt
