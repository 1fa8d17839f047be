"""Find or make the supplier cards behind the numbers and names that a source writes."""

from collections.abc import Collection

import polars as pl
from django.db import transaction

from foundation.named_sql import rows
from foundation.personal_numbers import without_personal_numbers
from suppliers.calculations.numbers import company_digits, is_anybodys, is_valid_organisation_number
from suppliers.models import Party, SupplierCard

Pair = tuple[str, str]


@transaction.atomic
def register_suppliers(*, organisation_id: int, country: str, written: pl.DataFrame) -> pl.DataFrame:
    """Return `written` (supplier_number, supplier_name; null where missing) with the card's id as supplier_id.

    New cards are made for pairs not seen before; a card with a valid public number joins the shared party of that
    number, a personal number never does, nor does a card that has one in its name.
    """
    pairs = {(number or "", name or "") for number, name in written.iter_rows()} - {("", "")}
    known = _cards(organisation_id, pairs)
    missing = sorted(pairs - known.keys())
    parties = _parties(country, missing)
    SupplierCard.objects.bulk_create(
        [
            SupplierCard(
                organisation_id=organisation_id,
                number=number[:40],
                name=name[:300],
                is_personal=_is_person(number, name),
                party=None if _is_person(number, name) else parties.get(company_digits(number, country)),
            )
            for number, name in missing
        ],
        ignore_conflicts=True,
        batch_size=5000,
    )
    if missing:
        known |= _cards(organisation_id, missing)
    found = [known.get((number or "", name or "")) for number, name in written.iter_rows()]
    return written.with_columns(pl.Series("supplier_id", found, dtype=pl.Int64))


def _is_person(number: str, name: str) -> bool:
    return is_anybodys(number) or without_personal_numbers(name) != name


def _cards(organisation_id: int, pairs: Collection[Pair]) -> dict[Pair, int]:
    cut = {(number, name): (number[:40], name[:300]) for number, name in pairs}
    numbers, names = zip(*cut.values(), strict=True) if cut else ((), ())
    parameters = {"organisation_id": organisation_id, "numbers": list(numbers), "names": list(names)}
    found = {(card["number"], card["name"]): card["id"] for card in rows("suppliers.cards_of_pairs", parameters)}
    return {pair: found[short] for pair, short in cut.items() if short in found}


def _parties(country: str, pairs: list[Pair]) -> dict[str, Party]:
    names = {
        company_digits(number, country): name
        for number, name in pairs
        if is_valid_organisation_number(number, country) and not _is_person(number, name)
    }
    Party.objects.bulk_create(
        [Party(country=country, number=number, name=name[:300]) for number, name in sorted(names.items())],
        ignore_conflicts=True,
        batch_size=5000,
    )
    return {party.number: party for party in Party.objects.filter(country=country, number__in=names)}
