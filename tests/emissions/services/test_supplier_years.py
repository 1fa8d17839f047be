"""What is kept of suppliers, their money and their counts equals what cards and cells say, whatever happens to them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from emissions.models import LedgerImport
from emissions.queries.mapping import latest_mapping_version
from emissions.queries.spend import years_with_spend
from emissions.services.change_rules import RuleDraft, add_rule, end_rule
from emissions.services.import_ledger import import_ledger
from emissions.services.supplier_years import refresh_supplier_years
from emissions.services.use_import import use_import
from foundation.errors import DomainError
from organisations.models import Organisation
from suppliers.models import MergeProposal, SupplierCard, SupplierMerge
from suppliers.queries.register import KINDS, Register, Wanted
from suppliers.queries.supplier_money import money_of
from suppliers.services.correct_supplier import correct_supplier
from suppliers.services.decide_proposals import Asked, decide_proposals
from suppliers.services.find_doubles import find_doubles
from suppliers.services.keep_register import keep_suppliers
from suppliers.services.merge_suppliers import Pair, merge_suppliers, undo_merges
from tests.emissions.footprint_cases import (
    ELECTRICITY,
    FOOD,
    FOOD_RETURNED,
    SEVERAL_CURRENCIES,
    Posting,
    at_work,
    write_ledger,
)
from tests.emissions.services.ledger_state import asked

KEPT = {
    "known_supplier": "identity, name, shows, cards",
    "supplier_year": "identity, year, name, shows, amount, counted, others::text, lines",
    "register_count": "show, suppliers, cards",
    "register_year": "year, show, suppliers, amount",
}
OTHER_SPELLINGS = (
    replace(FOOD, number="5599000011", supplier="EKBY GRÖNSAKER"),
    replace(FOOD, number="556687-3963", supplier="Registrene"),
    replace(FOOD, number="5566873963", supplier="A Registrene"),
    replace(FOOD, number="", supplier="Ekby Grönsaker AB"),
    replace(FOOD_RETURNED, amount="-99000.00", number="4711", supplier="Återvinning"),
    replace(ELECTRICITY, amount="-100.00", number="4712", supplier="Återvinning"),
    replace(FOOD, number="", supplier=""),
    replace(FOOD, number="850709-9805", supplier="Lena L 850709-9805"),
)
POSTINGS = (*SEVERAL_CURRENCIES, *OTHER_SPELLINGS)
NAMES = ("Ekby Grönsaker AB", "Aaa", "Österut HB", "")
NUMBERS = ("", "556687-3963", "12-34")
RULES = (
    RuleDraft(account="64400", category="food.dairy", explanation="a"),
    RuleDraft(account="64400", treatment="excluded", reason="internal_trade", explanation="b"),
    RuleDraft(account="62100", category="services.other", treatment="purchase", explanation="c"),
    RuleDraft(supplier_name="Bygg", treatment="excluded", reason="internal_trade", explanation="d"),
)


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    with at_work(vik):
        yield vik


class Walk:
    """Steps taken at random, each one that somebody takes at a screen or by a file."""

    def __init__(self, place: Organisation, folder: Path, seed: int) -> None:
        self.place, self.folder, self.random = place, folder, Random(seed)  # noqa: S311 - a walk that can be repeated
        self.rules: dict[RuleDraft, Any] = {}

    def hand_over(self) -> None:
        postings = self.random.sample(POSTINGS, self.random.randint(3, len(POSTINGS)))
        path = write_ledger(self.folder, self.random.choice((2023, 2024)), postings)
        import_ledger(organisation=self.place, path=path, name=path.name)

    def use_again(self) -> None:
        imports = list(LedgerImport.objects.filter(organisation=self.place))
        use_import(self.random.choice(imports))

    def merge(self) -> None:
        card, other = self.random.sample([card for card in self.cards if not card.is_personal], 2)
        stands = self.random.choice((None, card, other))
        merge_suppliers(organisation=self.place, pairs=[Pair(card, other, stands=stands)])

    def part(self) -> None:
        merges = list(SupplierMerge.objects.filter(organisation=self.place, undone_at=None))
        undo_merges(organisation=self.place, merges=merges[:1])

    def correct(self) -> None:
        name, number = self.random.choice(NAMES), self.random.choice(NUMBERS)
        correct_supplier(card=self.random.choice(self.cards), name=name, number=number, reason="Looked up")

    def look_for_doubles(self) -> None:
        find_doubles(organisation=self.place)
        for proposal in MergeProposal.objects.filter(organisation=self.place, state=MergeProposal.State.OPEN)[:1]:
            decide_proposals(organisation=self.place, asked=[Asked(proposal.uuid)], answer="accepted")

    def rule(self) -> None:
        draft = self.random.choice(RULES)
        if draft in self.rules:
            end_rule(rule=self.rules.pop(draft))
        else:
            self.rules[draft] = add_rule(organisation=self.place, draft=draft)

    @property
    def cards(self) -> list[SupplierCard]:
        return list(SupplierCard.objects.filter(organisation=self.place).select_related("organisation", "party"))

    def step(self) -> None:
        steps = (self.hand_over, self.use_again, self.merge, self.merge, self.part, self.correct, self.correct)
        try:
            self.random.choice((*steps, self.look_for_doubles, self.rule, self.rule))()
        except DomainError:
            return


def kept(place: Organisation) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table: sorted(asked(f"SELECT {columns} FROM {table} WHERE organisation_id = %s", place.pk), key=repr)  # noqa: S608
        for table, columns in KEPT.items()
    }


def forget(place: Organisation) -> None:
    for table in KEPT:
        asked(f"DELETE FROM {table} WHERE organisation_id = %s RETURNING 1", place.pk)  # noqa: S608


def written_anew(place: Organisation) -> dict[str, list[tuple[Any, ...]]]:
    forget(place)
    keep_suppliers(place.pk)
    version = latest_mapping_version(place)
    assert version
    refresh_supplier_years(version, years_with_spend(place.pk))
    return kept(place)


def money_by_panel(place: Organisation) -> dict[tuple[Any, int], tuple[Decimal, dict[str, Decimal], int]]:
    """What each supplier was paid in each year by the statement that the page of one supplier reads."""
    amounts: dict[Any, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    lines: dict[Any, int] = defaultdict(int)
    for row in money_of(place):
        amounts[row.identity, row.year][row.currency] += row.amount
        lines[row.identity, row.year] += row.lines
    return {
        key: (found.pop(place.currency, Decimal(0)), dict(found), lines[key]) for key, found in list(amounts.items())
    }


def money_kept(place: Organisation) -> dict[tuple[Any, int], tuple[Decimal, dict[str, Decimal], int]]:
    known = Register(place, Wanted(), numbers_are_seen=True)
    found = {}
    for year in years_with_spend(place.pk):
        of_year = Register(place, Wanted(year=year), numbers_are_seen=True)
        for each in of_year.suppliers(list(of_year.found)):
            if each.sums:
                found[each.head.identity, year] = (each.sums.amount, dict(each.sums.others), each.sums.lines)
        assert sorted(of_year.found) == sorted(known.found)
    return found


def assert_the_register_shows_the_cards(place: Organisation) -> None:
    cards = list(SupplierCard.objects.filter(organisation=place))
    suppliers = {str(card.identity) for card in cards}
    year = years_with_spend(place.pk)[0]
    for sort in ("money", "name"):
        known = Register(place, Wanted(year=year, sort=sort), numbers_are_seen=True)
        assert sorted(known.found) == sorted(suppliers)
        assert [known.found[at] for at in range(len(known.found))] == list(known.found)
        assert known.found[2:5] == list(known.found)[2:5]
        assert (known.counts.suppliers, known.counts.cards) == (len(suppliers), len(cards))
        for kind in KINDS:
            of_kind = {str(card.identity) for card in cards if card.kind == kind}
            assert known.counts.by_show.get(kind, 0) == len(of_kind)
            assert set(Register(place, Wanted(year=year, show=kind), numbers_are_seen=True).found) == of_kind
        for show in ("merged", "corrected", "negative"):
            shown = Register(place, Wanted(year=year, show=show, sort=sort), numbers_are_seen=True)
            assert known.counts.by_show.get(show, 0) == len(shown.found)
    paid = {key[0]: found[0] for key, found in money_by_panel(place).items() if key[1] == year}
    by_money = Register(place, Wanted(year=year), numbers_are_seen=True)
    assert [paid[each] for each in map(UUID, by_money.found) if each in paid] == sorted(paid.values(), reverse=True)
    assert by_money.found_money == sum(paid.values(), Decimal(0))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_equals_what_is_computed_anew_whatever_happens(
    place: Organisation, tmp_path: Path, seed: int
) -> None:
    walk = Walk(place, tmp_path, seed)
    walk.hand_over()
    for _step in range(14):
        walk.step()
        assert money_kept(place) == money_by_panel(place)
        assert_the_register_shows_the_cards(place)
        found = kept(place)
        assert found == written_anew(place)
    assert found["known_supplier"]
    assert found["register_count"]


def test_accounts_from_before_the_register_was_kept_are_shown_the_same(place: Organisation, tmp_path: Path) -> None:
    walk = Walk(place, tmp_path, 7)
    for step in (walk.hand_over, walk.hand_over, walk.merge, walk.rule):
        step()
    correct_supplier(card=walk.cards[0], name="Rettet", reason="Looked up")
    found = kept(place)
    forget(place)

    for name in ("suppliers.migrations.0009_keep_the_register", "emissions.migrations.0023_money_of_suppliers"):
        with connection.cursor() as cursor:
            cursor.execute(import_module(name).FILL)

    assert all(found.values())
    assert kept(place) == found


def test_a_file_in_place_of_another_leaves_no_money_of_the_other(place: Organisation, tmp_path: Path) -> None:
    first = write_ledger(tmp_path, 2024, POSTINGS)
    import_ledger(organisation=place, path=first, name=first.name)
    second = write_ledger(tmp_path, 2024, [Posting("01-08", "64400", "Livsmedel", "10.00", "Ny AB", "4713")])
    import_ledger(organisation=place, path=second, name=second.name)

    assert money_kept(place) == money_by_panel(place)


def test_a_rule_about_what_is_bought_leaves_the_money_of_suppliers_alone(place: Organisation, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2024, POSTINGS)
    import_ledger(organisation=place, path=path, name=path.name)
    rows = "SELECT identity, xmin::text FROM supplier_year ORDER BY 1"
    before = asked(rows)

    add_rule(organisation=place, draft=RULES[0])

    assert asked(rows) == before


def test_energy_that_a_rule_counts_as_a_purchase_counts_at_once(place: Organisation, tmp_path: Path) -> None:
    given_back = replace(ELECTRICITY, amount="-100.00", number="4712", supplier="Återvinning")
    path = write_ledger(tmp_path, 2024, [FOOD, given_back])
    import_ledger(organisation=place, path=path, name=path.name)

    def gave_back() -> list[str]:
        known = Register(place, Wanted(year=2024, show="negative"), numbers_are_seen=True)
        return [each.name for each in known.suppliers(list(known.found))]

    assert gave_back() == []
    add_rule(organisation=place, draft=RULES[2])

    assert gave_back() == ["Återvinning"]
    assert kept(place) == written_anew(place)


def test_a_spelling_of_a_new_year_moves_the_supplier_in_years_before(place: Organisation, tmp_path: Path) -> None:
    other = replace(FOOD, number="4711", supplier="Bageriet")
    for year, name in ((2023, "Ekby Grönsaker AB"), (2024, "AAA Ekby Grönsaker AB")):
        path = write_ledger(tmp_path, year, [replace(FOOD, number="556687-3963", supplier=name), other])
        import_ledger(organisation=place, path=path, name=path.name)

    known = Register(place, Wanted(year=2023), numbers_are_seen=True)

    assert [each.name for each in known.suppliers(list(known.found))] == ["Ekby Grönsaker AB", "Bageriet"]
    assert [len(each.cards) for each in known.suppliers(list(known.found))] == [2, 1]
    assert kept(place) == written_anew(place)


def test_a_merge_writes_the_two_suppliers_alone(place: Organisation, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2024, POSTINGS)
    import_ledger(organisation=place, path=path, name=path.name)
    one, other = (SupplierCard.objects.get(number=number) for number in ("559900-0060", "4711"))
    rows = "SELECT identity, xmin::text FROM known_supplier UNION ALL SELECT identity, xmin::text FROM supplier_year"
    before = set(asked(rows))

    merge_suppliers(organisation=place, pairs=[Pair(one, other)])

    assert {row[0] for row in set(asked(rows)) ^ before} == {one.identity, other.identity}
