#!/usr/bin/env bash
# Everything that can be said about the code without running the tests: seconds, no network.
# Prints a line for each step; shows a step's output only when it fails, and goes on with the rest.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
. scripts/gemeen.sh
export PATH="$PWD/.venv/bin:$PATH" PYTHONPATH="$PWD"

uitvoer=$(mktemp)
trap 'rm -f "$uitvoer"' EXIT
mislukt=()

stap() { # stap NAAM OPDRACHT...
    local begin=$EPOCHREALTIME stand=goed
    "${@:2}" >"$uitvoer" 2>&1 </dev/null || stand=FOUT
    printf '%-28s %-5s %4d ms\n' "$1" "$stand" $(((${EPOCHREALTIME/[.,]/} - ${begin/[.,]/}) / 1000))
    if [ "$stand" = FOUT ]; then
        tail -n 40 "$uitvoer" | sed 's/^/    /'
        mislukt+=("$1")
    fi
}

# The settings as production has them, with a key of the moment: nothing here reaches a database.
als_productie() {
    env -u EMAIL_URL -u OPSLAG_URL DEBUG=false ALLOWED_HOSTS=portaal.example DATABASE_URL=sqlite://:memory: \
        SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" "$@"
}
# The settings as a newcomer has them, whatever this shell has exported.
als_nieuwkomer() { env -u DATABASE_URL -u REDIS_URL -u SECRET_KEY DEBUG=true "$@"; }

typen_van_services() {
    local bestanden
    mapfile -t bestanden < <(git ls-files '*/services.py' '*/services/*.py')
    [ ${#bestanden[@]} -gt 0 ] || { echo "Geen services gevonden."; return 1; }
    als_nieuwkomer mypy "${bestanden[@]}"
}

stap "stijl" ruff check .
stap "opmaak" ruff format --check .
stap "huisregels" python scripts/huisregels.py
stap "sjablonen" djlint templates --lint --quiet
stap "lagen" lint-imports
stap "migraties" als_nieuwkomer python manage.py makemigrations --check --dry-run
stap "instellingen (productie)" als_productie python manage.py check --deploy --fail-level WARNING
stap "typen van de services" typen_van_services

[ ${#mislukt[@]} = 0 ] || stop "Niet in orde: ${mislukt[*]}"
