"""Settings, all from the environment (see docs/beheer.md).

Without any variable the embedded default runs: SQLite in WAL mode, a Celery broker on the file system,
mail to the console and files on disk. With ``DEBUG`` off, ``SECRET_KEY`` and ``ALLOWED_HOSTS`` must be given.
"""

import os
from datetime import date
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

from sterkvoornoord.logboek import logboek
from sterkvoornoord.opslag import opslag_van
from sterkvoornoord.settings_initiatief import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# On a newcomer's own machine: insecure defaults are fine there, and so are accounts with a known password.
PROEF = env.bool("DEBUG", default=False)
# The demo shows our own error pages, as visitors get them, rather than Django's technical ones.
DEBUG = PROEF and not env.bool("EIGEN_FOUTPAGINAS", default=False)


def _verplicht(naam: str, standaard: str) -> str:
    """Value of an environment variable that may only be missing while DEBUG is on."""
    waarde = env.str(naam, default="")
    if not waarde and not PROEF:
        # One sentence on the terminal tells an operator more than a traceback.
        raise SystemExit(f"{naam} ontbreekt: zet {naam} in de omgeving, of zet DEBUG=true voor een proef.")
    return waarde or standaard


def _dag_in_het_jaar(naam: str, standaard: str) -> tuple[int, int]:
    """Month and day of a variable such as "03-01"; a day that every year has."""
    try:
        dag = date.fromisoformat(f"2001-{env.str(naam, default=standaard)}")
    except ValueError:
        raise SystemExit(f"{naam} is geen dag in het jaar: schrijf maand-dag, zoals 03-01.") from None
    return dag.month, dag.day


def _peildagen(naam: str, standaard: str) -> tuple[tuple[int, int], ...]:
    """Two days of the year such as "05-01,11-01", one in each half: of each half year there is one round."""
    try:
        dagen = sorted(date.fromisoformat(f"2001-{dag}") for dag in env.list(naam, default=standaard.split(",")))
    except ValueError:
        dagen = []
    if [dag.month > 6 for dag in dagen] != [False, True]:
        raise SystemExit(f"{naam} zijn geen twee dagen, een in elk halfjaar: schrijf maand-dag, zoals {standaard}.")
    return tuple((dag.month, dag.day) for dag in dagen)


SECRET_KEY = _verplicht("SECRET_KEY", "alleen-voor-een-proef-op-deze-machine")
ALLOWED_HOSTS = [h.strip() for h in _verplicht("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h.strip()]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Where links in mail lead to: never taken from a request, which may name any host.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000" if PROEF else f"https://{ALLOWED_HOSTS[0].lstrip('.')}")

# Everything that the embedded default writes lives here.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "sterkvoornoord.apps.BeheerConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "auditlog",
    "csp",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "sterkvoornoord",
    "opgaven",
    "acties",
    "governance",
    "monitor",
]

MIDDLEWARE = [
    "sterkvoornoord.api.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "sterkvoornoord.fouten.weiger_te_groot",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sterkvoornoord.toegang.ToegangMiddleware",
    "sterkvoornoord.geschiedenis.GeschiedenisMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "sterkvoornoord.urls"
WSGI_APPLICATION = "sterkvoornoord.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "monitor.context.portaal",
            ],
            "builtins": ["django.templatetags.i18n", "sterkvoornoord.templatetags.huisstijl"],
        },
    }
]

# Database ---------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/portaal.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # The defaults lose writes under a few simultaneous visitors; WAL with IMMEDIATE transactions does not.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    if DATABASES["default"]["NAME"] != ":memory:":
        Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if _achtervoegsel := os.environ.get("TEST_DB_SUFFIX"):
    # Two checkouts that test at once on one machine keep out of each other's databases.
    DATABASES["default"]["TEST"] = {
        "NAME": f"{VAR_DIR}/test_{_achtervoegsel}.sqlite3"
        if DATABASES["default"]["ENGINE"].endswith("sqlite3")
        else f"test_svn_{_achtervoegsel}"
    }
# What no UPDATE or DELETE changes, whoever sends it: triggers that every migrate sets (sterkvoornoord.sloten).
SLOTEN = ["sterkvoornoord.sloten.LOGBOEK", *(f"{laag}.sloten.SLOTEN" for laag in ("acties", "governance", "monitor"))]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache, sessions and jobs --------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache"}
}

