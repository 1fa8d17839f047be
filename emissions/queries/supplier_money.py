"""What was bought from suppliers and in which files they were met: the panels of the supplier register."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import nullcontext
from typing import Any

from django.urls import reverse

from emissions.models import Intensity
from emissions.queries.footprints import newest_footprints
from emissions.queries.mapping import keys_of_cards, latest_mapping_version
from emissions.queries.spend import spend_bases_of, years_with_spend
from foundation.named_sql import rows, set_wise
from organisations.models import Organisation
from suppliers.queries.supplier_money import CardMoney, CardSource, KnownYear


def years_for_register(*, organisation: Organisation) -> Iterator[KnownYear]:
    """Yield the years with accounts; registered for the panel."""
    yield from (KnownYear(year) for year in years_with_spend(organisation.pk))


def money_for_register(
    *, organisation: Organisation, year: int | None, cards: Collection[int] | None
) -> Iterator[CardMoney]:
    """Yield money that counts by card, year and currency; kg by the newest footprint of each year, for some cards only.

    The sums rest on what is current and on the newest mapping, like the page of what the money buys.
    """
    version = latest_mapping_version(organisation)
    years = [year] if year else years_with_spend(organisation.pk)
    if version is None or not years:
        return
    parameters = {
        **_sources(organisation, years),
        **_intensities(organisation, years if cards is not None else ()),
        "version": version.number,
        "keys": None if cards is None else keys_of_cards(organisation.pk, cards),
    }
    with set_wise() if cards is None else nullcontext():
        found = rows("emissions.money_of_suppliers", parameters)
    for row in found:
        yield CardMoney(**{**row, "accounts": frozenset(row["accounts"])})


def sources_for_register(*, organisation: Organisation, cards: Collection[int]) -> Iterator[CardSource]:
    """Yield the imports in which cards were met, current or replaced; registered for the panel."""
    parameters = {"organisation_id": organisation.pk, "cards": list(cards)}
    for row in rows("emissions.sources_of_suppliers", parameters):
        address = reverse("ledger_import", args=[organisation.slug, row.pop("uuid")])
        yield CardSource(address=address, **row)


def _sources(organisation: Organisation, years: Sequence[int]) -> dict[str, Any]:
    """Return the sources that count in all of these years, as SQL takes them."""
    bases = [base.parameters for base in spend_bases_of(organisation.pk, years)]
    joined = {name: [each for base in bases for each in base[name]] for name in ("months", "investments", "imports")}
    return {"organisation_id": organisation.pk, **joined}


def _intensities(organisation: Organisation, years: Sequence[int]) -> dict[str, Any]:
    """Return the intensities of the newest footprint of each year, as SQL takes them."""
    newest = {each.intensity_set_id: each.year for each in newest_footprints([organisation.pk]) if each.year in years}
    known = Intensity.objects.filter(intensity_set__in=newest).exclude(kg_per_unit=None)
    found = [(newest[row.intensity_set_id], row.category, row.currency, str(row.kg_per_unit)) for row in known]
    names = ("years", "categories", "currencies", "kg_per_unit")
    return {name: [row[place] for row in found] for place, name in enumerate(names)}
