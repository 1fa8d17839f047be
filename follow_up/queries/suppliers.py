"""The suppliers of signed contracts, each put together from all contracts that name it, and what is known of one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from follow_up.calculations import supplier_record as record
from follow_up.calculations.supplier_keys import supplier_key
from follow_up.models import (
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
from follow_up.queries.seen import followed_contracts
from organisations.models import Organisation
from procurement.models import Contract, ContractParty, Obligation
from procurement.reports.contract_words import shown_number

MEETINGS = (TaskKind.START_MEETING, TaskKind.STATUS_MEETING)
LOOKED = (ResultSource.CONTROL, ResultSource.REUSED)


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
    rows = ContractParty.objects.filter(contract__in=followed_contracts(organisation)).select_related("contract")
    found: dict[str, KnownSupplier] = {}
    for party in rows.order_by("-contract__signed_on", "pk"):
        country = party.contract.country
        key = supplier_key(party.name, party.number, country)
        known = found.setdefault(key, KnownSupplier(key, party.name, shown_number(party.number)))
        known.parties.append(party.pk)
        known.contracts.add(party.contract_id)
    wanted = words.casefold().split()
    those = [each for each in found.values() if all(word in f"{each.name} {each.number}".casefold() for word in wanted)]
    return sorted(those, key=lambda each: (each.name.casefold(), each.key))


def supplier_called(organisation: Organisation, key: str) -> KnownSupplier | None:
    """Return the supplier with this key, if a signed contract names it."""
    return next((each for each in known_suppliers(organisation) if each.key == key), None)


def count_open(suppliers: Iterable[KnownSupplier]) -> None:
    """Write into each how many of its deviations are open; one query for all."""
    those = list(suppliers)
    places = [party for each in those for party in each.parties]
    rows = Deviation.objects.filter(party__in=places, state__in=OPEN).values_list("party").annotate(Count("pk"))
    counts = dict(rows)
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
    """Return its deviations, the newest first; what names no supplier is of the one of a contract that has only one."""
    alone = Contract.objects.annotate(suppliers=Count("parties")).filter(pk__in=supplier.contracts, suppliers=1)
    mine = Q(party__in=supplier.parties) | Q(party=None, contract__in=alone)
    return Deviation.objects.filter(mine).select_related("contract").order_by("-found_on", "-number")


def record_of(supplier: KnownSupplier, today: date) -> record.SupplierRecord:
    """Return the share of its controls that were kept, by year, and how fast it mends; nothing from few controls.

    A control is what was looked at in one contract on one day: kept if all of it was. Only what binds this supplier
    alone, or the only one of a contract, counts.
    """
    alone = Contract.objects.annotate(suppliers=Count("parties")).filter(pk__in=supplier.contracts, suppliers=1)
    mine = Q(obligation__party__in=supplier.parties) | Q(obligation__party=None, contract__in=alone)
    rows = CheckResult.objects.filter(mine, source__in=LOOKED, void_because="")
    looked: dict[tuple[int, date], list[bool]] = defaultdict(list)
    for contract, day, is_kept in rows.values_list("contract_id", "on", "is_kept"):
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


def _mended(deviation: Deviation) -> date | None:
    """Return since when a closed deviation is mended; one that nobody has checked is open."""
    return (deviation.mended_on or deviation.closed_on) if deviation.state == DeviationState.CLOSED else None
