"""Settings of the portal that the browser tests read: as in production, on a loopback address without TLS."""

import os

os.environ.update(
    DEBUG="false", SECRET_KEY="alleen-voor-de-tests", ALLOWED_HOSTS="127.0.0.1", SECURE_SSL_REDIRECT="false"
)

from sterkvoornoord.settings import *  # noqa: F403

# Straight from static/: nothing has to be collected first.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
