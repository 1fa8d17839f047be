"""Statements over whole sets: how they are planned, and that what comes after them is planned as ever."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, transaction

from foundation.named_sql import rows, set_wise, set_wise_rows, statement

HEAD = "SELECT current_setting('enable_nestloop') AS nested,\n"
TAIL = "  current_setting('enable_indexscan') AS by_index, %(number)s AS number, '%%' AS sign\n"
KEPT = {"head": HEAD, "tail": TAIL, "planned": HEAD + TAIL, "wrong": "SELECT 1 / %(number)s AS number"}
SAID = {"number": 7, "sign": "%"}
AS_EVER = [{"nested": "on", "by_index": "on", **SAID}]


@pytest.fixture(autouse=True)
def kept(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """Keep the statements of these tests as those of an app."""
    settings.BASE_DIR = tmp_path
    folder = tmp_path / "tried" / "sql"
    folder.mkdir(parents=True)
    for name, text in KEPT.items():
        (folder / f"{name}.sql").write_text(text, encoding="utf-8")
    statement.cache_clear()
    yield
    statement.cache_clear()


def _now() -> list[dict[str, object]]:
    return rows("tried.planned", {"number": 7})


@pytest.mark.parametrize(("whole", "by_index"), [(False, "on"), (True, "off")])
@pytest.mark.django_db(transaction=True)
def test_a_statement_over_sets_is_planned_without_nested_loops_and_nothing_after_it_is(
    *, whole: bool, by_index: str
) -> None:
    set_wise_planned = [{"nested": "off", "by_index": by_index, **SAID}]

    for names in (["tried.planned"], ["tried.head", "tried.tail"]):
        assert set_wise_rows(*names, parameters={"number": 7}, whole=whole) == set_wise_planned
        assert _now() == AS_EVER
    with set_wise(whole=whole):
        assert _now() == set_wise_planned
    assert _now() == AS_EVER


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.django_db(transaction=True)
def test_the_same_within_a_transaction(*, whole: bool) -> None:
    with transaction.atomic():
        set_wise_rows("tried.planned", parameters={"number": 7}, whole=whole)
        assert _now() == AS_EVER
        with set_wise(whole=whole):
            pass
        assert _now() == AS_EVER


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_fails_leaves_no_setting_behind() -> None:
    with pytest.raises(DatabaseError):
        set_wise_rows("tried.wrong", parameters={"number": 0}, whole=True)
    assert _now() == AS_EVER

    with transaction.atomic():
        with pytest.raises(DatabaseError), transaction.atomic():
            set_wise_rows("tried.wrong", parameters={"number": 0}, whole=True)
        assert _now() == AS_EVER
