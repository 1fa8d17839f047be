"""A server that others rely on: secrets from outside, https only, JSON logs, mail by SMTP."""

import os
from urllib.parse import unquote, urlsplit

from config.logging import logging_settings
from config.settings.base import *  # noqa: F403 - settings files inherit by star
from config.settings.base import ENVIRONMENT, REST_FRAMEWORK

DEBUG = False
if not ENVIRONMENT.secret_key or len(ENVIRONMENT.secret_key) < 50:  # noqa: PLR2004 - Django's own bound
    message = "SECRET_KEY is missing or shorter than 50 characters. Set a long random value; docs/operate.md shows how."
    raise SystemExit(message)
if not ENVIRONMENT.database_url or not ENVIRONMENT.redis_url:
    message = "DATABASE_URL and REDIS_URL must name the servers to use in production; docs/operate.md shows how."
    raise SystemExit(message)

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.public_url]
# One proxy stands before us and writes X-Forwarded-For: limits count people and clients, not the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
REST_FRAMEWORK = {**REST_FRAMEWORK, "NUM_PROXIES": 1}
LOGGING = logging_settings(as_json=os.environ.get("LOG_JSON", "1") != "0")

_mail = urlsplit(ENVIRONMENT.email_url or "smtp://localhost:25")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = _mail.hostname or "localhost"
EMAIL_PORT = _mail.port or 25
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
