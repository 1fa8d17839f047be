"""A merge groups, overwrites nothing, and taken back leaves what was there; frozen figures keep what they froze."""

from decimal import Decimal
from itertools import permutations
from uuid import UUID

import polars as pl
import pytest

from emissions.models import FootprintPart
from emissions.queries.footprints import footprint_seen
from emissions.queries.lines import FootprintLines, LineFilter
from emissions.queries.mapping import decisions_under, keys_of_cards, latest_mapping_version
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.change_rules import RuleDraft, add_rule
from emissions.services.footprint_basis import spend_of
from foundation.access import open_access
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from suppliers.models import RegisterState, SupplierCard
from suppliers.services.correct_supplier import correct_supplier
from suppliers.services.merge_suppliers import Pair, merge_suppliers, undo_merges
from suppliers.services.refusals import SupplierNotPossibleError
from suppliers.services.register import register_suppliers
from tests.factories.cast import Cast
from tests.factories.ledgers import YEAR, import_sample

FOUR = [("556687-3963", "Bygg AB"), ("5566873963", "Bygg"), ("556687-3936", "Bygg AB"), ("", "BYGG A.B.")]


def register(place: Organisation, *pairs: tuple[str, str]) -> list[SupplierCard]:
    written = pl.DataFrame(pairs, schema={"supplier_number": pl.String, "supplier_name": pl.String}, orient="row")
    found = register_suppliers(organisation_id=place.pk, country=place.country, written=written)["supplier_id"]
    cards = {card.pk: card for card in SupplierCard.objects.filter(pk__in=found)}
    return [cards[card] for card in found]


def standing(place: Organisation) -> list[tuple[object, ...]]:
    return list(
        SupplierCard.objects.filter(organisation=place)
        .order_by("pk")
        .values_list("number", "name", "identity", "identity_number", "identity_name", "party", "kind")
    )


