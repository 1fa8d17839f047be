"""Every published sample is read with the right counts or refused with the right reason, as the page says."""

from pathlib import Path

import pytest

from tests.real_files.sample_table import PAGE, page, samples

pytestmark = pytest.mark.real_files


def test_page_says_what_the_readers_say(shared: Path) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(samples(shared))
