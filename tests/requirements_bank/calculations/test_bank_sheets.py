"""A bank as tables and back says the same."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from requirements_bank.calculations.bank_sheets import NumberedRow, contents_of, tables_of
from requirements_bank.calculations.same_content import changed_fields, comparable
from tests.factories.bank import said

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)
texts = st.dictionaries(st.sampled_from(["nb", "nn", "sv", "en", "da"]), words, min_size=1)
numbers = st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6).map(lambda number: round(number, 3))
names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
days = st.dates().map(lambda day: day.isoformat())
codes = st.lists(st.from_regex(r"[a-z]{2,8}(\.[a-z]{2,8})?", fullmatch=True), max_size=3)
sources = st.fixed_dictionaries({"title": words, "publisher": words, "year": st.integers(1990, 2030), "url": words})
laws = st.fixed_dictionaries(
    {"country": st.sampled_from(["NO", "SE"]), "reference": words, "from": days, "note": texts},
    optional={"until": st.none() | days},
)
variables = st.fixed_dictionaries(
    {"type": st.sampled_from(["percent", "number", "choice"]), "names": texts},
    optional={
        "default": numbers | words,
        "min": numbers,
        "unit": words,
        "options": st.dictionaries(names, texts, max_size=3),
    },
)
contents = st.fixed_dictionaries(
    {
        "kind": st.just("contract_clause"),
        "topic": words,
        "themes": codes,
        "cpv": st.lists(st.from_regex(r"[0-9]{8}", fullmatch=True), max_size=2),
        "valid_from": days,
        "title": texts,
        "wording": texts,
        "variables": st.dictionaries(names, variables, max_size=3),
        "checklist": st.lists(texts, max_size=4),
        "staircase": st.lists(st.fixed_dictionaries({"month": st.integers(0, 60), "threshold": numbers}), max_size=3),
        "law": st.lists(laws, max_size=2),
        "sources": st.lists(sources, max_size=2),
    },
    optional={
        "measure": st.fixed_dictionaries({"type": st.just("percent"), "threshold": names | numbers, "what": texts}),
        "effect": st.fixed_dictionaries(
            {"low": numbers, "high": numbers, "unit": words, "note": texts, "source": sources}
        ),
        "relations": st.fixed_dictionaries({"replaces": codes, "conflicts_with": codes}),
    },
)


@given(st.lists(contents, min_size=1, max_size=4))
def test_tables_lose_nothing(found: list[dict[str, Any]]) -> None:
    bank = [{"code": f"EGN-{number}", **content} for number, content in enumerate(found)]

    tables = {table.name: [NumberedRow(at, row) for at, row in enumerate(table.rows)] for table in tables_of(bank)}
    back = [content for _row, content in contents_of(tables)]

    assert [comparable(content) for content in back] == [comparable(content) for content in bank]


def test_a_code_keeps_the_zeros_that_a_spreadsheet_takes() -> None:
    rows = {"requirements": [NumberedRow(3, {"code": "EGN-1", "cpv": 3000000})]}

    assert contents_of(rows) == [(3, {"code": "EGN-1", "cpv": ["03000000"]})]


def test_what_differs_is_named_and_the_version_is_not() -> None:
    before = said("EGN-1")
    after = {**before, "version": 7, "level": "advanced", "law": None, "valid_from": "2026-01-01 "}

    assert changed_fields(before, after) == ("level",)