# A job is taken over when its worker was silent for this many seconds.
TAAK_VERLATEN_NA = env.int("TAAK_VERLATEN_NA", default=30)
# Files in the making. On the same disk as MEDIA_ROOT, a finished one is moved there in one step.
WERKMAP = VAR_DIR / "werk"
# From this many acties on (about a hundred pages) a projectenboek is laid out in parts: one document of 2,000 acties
# takes gigabytes, and all of it again when one actie changed.
ZET_IN_DELEN_VANAF = env.int("ZET_IN_DELEN_VANAF", default=150)
# Parts of large books that were laid out before; may be emptied at any time, at the cost of time.
ZETSEL_MAP = VAR_DIR / "zetsel"
ZETSEL_MAX_MB = env.int("ZETSEL_MAX_MB", default=250)
# Processes that lay out parts at the same time; 0 is as many as there are cores, at most two.
ZETTERS = env.int("ZETTERS", default=0)

# From this day of the year, as month and day, the monitor of the two years before may be due.
MONITOR_DAG = _dag_in_het_jaar("MONITOR_DAG", "03-01")

# The reporting rounds: their two peildata, and so many days before each the round opens and reports are due.
RONDE_PEILDAGEN = _peildagen("RONDE_PEILDAGEN", "05-01,11-01")
RONDE_OPEN_DAGEN = env.int("RONDE_OPEN_DAGEN", default=28)
RONDE_DEADLINE_DAGEN = env.int("RONDE_DEADLINE_DAGEN", default=7)
if not 0 <= RONDE_DEADLINE_DAGEN <= RONDE_OPEN_DAGEN <= 60:
    raise SystemExit("RONDE_OPEN_DAGEN is ten hoogste 60 en niet kleiner dan RONDE_DEADLINE_DAGEN, die 0 of meer is.")
# Days before the deadline on which is asked for what is missing; below zero is after it.
RONDE_HERINNERDAGEN = env.list("RONDE_HERINNERDAGEN", cast=int, default=[21, 7, 1, -3])
# Each layer tells who is reminded of what; see sterkvoornoord/herinneren.py.
HERINNERINGEN = [
    "monitor.herinneren.van_de_ronde",
    "governance.herinneren.van_actiepunten",
    "governance.herinneren.van_ideeen",
    "acties.initiatieven.herinneren.van_initiatieven",
    "governance.herinneren.van_verslagen",
    "acties.inzet.herinneren.van_uren",
]
# What hears, in the same transaction, that the besluitenlijst of a meeting was vastgesteld.
NA_VASTSTELLEN = ["monitor.services.besluitenlijsten.bevries"]

CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_TASK_DEFAULT_QUEUE = env.str("WACHTRIJ", default="portaal")
CELERY_BEAT_SCHEDULE = {
    "veeg-taken": {"task": "monitor.tasks.veeg_taken", "schedule": TAAK_VERLATEN_NA},
    "vraag-monitor-aan": {"task": "monitor.tasks.vraag_monitor_aan", "schedule": crontab(hour=6, minute=0)},
    # By the hour, so that a machine that was off catches up within the hour: each of them does nothing twice.
    "houd-ronde-bij": {"task": "monitor.tasks.houd_ronde_bij", "schedule": crontab(hour="6-20", minute=5)},
    "stuur-herinneringen": {
        "task": "sterkvoornoord.tasks.stuur_herinneringen",
        "schedule": crontab(hour="8-17", minute=10),
    },
    "veeg-berichten": {"task": "sterkvoornoord.tasks.veeg_berichten", "schedule": 60},
    "wis-oude-berichten": {"task": "sterkvoornoord.tasks.wis_oude_berichten", "schedule": crontab(hour=3, minute=30)},
    "ruim-initiatieven-op": {"task": "acties.tasks.ruim_initiatieven_op", "schedule": crontab(hour=3, minute=45)},
    "meld-deelnemers": {"task": "acties.tasks.meld_deelnemers", "schedule": crontab(hour=16, minute=45)},
    "ruim-sessies-op": {"task": "sterkvoornoord.tasks.ruim_sessies_op", "schedule": 3600},
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# On a trial the screen is the mailbox: through the log its links would lose the part that opens something.
CELERY_WORKER_REDIRECT_STDOUTS = not PROEF
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    # Far above the time limit: a job that outlives the visibility timeout would be started again.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 4 * 3600,
        # Who asks for a job does not wait for a broker that is away: the job waits in the database.
        "socket_connect_timeout": 3,
        "unacked_restore_throttle": 1,
        "unacked_restore_interval": 15,
        "unacked_restore_limit": 10,
    }
