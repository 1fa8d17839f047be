"""Versions write what they change, and sums kept from version to version equal the sums of the lines."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emissions.models import MappingVersion
from emissions.queries.mapping import decisions_under, keys_frame, latest_mapping_version
from emissions.services.change_rules import RuleDraft, add_rule, end_rule
from emissions.services.import_ledger import import_ledger
from emissions.services.map_keys import ensure_mapping_version, make_mapping_version
from emissions.services.set_policies import set_policies
from foundation.changes.models import Change
from organisations.models import Organisation
from suppliers.models import SupplierCard
from tests.emissions.footprint_cases import FOOD, YEAR_OF_POSTINGS, Posting, at_work, write_ledger
from tests.emissions.services.ledger_state import asked

SCHOOL = Posting("02-01", "46319", "Köp, fristående grundskola", "70000.00", "Friskolan AB", "559900-0144")
POSTINGS = (*YEAR_OF_POSTINGS, SCHOOL)

KEPT = (
    "SELECT import_id, month, investment, treatment, category, reason, currency, amount, lines FROM category_total"
    " WHERE organisation_id = %s AND version = %s"
)
FROM_LINES = """
SELECT line.import_id, line.month, key.investment, decided.treatment, coalesce(decided.category, ''),
    coalesce(decided.reason, ''), line.currency, sum(line.amount), count(*)
FROM ledger_line AS line
JOIN posting_key AS key ON key.organisation_id = line.organisation_id AND key.id = line.key_id
JOIN LATERAL (
    SELECT * FROM key_category
    WHERE organisation_id = line.organisation_id AND key_id = line.key_id AND version <= %s
    ORDER BY version DESC LIMIT 1
) AS decided ON true
WHERE line.organisation_id = %s
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    with at_work(vik):
        yield vik


def hand_over(place: Organisation, folder: Path, postings: tuple[Posting, ...] = POSTINGS, year: int = 2024) -> None:
    path = write_ledger(folder, year, postings)
    import_ledger(organisation=place, path=path, name=path.name)


def newest(place: Organisation) -> int:
    return MappingVersion.objects.filter(organisation=place).latest("number").number


def assert_sums_are_those_of_the_lines(place: Organisation) -> None:
    version = newest(place)
    assert sorted(asked(KEPT, place.pk, version)) == sorted(asked(FROM_LINES, version, place.pk))
    by_year = "SELECT treatment, category, reason, currency, sum(amount), sum(lines) FROM {} GROUP BY 1, 2, 3, 4"
    kept = asked(by_year.format(f"year_total WHERE organisation_id = {place.pk}"))
    assert sorted(kept) == sorted(asked(by_year.format(f"({KEPT}) AS total"), place.pk, version))


def decisions_written(place: Organisation, version: int) -> int:
    count = "SELECT count(*) FROM key_category WHERE organisation_id = %s AND version = %s"
    return int(asked(count, place.pk, version)[0][0])


def test_a_rule_writes_only_the_keys_that_it_moves(place: Organisation, tmp_path: Path) -> None:
    hand_over(place, tmp_path)

    add_rule(organisation=place, draft=RuleDraft(account="64400", category="food.dairy", explanation="Only milk"))

    assert [decisions_written(place, version) for version in (1, 2)] == [10, 2]


def test_a_rule_moves_the_keys_of_the_supplier_that_is_known_by_its_number(place: Organisation, tmp_path: Path) -> None:
    hand_over(place, tmp_path)
    held = SupplierCard.objects.filter(organisation=place, number="559900-0144")
    assert held.update(identity_number="5599000999") == 1

    add_rule(organisation=place, draft=RuleDraft(supplier_number="559900-0999", category="food.dairy", explanation="x"))

    assert decisions_written(place, 2) == 1


def test_a_version_that_changes_nothing_writes_nothing(place: Organisation, tmp_path: Path) -> None:
    hand_over(place, tmp_path)

    version = make_mapping_version(organisation=place, policies={}, note="")

    assert (version.number, decisions_written(place, 2)) == (2, 0)
    assert_sums_are_those_of_the_lines(place)


def test_versions_without_changes_of_shipped_rules_are_not_made(place: Organisation, tmp_path: Path) -> None:
    hand_over(place, tmp_path)
    hand_over(place, tmp_path, (FOOD,), 2023)
    ensure_mapping_version(place)

    assert newest(place) == 1


def test_moved_shipped_rules_make_a_new_version(place: Organisation, tmp_path: Path) -> None:
    hand_over(place, tmp_path)
    MappingVersion.objects.filter(organisation=place).update(reference_version="0.1+earlier")

    ensure_mapping_version(place)

    assert newest(place) == 2
    change = Change.objects.get(kind="emissions.mapping_version")
    assert (change.object_id, change.action, change.summary) == ("2", "renewed", {"version": 2})


