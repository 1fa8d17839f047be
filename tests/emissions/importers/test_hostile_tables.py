"""No file breaks what people fill in: own factors, rules, fix lists; more of it by tests/fuzz/hostile_tables.py."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.hostile_files import hostile
from tests.fuzz.hostile_tables import CHECKS, originals

ORIGINALS = originals()


@pytest.mark.parametrize("reader", CHECKS)
def test_every_original_is_read(reader: str) -> None:
    assert {CHECKS[reader](content) for content in ORIGINALS[reader]} <= {"read", "row_is_wrong"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
@pytest.mark.parametrize("reader", CHECKS)
def test_hostile_table_is_read_or_refused(reader: str, data: st.DataObject) -> None:
    CHECKS[reader](data.draw(hostile(ORIGINALS[reader])))