else:
    _wachtrij = VAR_DIR / "wachtrij"
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_wachtrij),
        "data_folder_out": str(_wachtrij),
        "control_folder": str(_wachtrij / "control"),
        "polling_interval": 0.3,
    }
    for _map in (_wachtrij, _wachtrij / "control"):
        _map.mkdir(parents=True, exist_ok=True)

# Accounts and access --------------------------------------------------------------------------------
AUTH_USER_MODEL = "sterkvoornoord.Gebruiker"
# allauth's backend extends Django's; one backend means one password hash for every attempt.
AUTHENTICATION_BACKENDS = ["sterkvoornoord.accounts.Aanmelding"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "sterkvoornoord.wachtwoorden.NietUwEigenGegevens"},
    {"NAME": "sterkvoornoord.wachtwoorden.LangGenoeg", "OPTIONS": {"min_length": 12}},
    {"NAME": "sterkvoornoord.wachtwoorden.NietVeelGebruikt"},
    {"NAME": "sterkvoornoord.wachtwoorden.NietAlleenCijfers"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "monitor:mijn-werk"
# Who is in the bestuur and reports nothing comes to read.
LOGIN_REDIRECT_BESTUUR = "monitor:dashboard"
ACCOUNT_ADAPTER = "sterkvoornoord.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "sterkvoornoord.forms.InlogForm",
    "reset_password": "sterkvoornoord.forms.WachtwoordVergetenForm",
    "reset_password_from_key": "sterkvoornoord.forms.NieuwWachtwoordForm",
    "change_password": "sterkvoornoord.forms.WachtwoordWijzigenForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Django's own: allauth's would copy every address to a second table.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Signed in until the browser closes, and never longer than SESSION_COOKIE_AGE: one working day.
ACCOUNT_SESSION_REMEMBER = False
# An unknown address gets the same answer and no mail: nobody learns who has an account.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# How many proxies stand between the visitor and this process, so that limits on failed sign-ins count per visitor.
# Too low: all visitors share one limit. Too high: a visitor writes his own address and escapes the limit.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY_COUNT", default=0)
# allauth counts for the form of an initiatief too. Many submitters may share one address: a library, a community room.
_VAAK = env.int("INITIATIEF_PER_UUR", default=30)
ACCOUNT_RATE_LIMITS = {
    "initiatief_begin": f"{_VAAK * 2}/h/ip",
    "initiatief_verstuur": f"{_VAAK}/h/ip,10/d/key",
    "initiatief_bericht": f"{_VAAK}/h/ip,20/d/key",
    "initiatief_bijlage": f"{_VAAK * 2}/h/ip",
    "initiatief_mail": f"{_VAAK}/h/ip,5/d/key",
    "initiatief_meedoen": f"{_VAAK}/h/ip,10/d/key",
}
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=12 * 3600)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "sterkvoornoord.fouten.csrf_mislukt"

# Each layer tells which roles an account holds; see sterkvoornoord/rollen.py.
ROLBRONNEN = ["opgaven.rollen.rollen_uit_bemensing", "governance.rollen.rollen_uit_lidmaatschap"]

# History ------------------------------------------------------------------------------------------
AUDITLOG_LOGENTRY_MODEL = "sterkvoornoord.Logregel"
AUDITLOG_DISABLE_REMOTE_ADDR = True
AUDITLOG_STORE_JSON_CHANGES = False
AUDITLOG_CHANGE_DISPLAY_TRUNCATE_LENGTH = -1

# Programme rules, each a number of days ---------------------------------------------------------------
ACTUEEL_DAGEN = env.int("ACTUEEL_DAGEN", default=100)
ONGEDAAN_MINUTEN = 60

