"""What the tests of procurements share."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override
from pytest_django import Settings


@pytest.fixture
def in_english(settings: Settings) -> Iterator[None]:
    """Speak English, so that a test names the sentence that it expects."""
    settings.LANGUAGE_CODE = "en"
    with override("en"):
        yield
