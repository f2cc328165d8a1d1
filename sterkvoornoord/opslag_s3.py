"""Files in an S3 store, private, behind the same promises as files on disk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3File, S3Storage

#: Seconds; a store that does not answer keeps nobody waiting for minutes.
VERBINDEN, LEZEN = 3, 30
#: A larger file passes through a temporary file, not through memory.
IN_GEHEUGEN = 2 * 1024 * 1024


class OpslagFout(OSError):
    """The store did not do what was asked: it is away, refuses, or is full."""


def _als_oserror(methode: Callable) -> Callable:
    """Whoever handles files knows OSError; the client of a store has families of errors of its own."""

    @wraps(methode)
    def beschermd(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return methode(self, *args, **kwargs)
        except (Boto3Error, BotoCoreError, ClientError) as fout:
            raise OpslagFout(str(fout)) from fout

    return beschermd


class S3Opslag(S3Storage):
    """django-storages' S3 with settings for any store, and errors that are OSErrors.

    Nothing in it is public: files are handed out by views, behind the access rules. A name that is taken is
    never overwritten.
    """

    def get_default_settings(self) -> dict[str, Any]:
        return {
            **super().get_default_settings(),
            "default_acl": None,
            "file_overwrite": False,
            "addressing_style": "path",
            "signature_version": "s3v4",
            "max_memory_size": IN_GEHEUGEN,
            "client_config": Config(
                connect_timeout=VERBINDEN,
                read_timeout=LEZEN,
                retries={"max_attempts": 3, "mode": "standard"},
                s3={"addressing_style": "path"},
                signature_version="s3v4",
                # Stores other than Amazon's do not know the newer checksums.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        }

    @_als_oserror
    def _open(self, name: str, mode: str = "rb") -> S3File:
        bestand = super()._open(name, mode)
        if "r" in mode:
            # Fetched at once: an error half-way must come before the first byte goes to a visitor.
            bestand.file.seek(0)
        return bestand

    _save = _als_oserror(S3Storage._save)
    delete = _als_oserror(S3Storage.delete)
    exists = _als_oserror(S3Storage.exists)
    size = _als_oserror(S3Storage.size)
