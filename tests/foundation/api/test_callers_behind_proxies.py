"""Who is counted by limits: the caller's own address, whatever a header says, unless a proxy of ours wrote it."""

import os
import subprocess
import sys

FROM_OUTSIDE = """
import django
django.setup()
from allauth.account.adapter import get_adapter
from django.test import RequestFactory
from rest_framework.request import Request
from foundation.api.throttling import PerTokenRequest
request = RequestFactory().get("/", headers={"X-Forwarded-For": "10.9.9.9, 192.0.2.7"}, REMOTE_ADDR="172.18.0.2")
print(get_adapter().get_client_ip(request), PerTokenRequest().caller(Request(request)))
"""


def counted_as(settings: str) -> str:
    """Who a request through a proxy is counted as."""
    servers = {"DATABASE_URL": "postgresql://web:secret@db/klimatrappa", "REDIS_URL": "redis://redis:6379/0"}
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "SECRET_KEY": "0" * 60, **servers}
    program = [sys.executable, "-c", FROM_OUTSIDE]
    return subprocess.run(program, capture_output=True, text=True, check=True, env=environment).stdout.strip()  # noqa: S603 - our own program


def test_in_production_people_and_clients_are_counted_by_the_address_that_the_proxy_saw() -> None:
    assert counted_as("config.settings.production") == "192.0.2.7 192.0.2.7"


def test_without_a_proxy_a_header_makes_nobody_another() -> None:
    assert counted_as("config.settings.local") == "172.18.0.2 172.18.0.2"
