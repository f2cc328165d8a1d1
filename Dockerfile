# The portal as a small image: built in one stage, run in another, by a user without rights.
# One image serves web, worker, beat and migrations; docker-compose.yml gives each its command.

FROM python:3.12-slim-bookworm AS bouw
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements/basis.txt /tmp/basis.txt
# Every package has a wheel: nothing is compiled, so no compiler is needed. pip itself stays behind.
RUN /opt/venv/bin/pip install --require-hashes --only-binary=:all: -r /tmp/basis.txt \
    && /opt/venv/bin/pip uninstall --yes pip


FROM python:3.12-slim-bookworm
# What WeasyPrint opens at run time to lay out text; fontconfig and a fallback font come along.
# No versions: Debian keeps only the newest of a release, with its security fixes.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin portaal \
    && install -d -o portaal -g portaal /var/lib/portaal
COPY --from=bouw /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=sterkvoornoord.settings \
    VAR_DIR=/var/lib/portaal \
    XDG_CACHE_HOME=/tmp/cache

WORKDIR /app
COPY . .
# The code belongs to root: the portal cannot change itself. The key is of this one command, not kept.
RUN python -m compileall -q . \
    && VAR_DIR=/tmp/bouw SECRET_KEY=alleen-voor-collectstatic ALLOWED_HOSTS=localhost \
       python manage.py collectstatic --noinput \
    && rm -rf /tmp/bouw

USER 10001:10001
VOLUME /var/lib/portaal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "scripts/gezond.py"]
# WEB_CONCURRENCY sets the number of processes: as many as there are cores. With threads the time-out is that of a
# process that hangs; without them it tears every file that somebody reads or sends slowly.
CMD ["gunicorn", "sterkvoornoord.wsgi:application", "--bind=0.0.0.0:8000", "--access-logfile=-", \
     "--logger-class=sterkvoornoord.toegangslog.Toegangslog", \
     "--worker-tmp-dir=/dev/shm", "--no-control-socket", \
     "--threads=4", "--timeout=30", "--max-requests=2000", "--max-requests-jitter=200"]
