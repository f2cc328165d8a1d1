"""Usage: .venv/bin/python scripts/vertalen.py; needs gettext (apt: gettext).

Gathers the texts of the pages that exist in more languages into locale/<language>/LC_MESSAGES/django.po, keeps what
was translated, and compiles. Both .po and .mo are committed: running the portal needs no gettext. Only these pages
are gathered; the rest of the portal is in Dutch.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WORTEL = Path(__file__).resolve().parent.parent
TALEN = ("en", "ar")
#: Everything that the public agenda is made of, the form of an initiatief and the page that follows it, the pages of
#: ideas and of who takes part, and their mail.
BRONNEN = (
    "acties/filters_ideeen.py",
    "acties/initiatieven/*.py",
    "acties/models/initiatiefkeuzes.py",
    "governance/agendaweken.py",
    "governance/models/activiteit.py",
    "governance/templatetags/governance.py",
    "governance/views/activiteiten.py",
    "monitor/context.py",
    "sterkvoornoord/bedragveld.py",
    "sterkvoornoord/bestanden.py",
    "sterkvoornoord/datumveld.py",
    "sterkvoornoord/filterpaneel.py",
    "sterkvoornoord/filters.py",
    "sterkvoornoord/paginering.py",
    "sterkvoornoord/virusscan.py",
    "templates/acties/ideeen/*.html",
    "templates/acties/initiatieven/*.html",
    "templates/acties/initiatieven/mail/*.txt",
    "templates/acties/lijst/meldingen.html",
    "templates/base.html",
    "templates/componenten/broodkruimel.html",
    "templates/componenten/chips.html",
    "templates/componenten/datum.html",
    "templates/componenten/foutlijst.html",
    "templates/componenten/kop.html",
    "templates/componenten/mededeling.html",
    "templates/componenten/meldingen.html",
    "templates/componenten/merk.html",
    "templates/componenten/mijlpaal.html",
    "templates/componenten/paginering.html",
    "templates/componenten/voet.html",
    "templates/django/forms/*.html",
    "templates/governance/_agendaregel.html",
    "templates/governance/_gaten.html",
    "templates/governance/_talen.html",
    "templates/governance/_wanneer.html",
    "templates/governance/activiteit.html",
    "templates/governance/agenda.html",
    "templates/django/forms/widgets/*.html",
)


def main() -> None:
    talen = [deel for taal in TALEN for deel in ("-l", taal)]
    manage = [sys.executable, "-m", "django"]
    with tempfile.TemporaryDirectory() as map_:
        werk = Path(map_)
        for bron in sorted(pad for patroon in BRONNEN for pad in WORTEL.glob(patroon)):
            doel = werk / bron.relative_to(WORTEL)
            doel.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(bron, doel)
        locale = WORTEL / "locale"
        if locale.exists():
            shutil.copytree(locale, werk / "locale")
        (werk / "locale").mkdir(exist_ok=True)
        opties = ["--no-obsolete", "--no-wrap", "--add-location", "file", "-e", "html,txt,py"]
        subprocess.run([*manage, "makemessages", *talen, *opties], cwd=werk, check=True)
        subprocess.run([*manage, "compilemessages", *talen], cwd=werk, check=True)
        shutil.copytree(werk / "locale", locale, dirs_exist_ok=True)


if __name__ == "__main__":
    main()
