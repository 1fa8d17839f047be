"""The sign-ins of a demonstration, shown on the sign-in page; empty everywhere else."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise

Text = str | Promise

_ACCOUNTS: list[tuple[Text, str]] = []
_PASSWORD: list[str] = []


def register_demo_accounts(accounts: Sequence[tuple[Text, str]], password: str) -> None:
    """Offer these sign-ins (what they are, e-mail address) with their common password while settings.DEMO is on."""
    _ACCOUNTS[:] = accounts
    _PASSWORD[:] = [password]


def demo_accounts(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 - a context processor
    """Return what the sign-in page offers; nothing outside a demonstration."""
    if not settings.DEMO or not _ACCOUNTS:
        return {}
    return {"demo_accounts": list(_ACCOUNTS), "demo_password": _PASSWORD[0]}
