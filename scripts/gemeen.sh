# shellcheck shell=bash
# Shared by the other scripts (sourced, not run): messages, apt, and finding a Python.

meld() { printf '%s\n' "$*" >&2; }
stop() { meld "$*"; exit 1; }

# root_mag: may this user install system packages without being asked for a password?
root_mag() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

als_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# apt_installeer PAKKET...: installs, or says in one line what a person has to install. Fails then.
apt_installeer() {
    if ! command -v apt-get >/dev/null; then
        meld "Installeer eerst wat op dit systeem overeenkomt met: $*"
        return 1
    elif ! root_mag; then
        meld "Installeer eerst: sudo apt-get install $*"
        return 1
    fi
    meld "Systeempakketten installeren: $*"
    local log
    log=$(mktemp)
    # The lists may be empty (a fresh image) or old (a package has moved): update, then install.
    if als_root env DEBIAN_FRONTEND=noninteractive sh -ec '
        apt-get update -qq || true
        apt-get install -qq -y --no-install-recommends "$@"' apt "$@" </dev/null >"$log" 2>&1; then
        rm -f "$log"
    else
        tail -n 15 "$log" >&2
        rm -f "$log"
        meld "Dat lukte niet. Installeer zelf: sudo apt-get install $*"
        return 1
    fi
}

# zoek_python: prints the first Python of at least 3.11; a virtual environment's own does as well.
zoek_python() {
    local naam
    for naam in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if "$naam" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$naam"
            return
        fi
    done
    stop "Het portaal heeft Python 3.11 of nieuwer nodig. Installeer: sudo apt-get install python3 python3-venv"
}
