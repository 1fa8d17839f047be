# Klimatrappa as an image: the same steps as on any machine (bin/system-packages, bin/install, make install).
FROM python:3.12-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY bin/system-packages bin/system-packages
RUN python3 bin/system-packages --strict pdf && rm -rf /var/lib/apt/lists/*

FROM base AS build
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends make && rm -rf /var/lib/apt/lists/*
COPY bin/install bin/install
COPY requirements-bootstrap.lock requirements.lock package.json package-lock.json .npmrc ./
RUN bin/install runtime
COPY . .
RUN make install
RUN .venv/bin/python -m compileall -q -x '/(\.venv|node_modules)/' .

FROM base AS run
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin klimatrappa
COPY --from=build /app /app
# Uploaded files are the only thing that is written and kept; docker-compose.yml puts a volume there.
RUN mkdir -p var/files && chown klimatrappa:klimatrappa var var/files
USER klimatrappa
ENV PATH=/app/.venv/bin:$PATH DJANGO_SETTINGS_MODULE=config.settings.production
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "docker/healthcheck.py"]
CMD ["python", "-m", "gunicorn", "--config", "config/gunicorn.py", "--bind", "0.0.0.0:8000"]
