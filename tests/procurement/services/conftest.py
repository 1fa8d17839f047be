import pytest


@pytest.fixture(autouse=True)
def _speaks_english(in_english: None) -> None:
    """What services refuse is read in English here."""
