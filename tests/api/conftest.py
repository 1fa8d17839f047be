import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """No test runs into a limit because of those before it."""
    cache.clear()
