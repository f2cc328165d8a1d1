"""The access log of gunicorn, without the secret part of addresses that open something (see the Dockerfile)."""

from gunicorn.glogging import Logger

from sterkvoornoord.logboek import zonder_geheim


class Toegangslog(Logger):
    """Writes down who asked for what and when; who reads the log cannot open the page of a submitter with it."""

    def atoms(self, resp, req, environ, request_time):
        delen = super().atoms(resp, req, environ, request_time)
        return {naam: zonder_geheim(deel) if isinstance(deel, str) else deel for naam, deel in delen.items()}
