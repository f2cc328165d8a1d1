"""Where files are kept: on disk, or in any store that speaks S3, as `OPSLAG_URL` says."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

UITLEG = (
    "OPSLAG_URL is niet goed: {fout}. Schrijf file:///pad/naar/map, of "
    "s3://sleutel:geheim@server/emmer/map?regio=eu-central-1 (tls=nee voor een server zonder TLS)."
)


def opslag_van(url: str) -> dict[str, Any]:
    """Return Django's setting for the storage at `url`; an empty one means MEDIA_ROOT.

    `file:///map`, or `s3://sleutel:geheim@server[:poort]/emmer[/map]` with the optional arguments `regio` and
    `tls=nee`. The key and the secret are percent-encoded; without them boto3 looks where it always looks
    (AWS_ACCESS_KEY_ID, a role of the machine). Raises ValueError, with a Dutch sentence that names no secret.
    """
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    try:
        delen = urlsplit(url)
        poort = delen.port
    except ValueError:
        raise ValueError(UITLEG.format(fout="het adres is niet te lezen")) from None
    if delen.scheme == "file":
        return _schijf(unquote(delen.path), delen.netloc)
    if delen.scheme != "s3":
        raise ValueError(UITLEG.format(fout="het begint niet met file: of s3:"))
    emmer, _, map_ = delen.path.strip("/").partition("/")
    if not delen.hostname or not emmer:
        raise ValueError(UITLEG.format(fout="de server of de emmer ontbreekt"))
    extra = dict(parse_qsl(delen.query, keep_blank_values=True))
    if onbekend := extra.keys() - {"regio", "tls"}:
        raise ValueError(UITLEG.format(fout=f"{min(onbekend)} is geen bekend deel"))
    if extra.get("tls", "ja") not in ("ja", "nee"):
        raise ValueError(UITLEG.format(fout="tls is ja of nee"))
    server = f"{delen.hostname}:{poort}" if poort else delen.hostname
    return {
        "BACKEND": "sterkvoornoord.opslag_s3.S3Opslag",
        "OPTIONS": {
            "endpoint_url": f"{'http' if extra.get('tls') == 'nee' else 'https'}://{server}",
            "access_key": unquote(delen.username) if delen.username else None,
            "secret_key": unquote(delen.password) if delen.password else None,
            "bucket_name": emmer,
            "location": map_,
            "region_name": extra.get("regio") or None,
        },
    }


def _schijf(pad: str, server: str) -> dict[str, Any]:
    if server or not Path(pad).is_absolute() or pad == "/":
        raise ValueError(UITLEG.format(fout="file: noemt geen map van deze machine"))
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": pad}}
