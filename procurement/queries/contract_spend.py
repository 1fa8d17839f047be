"""What an organisation spent through its contracts in a year, and what that cost the climate."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from emissions.models import Footprint, MappingVersion
from emissions.models.footprints import Intensity
from emissions.queries.footprints import newest_footprints
from emissions.queries.spend import spend_base_of, years_with_spend
from foundation.named_sql import rows, set_wise
from organisations.models import Organisation
from procurement.calculations.contract_period import ONE_DAY, months_later
from procurement.calculations.contract_spend import (
    ContractSpend,
    ContractTerms,
    Found,
    SpendCell,
    Why,
    contract_spend,
)
from procurement.models import Contract, ContractParty, ContractState
from procurement.queries.contracts import contracts_of
from procurement.queries.registered import number_key
from suppliers.calculations.numbers import company_digits, is_anybodys
from suppliers.queries.merged_numbers import numbers_of_merged

MOST_YEARS = 3


@dataclass(frozen=True, slots=True)
class SpendOfYear:
    """The money of contracts in a year by their keys; `has_footprint` tells whether kg could be known at all."""

    year: int
    by_contract: dict[int, ContractSpend]
    has_footprint: bool


def spend_of_contracts(
    organisation: Organisation, contracts: Collection[Contract], year: int, *, sees_numbers: bool
) -> SpendOfYear:
    """Return what the organisation's own accounts say of these contracts, which it keeps or shares.

    A handful of statements, however many contracts there are. Kg are by the frozen intensities of the newest footprint
    of the year; without one there is money alone. Persons' money is found by their numbers only for whoever
    `sees_numbers`: else any contract with a guessed number would tell whether it is right. Method:
    docs/methods/spend_of_contracts.md.
    """
    base, footprint = (
        spend_base_of(organisation.pk, year),
        newest_footprints([organisation.pk]).filter(year=year).first(),
    )
    if not base.sources:
        known = {each.pk: ContractSpend(Found.NOT_KNOWN, why=Why.NO_ACCOUNTS) for each in contracts}
        return SpendOfYear(year, known, has_footprint=False)
    merged = {identity: numbers for identity, numbers in numbers_of_merged(organisation.pk).items() if numbers}
    one_number = {number: min(numbers) for numbers in merged.values() for number in numbers}
    terms = _terms(organisation, one_number, sees_numbers=sees_numbers)
    stretches = [_stretch(source.month, source.granularity) for source in base.sources]
    parameters = {
        **base.parameters,
        **_intensities(footprint),
        "first_days": [first for first, _last in stretches],
        "last_days": [last for _first, last in stretches],
        "version": MappingVersion.objects.filter(organisation=organisation).aggregate(last=Max("number"))["last"] or 0,
        "digits": sorted({digits for each in terms for digits in each.digits}),
        "agreements": sorted({each.number for each in terms if each.number}),
        "sees_numbers": sees_numbers,
        "merged": list(merged),
        "merged_digits": [min(numbers) for numbers in merged.values()],
    }
    with set_wise():
        cells = [_cell(row) for row in rows("procurement.spend_by_supplier_and_agreement", parameters)]
    found = contract_spend(cells, terms, date(year, 1, 1), date(year, 12, 31))
    nothing = ContractSpend(Found.NOT_KNOWN, why=Why.NOT_RUNNING)
    return SpendOfYear(year, {each.pk: found.get(each.pk, nothing) for each in contracts}, footprint is not None)


def spend_in_years(organisation: Organisation, contract: Contract, *, sees_numbers: bool) -> list[SpendOfYear]:
    """Return the same of one signed contract in the newest years with accounts since it began, newest first."""
    if contract.state != ContractState.SIGNED:
        return []
    first = contract.first_day.year if contract.first_day else 0
    years = [year for year in years_with_spend(organisation.pk) if year >= first][:MOST_YEARS]
    return [spend_of_contracts(organisation, [contract], year, sees_numbers=sees_numbers) for year in years]


def _terms(organisation: Organisation, one_number: Mapping[str, str], *, sees_numbers: bool) -> list[ContractTerms]:
    """Return every signed contract that the organisation keeps or shares: one that is not asked for may be meant.

    `one_number` has by each number of a merged supplier the one that stands for all of them. Anybody may name the
    organisation as a buyer: its own are those that it keeps and the framework agreements that it called off from.
    """
    names = ("pk", "number", "country", "parent", "first_day", "last_day", "organisation")
    signed = list(contracts_of(organisation).filter(state=ContractState.SIGNED).values_list(*names))
    digits: dict[int, set[str]] = defaultdict(set)
    hidden: set[int] = set()
    countries = {pk: country for pk, _number, country, *_rest in signed}
    own = {pk for pk, *_rest, keeper in signed if keeper == organisation.pk}
    own |= {parent for pk, _number, _country, parent, *_rest in signed if pk in own and parent}
    for contract, number in ContractParty.objects.filter(contract__in=countries).values_list("contract", "number"):
        if not sees_numbers and is_anybodys(number):
            hidden.add(contract)
        elif found := company_digits(number, countries[contract]):
            digits[contract].add(one_number.get(found, found))
    return [
        ContractTerms(
            pk,
            number_key(number),
            frozenset(digits[pk]),
            first,
            last,
            of_framework=parent in countries,
            has_hidden=pk in hidden,
            is_own=pk in own,
        )
        for pk, number, _country, parent, first, last, _keeper in signed
    ]


def _intensities(footprint: Footprint | None) -> dict[str, list[Any]]:
    """Return the frozen kg per unit of money by category and currency, as SQL takes them."""
    of_set = Intensity.objects.filter(intensity_set=footprint.intensity_set_id if footprint else 0)
    known = list(of_set.exclude(kg_per_unit=None).values_list("category", "currency", "kg_per_unit"))
    names = ("categories", "currencies", "kg_per_unit")
    return {name: [row[place] for row in known] for place, name in enumerate(names)}


def _stretch(month: date, granularity: str) -> tuple[date, date]:
    """Return the days in which the money of a source lies: its month, or its year where it knows no more."""
    if granularity == "year":
        return date(month.year, 1, 1), date(month.year, 12, 31)
    return month, months_later(month, 1) - ONE_DAY


def _cell(row: dict[str, Any]) -> SpendCell:
    return SpendCell(
        digits=row["digits"],
        agreement=row["agreement"],
        first=row["first_day"],
        last=row["last_day"],
        currency=row["currency"],
        amount=row["amount"],
        covered=row["covered"],
        kg=row["kg"],
    )