# Security -----------------------------------------------------------------------------------------
if not PROEF:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    # The health check of the container calls the web server itself, without TLS.
    SECURE_REDIRECT_EXEMPT = [r"^gezondheid/$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
_APPARATEN = ["camera", "microphone", "geolocation", "payment", "usb", "accelerometer", "gyroscope", "magnetometer"]
PERMISSIONS_POLICY = {naam: [] for naam in _APPARATEN}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
# A form with a file in it, as large as proxy/Caddyfile lets through; a page may allow less.
UPLOAD_MAX = 25 * 1000 * 1000
# Files with an idea of a resident: photos, and a letter. Papers of a meeting are reports and slides: they may be
# larger, and more of them belong to one item. In MB and a number; 20 MB is what goes through with a form.
BIJLAGE_MAX_MB, BIJLAGE_MAX_AANTAL = env.int("BIJLAGE_MAX_MB", default=10), env.int("BIJLAGE_MAX_AANTAL", default=5)
STUK_MAX_MB, STUK_MAX_AANTAL = env.int("STUK_MAX_MB", default=20), env.int("STUK_MAX_AANTAL", default=25)
# The virus scanner that such files pass first, tcp://machine:3310 or unix:///path; empty: there is none.
CLAMAV_URL = env.str("CLAMAV_URL", default="")
if CLAMAV_URL and not CLAMAV_URL.startswith(("tcp://", "unix:///")):
    raise SystemExit("CLAMAV_URL begint met tcp:// of met unix:///, zoals tcp://clamav:3310.")
if not 1 <= min(BIJLAGE_MAX_MB, STUK_MAX_MB) <= max(BIJLAGE_MAX_MB, STUK_MAX_MB) <= 23:
    raise SystemExit("BIJLAGE_MAX_MB en STUK_MAX_MB liggen tussen 1 en 23: meer past niet door een formulier.")

# Language, time, static files, mail ---------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
VAKANTIEREGIO = env.str("VAKANTIEREGIO", default="Midden")  # for school holidays: Noord, Midden or Zuid
# Also what makes a form read "1.500" as fifteen hundred. A year in a template needs |stringformat:"d".
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_ROOT = VAR_DIR / "media"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = PROEF
try:
    _opslag = opslag_van(env.str("OPSLAG_URL", default=""))
except ValueError as fout:
    raise SystemExit(str(fout)) from None
STORAGES = {
    "default": _opslag,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PROEF
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
# Address and text of a mail are kept for so long after it was sent, for questions about it.
BERICHTEN_BEWAREN_DAGEN = env.int("BERICHTEN_BEWAREN_DAGEN", default=30)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="programmateam@sterkvoornoord.example")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default=DEFAULT_FROM_EMAIL)
# Shown to residents who would rather call; empty leaves it out.
CONTACT_TELEFOON = env.str("CONTACT_TELEFOON", default="")
# Where a vulnerability is reported, as security.txt gives it: an address that starts with https: or mailto:.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=f"mailto:{CONTACT_EMAIL}")
# The organisation's own statements; empty says so on the page.
TOEGANKELIJKHEID_URL = env.str("TOEGANKELIJKHEID_URL", default="")
PRIVACY_URL = env.str("PRIVACY_URL", default="")

# API ------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "sterkvoornoord.api.als_probleem",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Sterk voor Noord",
    "DESCRIPTION": "De openbare gegevens van het programma Sterk voor Noord, alleen om te lezen.",
    "VERSION": "1.0.0",
    "CONTACT": {"name": "Programmateam Sterk voor Noord", "email": CONTACT_EMAIL, "url": SITE_URL},
    "LICENSE": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"},
    "TAGS": [
        {"name": "opgaven", "description": "De opgaven van het programma en hun uitvoeringsplannen."},
        {"name": "doelen", "description": "De doelen van de opgaven."},
        {"name": "acties", "description": "De acties van de uitvoeringsplannen."},
        {"name": "partners", "description": "Wie er meedoet."},
        {"name": "initiatieven", "description": "Ideeën van bewoners en partners die op de website staan."},
        {"name": "publicaties", "description": "Projectenboeken en monitors die openbaar zijn."},
        {"name": "metingen", "description": "Indicatoren van de doelen, met metingen en streefwaarden."},
    ],
    "SERVERS": [{"url": f"{SITE_URL}/api/v1"}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "COMPONENT_SPLIT_REQUEST": False,
    "PATH_CONVERTER_OVERRIDES": {
        "actienummer": {"type": "string", "example": "3.22"},
        "doelnummer": {"type": "string", "example": "3.6"},
    },
    "POSTPROCESSING_HOOKS": ["sterkvoornoord.api_schema.volgens_nlgov"],
}

LOGGING = logboek(env.str("LOG_LEVEL", default="INFO"))
