"""Run the whole suite on every database that answers: `make test`, after its tools are installed.

SQLite with the embedded settings always; PostgreSQL and Redis where they answer, on DATABASE_URL and
REDIS_URL or on the usual local addresses. What touches the database has a round on each. The first also has what
prints books and starts a demo, the last what touches no database, and its summary closes the output; the browser
has a round in between. tests/plugins/verslag.py does that, and says what could not run. Arguments go to pytest.
"""

import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

WORTEL = Path(__file__).resolve().parent.parent
POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
REDIS = "redis://127.0.0.1:6379/0"
#: How pytest ends when it was given nothing to run.
NIETS_GEVONDEN = 5


def zonder_wachtwoord(url: str) -> str:
    """Return the address as it may be printed."""
    delen = urlsplit(url)
    return urlunsplit((delen.scheme, delen.netloc.rpartition("@")[2], delen.path, "", ""))


def diensten() -> tuple[dict[str, str], list[str]]:
    """Return the settings for the servers that answer, and a line for each that does not."""
    import psycopg
    import redis

    omgeving, ontbreekt = {}, []
    url = os.environ.get("DATABASE_URL", "")
    url = url if url.startswith("postgres") else POSTGRES
    try:
        psycopg.connect(url, connect_timeout=3).close()
        omgeving["DATABASE_URL"] = url
    except psycopg.Error:
        ontbreekt.append(f"alles op PostgreSQL: {zonder_wachtwoord(url)} antwoordt niet (DATABASE_URL)")
    url = os.environ.get("REDIS_URL") or REDIS
    try:
        redis.Redis.from_url(url, socket_connect_timeout=3).ping()
        omgeving["REDIS_URL"] = url
    except redis.RedisError:
        ontbreekt.append(f"alles met Redis: {zonder_wachtwoord(url)} antwoordt niet (REDIS_URL)")
    return omgeving, ontbreekt


def draai(naam: str, omgeving: dict[str, str]) -> int:
    """Run pytest once with these settings and no others; return its exit code."""
    print(f"\n== De tests op {naam}", flush=True)
    weg = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "EMAIL_URL", "OPSLAG_URL")
    schoon = {sleutel: waarde for sleutel, waarde in os.environ.items() if sleutel not in weg}
    opdracht = [sys.executable, "-m", "pytest", "-q", "-n", os.environ.get("TEST_WERKERS", "2")]
    return subprocess.call(
        [*opdracht, "--dist", "worksteal", "--durations", "10", *sys.argv[1:]],
        cwd=WORTEL,
        env={**schoon, **omgeving, "TEST_RUN": naam},
    )


def main() -> int:
    servers, ontbreekt = diensten()
    with tempfile.TemporaryDirectory(prefix="portaal-test-") as werkmap:
        os.environ["VAR_DIR"] = werkmap
        os.environ["TEST_UITSLAGEN"] = f"{werkmap}/uitslagen.json"
        os.environ["TEST_NIET_GEDRAAID"] = "\n".join(ontbreekt)
        # Part of the name of the test databases: two runs on one machine never meet.
        os.environ["TEST_DB_SUFFIX"] = f"{sha256(str(WORTEL).encode()).hexdigest()[:8]}_{os.getpid()}"
        if not servers:
            return draai("SQLite", {})
        naam = "PostgreSQL" if "DATABASE_URL" in servers else "SQLite"
        naam += " en Redis" if "REDIS_URL" in servers else ""
        uitkomsten = [
            draai("SQLite", {"TEST_RONDE": "eerste"}),
            draai(f"{naam}, in de browser", {**servers, "TEST_RONDE": "browser"}),
            draai(naam, {**servers, "TEST_RONDE": "laatste"}),
        ]
        # With arguments a round may find nothing to do; that is a fault only when no other had anything either.
        return next((code for code in uitkomsten if code not in (0, NIETS_GEVONDEN)), min(uitkomsten))


if __name__ == "__main__":
    sys.exit(main())
