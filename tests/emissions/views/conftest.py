"""Browsers of Vik's people, and what a page says once its markup is taken away."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from emissions.models import Footprint
from organisations.models import User

NARROW_SPACE, NO_BREAK_SPACE = "\u202f", "\u00a0"


def words_of(answer: Any) -> str:
    """The text of a page, spaces and markup taken together."""
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    plain = unescape(text).replace(NARROW_SPACE, " ").replace(NO_BREAK_SPACE, " ")
    return re.sub(r"\s+", " ", plain)


@pytest.fixture
def in_english(client_for: Callable[[User], Client]) -> Callable[[User], Client]:
    """A browser in which the given person has signed in and reads English."""

    def sign_in(user: User) -> Client:
        client = client_for(user)
        client.cookies["django_language"] = "en"
        return client

    return sign_in


@pytest.fixture
def as_leader(leader: User, in_english: Callable[[User], Client]) -> Client:
    return in_english(leader)


@pytest.fixture
def as_finance(finance: User, in_english: Callable[[User], Client]) -> Client:
    return in_english(finance)


@pytest.fixture
def page(footprint: Footprint) -> str:
    """The address of the footprint at home."""
    return f"/o/vik/footprints/{footprint.uuid}/"