def test_the_order_of_merges_is_irrelevant_and_undoing_all_leaves_what_was_before(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        one, _same, wrong, bare = register(cast.ekby, *FOUR)
        other = register(cast.ekby, ("4711", "Annan"))[0]
        before, pairs = standing(cast.ekby), [Pair(wrong, one), Pair(bare, wrong), Pair(other, bare)]
        results = []
        for order in permutations(pairs):
            merges = [merge_suppliers(organisation=cast.ekby, pairs=[pair])[0] for pair in order]
            results.append(standing(cast.ekby))
            for merge in merges:
                undo_merges(organisation=cast.ekby, merges=[merge])
            assert standing(cast.ekby) == before
        state = RegisterState.objects.get(organisation=cast.ekby)

    assert all(result == results[0] for result in results)
    assert len({row[2] for row in results[0]}) == 1
    assert {row[3] for row in results[0]} == {"556687-3963"}  # the one with a public number stands for all
    assert state.content_hash == ""


def test_a_new_card_of_a_merged_party_joins_the_merge(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        first, second = register(cast.ekby, ("556687-3963", "Bygg AB"), ("556012-5790", "Bygg Norr AB"))
        merge_suppliers(organisation=cast.ekby, pairs=[Pair(first, second)])
        (later,) = register(cast.ekby, ("SE556012579001", "Bygg Norr"))

        assert later.identity == SupplierCard.objects.get(pk=first.pk).identity


def test_a_person_is_never_merged_with_a_company(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        person, company = register(cast.ekby, ("850709-9805", "Anna Bygg"), ("556687-3963", "Anna Bygg AB"))

        with pytest.raises(SupplierNotPossibleError):
            merge_suppliers(organisation=cast.ekby, pairs=[Pair(person, company)])


def test_a_correction_makes_no_person_of_a_merged_company(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        first, second = register(cast.ekby, ("4711", "Anna Bygg"), ("", "Anna Bygg AB"))
        (merge,) = merge_suppliers(organisation=cast.ekby, pairs=[Pair(first, second)])
        with pytest.raises(SupplierNotPossibleError) as refused:
            correct_supplier(card=first, number="850709-9805", reason="Looked up")
        assert refused.value.field == "number"
        undo_merges(organisation=cast.ekby, merges=[merge])
        assert correct_supplier(card=first, number="850709-9805", reason="Looked up").is_personal


def test_the_number_of_a_person_stands_on_no_other_card(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        persons = register(cast.ekby, ("850709-9805", "Anna Ek"), ("8507099805", "Ek Anna"))
        merge_suppliers(organisation=cast.ekby, pairs=[Pair(persons[0], persons[1])])
        cards = SupplierCard.objects.filter(pk__in=[card.pk for card in persons])
        assert set(cards.values_list("identity_number", "identity_name")) == {("", "Anna Ek")}


def test_a_merged_supplier_has_one_sum_in_the_next_footprint_and_frozen_ones_keep_theirs(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        import_sample(cast.ekby)
        first = calculate_footprint(organisation=cast.ekby, year=YEAR)
        frozen = parts(first.pk)
        cards = list(SupplierCard.objects.filter(organisation=cast.ekby, is_personal=False).order_by("pk")[:2])
        (merge,) = merge_suppliers(organisation=cast.ekby, pairs=[Pair(cards[0], cards[1])])
        second = calculate_footprint(organisation=cast.ekby, year=YEAR)
        merged = parts(second.pk)
        old_keys = [str(card.identity) for card in cards]
        key = str(SupplierCard.objects.get(pk=cards[0].pk).identity)

        assert (parts(first.pk), second.total_kg, second.pk == first.pk) == (frozen, first.total_kg, False)
        assert merged[key] == sum(frozen[old] for old in old_keys)
        assert sum(merged.values()) == sum(frozen.values())
        for footprint, known in ((first, frozen), (second, merged)):
            for supplier, amount in known.items():
                if supplier not in ("persons", ""):
                    assert lines_sum(footprint.uuid, supplier) == amount

        undo_merges(organisation=cast.ekby, merges=[merge])
        assert calculate_footprint(organisation=cast.ekby, year=YEAR) == first


def parts(footprint: int) -> dict[str, Decimal]:
    found = FootprintPart.objects.filter(footprint=footprint, dimension="supplier", is_energy=False)
    return dict(found.values_list("key", "amount"))


def lines_sum(footprint: UUID, supplier: str) -> Decimal:
    seen = footprint_seen(footprint)
    assert seen
    source = FootprintLines(seen.footprint, spend_of(seen.footprint), persons_are_named=True)
    return sum((each.amount for each in source.select(LineFilter(supplier=supplier)).sums), Decimal(0))


def test_a_rule_by_number_holds_for_what_is_corrected_to_it_or_merged_with_it(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        import_sample(cast.ekby)
        first, second = SupplierCard.objects.filter(organisation=cast.ekby, is_personal=False).order_by("pk")[:2]
        add_rule(organisation=cast.ekby, draft=RuleDraft(supplier_number="556012-5790", category="transport.flights"))
        decided = [decisions(cast.ekby, first, second)]
        corrected = correct_supplier(card=first, number="556012-5790", reason="Looked up")
        decided.append(decisions(cast.ekby, first, second))
        (merge,) = merge_suppliers(organisation=cast.ekby, pairs=[Pair(corrected, second)])
        decided.append(decisions(cast.ekby, first, second))
        undo_merges(organisation=cast.ekby, merges=[merge])
        decided.append(decisions(cast.ekby, first, second))

    assert corrected.party is not None
    assert corrected.kind == "company"
    assert [found == {"transport.flights"} for found, _other in decided] == [False, True, True, True]
    assert [found == {"transport.flights"} for _one, found in decided] == [False, False, True, False]


def decisions(place: Organisation, *cards: SupplierCard) -> list[set[str | None]]:
    latest = latest_mapping_version(place)
    assert latest
    decided = decisions_under(place.pk, latest.number)
    return [set(decided.filter(decided["key"].is_in(keys_of_cards(place.pk, [card.pk])))["category"]) for card in cards]


@pytest.mark.parametrize(
    ("number", "name", "reason", "field"),
    [
        ("556012-5791", None, "Looked up", "number"),
        ("5" * 41, None, "Looked up", "number"),
        (None, "Anna 850709-9805", "Looked up", "name"),
        ("556012-5790", None, " ", "reason"),
    ],
)
def test_a_correction_that_is_wrong_itself_is_refused_at_its_field(
    cast: Cast, number: str | None, name: str | None, reason: str, field: str
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        (card,) = register(cast.ekby, ("556012-5791", "Bygg AB"))

        with pytest.raises(SupplierNotPossibleError) as refused:
            correct_supplier(card=card, number=number, name=name, reason=reason)

        assert refused.value.field == field
        assert not card.corrections.exists()


def test_a_correction_taken_back_leaves_the_card_as_the_source_wrote_it(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        (card,) = register(cast.ekby, ("556012-5791", "Bygg AB"))
        before = standing(cast.ekby)
        corrected = correct_supplier(card=card, number="556012-5790", name="Bygg i Ekby AB", reason="Looked up")
        again = correct_supplier(card=corrected, number="556012-5790", reason="Looked up", revision=1)

        assert (corrected.kind, again.revision, card.corrections.count()) == ("company", corrected.revision, 1)
        with pytest.raises(ConflictError):
            correct_supplier(card=card, number="", reason="Wrong", revision=card.revision)
        correct_supplier(card=card, number="", name="", reason="Wrong", revision=corrected.revision)
        assert (standing(cast.ekby), card.corrections.count()) == (before, 2)
