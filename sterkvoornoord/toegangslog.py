"""The access log of gunicorn, without the secret part of addresses that open something (see the Dockerfile)."""

import re

from gunicorn.glogging import Logger

_GEHEIM = re.compile(r"(/initiatieven/(?:nieuw|volg|bijlagen)/)[^/?\s\"]+(/bevestigen/[^/?\s\"]+)?")


def zonder_geheim(tekst: str) -> str:
    """The text with `***` where the secret part of a link stood."""
    return _GEHEIM.sub(r"\1***", tekst)


class Toegangslog(Logger):
    """Writes down who asked for what and when; who reads the log cannot open the page of a submitter with it."""

    def atoms(self, resp, req, environ, request_time):
        delen = super().atoms(resp, req, environ, request_time)
        return {naam: zonder_geheim(deel) if isinstance(deel, str) else deel for naam, deel in delen.items()}
