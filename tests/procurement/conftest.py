"""Procurements speak English in their tests, so that a test names the sentence that it expects."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _in_english(settings: Settings) -> Iterator[None]:
    settings.LANGUAGE_CODE = "en"
    with override("en"):
        yield
