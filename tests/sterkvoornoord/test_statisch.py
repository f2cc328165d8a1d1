"""What production does with the static files: rename each after its content, and refuse a broken link."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

VERWIJZING = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")


@pytest.fixture(scope="module")
def opslag(tmp_path_factory):
    """The storage of production less its compression; a file that CSS names and is not there makes this fail."""
    achterkant = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    with override_settings(
        STATIC_ROOT=str(tmp_path_factory.mktemp("statisch")),
        STORAGES={**settings.STORAGES, "staticfiles": achterkant},
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield staticfiles_storage


def test_elk_sjabloon_noemt_alleen_bestanden_die_er_zijn(opslag):
    namen = {
        (naam, str(pad))
        for pad in Path(settings.BASE_DIR).glob("**/templates/**/*.html")
        if ".venv" not in pad.parts and "node_modules" not in pad.parts
        for naam in VERWIJZING.findall(pad.read_text(encoding="utf-8"))
    }
    assert namen
    assert [paar for paar in sorted(namen) if paar[0] not in opslag.hashed_files] == []


def test_bestand_krijgt_een_naam_naar_zijn_inhoud(opslag):
    assert re.fullmatch(r"/static/css/basis\.[0-9a-f]{12}\.css", opslag.url("css/basis.css"))


def test_ontbrekend_bestand_houdt_de_bouw_tegen(opslag):
    with pytest.raises(ValueError, match=r"Missing staticfiles manifest entry for 'css/bestaat-niet\.css'"):
        opslag.url("css/bestaat-niet.css")
