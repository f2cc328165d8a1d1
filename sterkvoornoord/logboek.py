"""The log. What is written down holds no link that opens something: neither a visit nor an error names it."""

import logging
import re
from typing import Any

#: The addresses of which a part opens a page: of who handed in an idea or takes part in one, and an own agenda.
_GEHEIM = re.compile(
    r"(/initiatieven/(?:nieuw|volg|bijlagen)/|/ideeen/deelname/|/agenda/mijn/)[^/?\s\"']+(/bevestigen/[^/?\s\"']+)?"
)


def zonder_geheim(tekst: str) -> str:
    """The text with `***` where the secret part of a link stood."""
    return _GEHEIM.sub(r"\1***", tekst)


class Regels(logging.Formatter):
    """Lines of the log. The whole line is cleaned, with its traceback: an error on a secret page names the page."""

    def format(self, record: logging.LogRecord) -> str:
        return zonder_geheim(super().format(record))


def logboek(niveau: str) -> dict[str, Any]:
    """The settings of the log: all of it to the console, from `niveau` up."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "regel": {
                "()": "sterkvoornoord.logboek.Regels",
                "format": "{asctime} {levelname} {name}: {message}",
                "style": "{",
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "regel"}},
        "root": {"handlers": ["console"], "level": niveau},
        "loggers": {
            # Through the handler above and no other: those of Django itself name secret addresses in full.
            "django": {"handlers": []},
            "django.server": {"handlers": ["console"], "propagate": False},
            # The broker on the file system has no host, and says so at every start.
            "kombu.connection": {"level": "ERROR"},
            # These tell of every font and style sheet of every PDF.
            "fontTools": {"level": "WARNING"},
            "weasyprint.progress": {"level": "WARNING"},
        },
    }