def test_earlier_versions_keep_their_decisions(place: Organisation, tmp_path: Path) -> None:
    hand_over(place, tmp_path)
    before = asked("SELECT * FROM key_category WHERE version = 1 ORDER BY key_id")

    add_rule(organisation=place, draft=RuleDraft(account="64400", category="food.dairy", explanation="Only milk"))

    assert asked("SELECT * FROM key_category WHERE version = 1 ORDER BY key_id") == before


def test_an_import_has_the_sums_of_one_version(place: Organisation, tmp_path: Path) -> None:
    hand_over(place, tmp_path)
    add_rule(organisation=place, draft=RuleDraft(account="64400", category="food.dairy", explanation="Only milk"))

    assert asked("SELECT DISTINCT version FROM category_total") == [(2,)]


DRAFTS = (
    RuleDraft(account="64", category="food.dairy", explanation="a"),
    RuleDraft(account="64400", treatment="excluded", reason="internal_trade", explanation="b"),
    RuleDraft(supplier_name="Bygg", category="maintenance.buildings", explanation="c"),
    RuleDraft(account="62100", category="energy.electricity", treatment="purchase", explanation="d"),
    RuleDraft(account="45", treatment="purchase", category="services.other", explanation="e"),
    RuleDraft(unit="Teknik och service", category="materials.machinery", explanation="f"),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("rule"), st.integers(0, len(DRAFTS) - 1)),
        st.tuples(st.just("policy"), st.booleans()),
        st.tuples(st.just("import"), st.integers(2021, 2024)),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_sums_equal_those_of_the_lines_whatever_happens(
    place: Organisation, tmp_path: Path, steps: list[tuple[str, int]]
) -> None:
    """Rules, choices and imports in any order: sums carried from version to version never drift."""
    hand_over(place, tmp_path)
    held: dict[Any, Any] = {}
    for kind, value in steps:
        if kind == "import":
            hand_over(place, tmp_path, (*POSTINGS[: value - 2018], FOOD), value)
        elif kind == "policy":
            set_policies(organisation=place, policies={"count_free_choice_schools": bool(value)})
        elif value in held:
            end_rule(rule=held.pop(value))
        else:
            held[value] = add_rule(organisation=place, draft=DRAFTS[value])
        assert_sums_are_current(place)
    for rule in held.values():
        end_rule(rule=rule)
    set_policies(organisation=place, policies={"count_free_choice_schools": True})
    assert_sums_are_current(place)


def assert_sums_are_current(place: Organisation) -> None:
    """Every import that is current has the sums of its lines under the newest version, and so has every year."""
    version = newest(place)
    current = "import_id IN (SELECT ledger_import_id FROM emissions_periodsource)"
    kept = asked(f"{KEPT} AND {current}", place.pk, version)
    lines = [row for row in asked(FROM_LINES, version, place.pk) if row[0] in {row[0] for row in kept}]
    assert sorted(kept) == sorted(lines)
    counted = asked(
        "SELECT extract(year FROM total.month)::int, sum(total.amount), sum(total.lines) FROM category_total AS total"
        " JOIN emissions_periodsource AS source ON source.ledger_import_id = total.import_id"
        " AND source.month = total.month AND source.investment = total.investment"
        " WHERE total.organisation_id = %s AND total.version = %s GROUP BY 1",
        place.pk,
        version,
    )
    years = asked(
        "SELECT year, sum(amount), sum(lines) FROM year_total WHERE organisation_id = %s GROUP BY 1", place.pk
    )
    assert sorted(counted) == sorted(years)


def test_the_free_choice_school_moves_with_its_policy(place: Organisation, tmp_path: Path) -> None:
    hand_over(place, tmp_path)

    set_policies(organisation=place, policies={"count_free_choice_schools": False})

    left_out = asked("SELECT sum(amount) FROM year_total WHERE reason = 'free_choice_schools'")
    assert left_out == [(Decimal(SCHOOL.amount),)]


def test_a_new_name_of_an_account_leaves_earlier_years_as_they_are(place: Organisation, tmp_path: Path) -> None:
    cleaning = Posting("03-05", "67000", "Rengöring", "100.00", "Diverse Handel AB", "559900-0094")
    hand_over(place, tmp_path, (cleaning,), 2023)
    hand_over(place, tmp_path, (replace(cleaning, account_name="Kontorsstolar"),), 2024)
    add_rule(
        organisation=place,
        draft=RuleDraft(text="kontorsstol", category="furnishing.furniture", explanation="Chairs are furniture"),
    )

    latest = latest_mapping_version(place)
    assert latest
    decided = keys_frame(place.pk, None).join(decisions_under(place.pk, latest.number), on="key")
    categories = dict(decided.select("account_name", "category").iter_rows())
    assert categories["Kontorsstolar"] == "furnishing.furniture"
    assert categories["Rengöring"] != "furnishing.furniture"
