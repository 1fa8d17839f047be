"""The suppliers of signed contracts, each put together from all contracts that name it, and what is known of one."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Func, Q, QuerySet, TextField, Value

from follow_up.calculations import supplier_record as record
from follow_up.calculations.supplier_keys import supplier_key
from follow_up.models import (
    LOOKED,
    OPEN,
    CheckResult,
    Deviation,
    DeviationState,
    PlannedTask,
    ResultSource,
    SupplierContact,
    SupplierNote,
    SupplierStatement,
    TaskKind,
)
from follow_up.queries.belonging import party_of_deviation, party_of_result
from follow_up.queries.seen import followed_contracts
from organisations.models import Organisation
from procurement.models import Contract, ContractParty, Obligation
from procurement.reports.contract_words import shown_number

MEETINGS = (TaskKind.START_MEETING, TaskKind.STATUS_MEETING)


@dataclass(slots=True)
class KnownSupplier:
    """One supplier: its name as last written, its number as it may be shown, its places in contracts."""

    key: str
    name: str
    number: str
    parties: list[int] = field(default_factory=list)
    contracts: set[int] = field(default_factory=set)
    open_deviations: int = 0


def known_suppliers(organisation: Organisation, words: str = "") -> list[KnownSupplier]:
    """Return the suppliers by name; every word stands in the name or number. Personal numbers are hidden."""
    found = _put_together(_parties(organisation)).values()
    wanted = words.casefold().split()
    those = [each for each in found if all(word in f"{each.name} {each.number}".casefold() for word in wanted)]
    return sorted(those, key=lambda each: (each.name.casefold(), each.key))


def supplier_called(organisation: Organisation, key: str) -> KnownSupplier | None:
    """Return the supplier with this key, if a signed contract names it."""
    return _put_together(_written_as(_parties(organisation), key)).get(key)


def count_open(suppliers: Iterable[KnownSupplier]) -> None:
    """Write into each how many of its deviations are open; one query for all."""
    those = list(suppliers)
    still_open = _deviations_of(those).filter(state__in=OPEN).annotate(whose=party_of_deviation())
    counts = Counter(still_open.values_list("whose", flat=True))
    for each in those:
        each.open_deviations = sum(counts.get(party, 0) for party in each.parties)


def contracts_of_supplier(supplier: KnownSupplier) -> QuerySet[Contract]:
    """Return its signed contracts, those that end last on top."""
    return Contract.objects.filter(pk__in=supplier.contracts).order_by("-last_day", "title")


def obligations_of_supplier(supplier: KnownSupplier) -> QuerySet[Obligation]:
    """Return what binds it: what binds it alone, and what binds all of a contract."""
    binds = Q(party__in=supplier.parties) | Q(party=None, contract__in=supplier.contracts)
    those = Obligation.objects.filter(binds).select_related("contract", "standing", "party")
    return those.order_by("contract__title", "position")


def deviations_of_supplier(supplier: KnownSupplier) -> QuerySet[Deviation]:
    """Return its deviations, the newest first; whose one is that names no supplier, belonging.py tells."""
    return _deviations_of([supplier]).select_related("contract").order_by("-found_on", "-number")


def record_of(supplier: KnownSupplier, today: date) -> record.SupplierRecord:
    """Return the share of its controls that were kept, by year, and how fast it mends; nothing from few controls.

    A control is what was looked at in one contract on one day: kept if all of it was. Only what binds this supplier
    alone, or the only one of a contract, counts.
    """
    those = CheckResult.objects.filter(contract__in=supplier.contracts, source__in=LOOKED, void_because="")
    mine = those.annotate(whose=party_of_result()).filter(whose__in=supplier.parties)
    looked: dict[tuple[int, date], list[bool]] = defaultdict(list)
    for contract, day, is_kept in mine.values_list("contract_id", "on", "is_kept"):
        looked[contract, day].append(is_kept)
    controls = [record.Control(day, all(seen)) for (_contract, day), seen in looked.items()]
    counting = deviations_of_supplier(supplier).exclude(state=DeviationState.WITHDRAWN)
    return record.supplier_record(
        controls,
        [record.Deviation(each.found_on, _mended(each)) for each in counting],
        today,
    )


def statements_of_supplier(supplier: KnownSupplier) -> QuerySet[SupplierStatement]:
    """Return what it said to deviations, the newest first."""
    those = SupplierStatement.objects.filter(deviation__in=deviations_of_supplier(supplier))
    return those.select_related("deviation").prefetch_related("files").order_by("-received_at")


def meetings_with(supplier: KnownSupplier) -> QuerySet[PlannedTask]:
    """Return the meetings of its contracts, the newest first."""
    return PlannedTask.objects.filter(contract__in=supplier.contracts, kind__in=MEETINGS).order_by("-due_on")


def reports_of_supplier(supplier: KnownSupplier) -> QuerySet[CheckResult]:
    """Return what its reports told, the newest first."""
    told = CheckResult.objects.filter(obligation__in=obligations_of_supplier(supplier), source=ResultSource.REPORT)
    return told.filter(void_because="").select_related("obligation").order_by("-on")


def contacts_of(organisation: Organisation, key: str) -> QuerySet[SupplierContact]:
    """Return whom to talk to."""
    return SupplierContact.objects.filter(organisation=organisation, supplier_key=key)


def notes_on(organisation: Organisation, key: str) -> QuerySet[SupplierNote]:
    """Return what was noted on the relation, the newest first."""
    return SupplierNote.objects.filter(organisation=organisation, supplier_key=key)


def _parties(organisation: Organisation) -> QuerySet[ContractParty]:
    return ContractParty.objects.filter(contract__in=followed_contracts(organisation))


def _put_together(parties: QuerySet[ContractParty]) -> dict[str, KnownSupplier]:
    found: dict[str, KnownSupplier] = {}
    for party in parties.select_related("contract").order_by("-contract__signed_on", "pk"):
        country = party.contract.country
        key = supplier_key(party.name, party.number, country)
        known = found.setdefault(key, KnownSupplier(key, party.name, shown_number(party.number)))
        known.parties.append(party.pk)
        known.contracts.add(party.contract_id)
    return found


def _written_as(parties: QuerySet[ContractParty], key: str) -> QuerySet[ContractParty]:
    """Return those that may have the key: by the digits they begin with, else by every name that is written so."""
    if key.isascii() and key.isdigit():
        digits = Func(
            F("number"), Value(r"\D"), Value(""), Value("g"), function="regexp_replace", output_field=TextField()
        )
        return parties.annotate(digits=digits).filter(digits__startswith=key)
    written = parties.order_by().values_list("name", "number", "contract__country").distinct()
    return parties.filter(name__in={each[0] for each in written if supplier_key(*each) == key})


def _deviations_of(suppliers: Iterable[KnownSupplier]) -> QuerySet[Deviation]:
    those = list(suppliers)
    contracts = {contract for each in those for contract in each.contracts}
    found = Deviation.objects.filter(contract__in=contracts).annotate(whose=party_of_deviation())
    return found.filter(whose__in=[party for each in those for party in each.parties])


def _mended(deviation: Deviation) -> date | None:
    """Return since when a closed deviation is mended; one that nobody has checked is open."""
    return (deviation.mended_on or deviation.closed_on) if deviation.state == DeviationState.CLOSED else None
