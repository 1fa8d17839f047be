"""The deviations of an organisation, as a reader looks for them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from follow_up.models import OPEN, ControlPhoto, Deviation, DeviationState, Severity, StatementFile, SupplierStatement
from organisations.models import Organisation
from procurement.queries.named_parties import parties_named

OPEN_ONES, OVERDUE = "open", "overdue"
STATES = (OPEN_ONES, OVERDUE, *DeviationState.values)
SORTS = ("", "deadline", "severity", "number", "contract")
SEEN_WITH = ("contract__organisation", "party", "obligation__version__requirement", "control", "item")
_BY_SEVERITY = Case(
    When(severity=Severity.CRITICAL, then=Value(0)),
    When(severity=Severity.MAJOR, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class WantedDeviations:
    """What a reader looks for; nothing chosen shows every one, those on top that are open and due first."""

    words: str = ""
    state: str = ""
    severity: str = ""
    contract: UUID | None = None
    sort: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words or self.state or self.severity or self.contract)


def deviations_of(organisation: Organisation) -> QuerySet[Deviation]:
    """Return every deviation that the organisation has noted."""
    return Deviation.objects.filter(organisation=organisation)


def deviation_called(organisation: Organisation, uuid: UUID) -> Deviation | None:
    """Return the organisation's deviation with this id."""
    return deviations_of(organisation).select_related("organisation", *SEEN_WITH).filter(uuid=uuid).first()


def found_deviations(organisation: Organisation, wanted: WantedDeviations, today: date) -> QuerySet[Deviation]:
    """Return the deviations; every word stands in title, facts, contract, supplier or case, or is a number.

    Each has `is_disputed`: whether the supplier does not agree, and has not said since what it does about it.
    """
    found = in_state(deviations_of(organisation), wanted.state, today)
    for word in wanted.words.split():
        found = found.filter(_has(word))
    if wanted.severity:
        found = found.filter(severity=wanted.severity)
    if wanted.contract:
        found = found.filter(contract__uuid=wanted.contract)
    found = found.annotate(is_disputed=_is_disputed(OuterRef("pk")))
    return found.select_related("contract", "party", "obligation").order_by(*_order(wanted.sort))


def in_state(those: QuerySet[Deviation], state: str, today: date) -> QuerySet[Deviation]:
    """Return those in a state, those that are open, or those whose deadline has passed."""
    if state == OVERDUE:
        return those.filter(is_overdue(today))
    if state == OPEN_ONES:
        return those.filter(state__in=OPEN)
    return those.filter(state=state) if state else those


def is_overdue(today: date) -> Q:
    """Return what holds of a deviation over its deadline: open, and nobody says that it is mended."""
    return Q(state__in=[state for state in OPEN if state != DeviationState.MENDED], deadline__lt=today)


def numbers_of(organisation: Organisation, today: date, *, contract: UUID | None = None) -> dict[str, int]:
    """Return how many there are in each state and of each severity, how many are open and over their deadline.

    With a contract those of it alone are counted.
    """
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in DeviationState}
    counts |= {severity.value: Count("pk", filter=Q(severity=severity)) for severity in Severity}
    counts |= {
        OPEN_ONES: Count("pk", filter=Q(state__in=OPEN)),
        OVERDUE: Count("pk", filter=is_overdue(today)),
        "total": Count("pk"),
    }
    those = deviations_of(organisation)
    return (those.filter(contract__uuid=contract) if contract else those).aggregate(**counts)


def photos_of(deviation: Deviation) -> QuerySet[ControlPhoto]:
    """Return the pictures of the very question that the deviation is about; none of others, none without one."""
    if deviation.item_id is None:
        return ControlPhoto.objects.none()
    return ControlPhoto.objects.filter(item=deviation.item_id, removed_because="").select_related("file")


def statement_files_of(deviation: Deviation) -> QuerySet[StatementFile]:
    """Return the files that came with what the supplier said to this deviation."""
    return StatementFile.objects.filter(statement__deviation=deviation).select_related("file")


def is_disputed(deviation: Deviation) -> bool:
    """Return whether the supplier does not agree, and has not said since what it does or has done about it."""
    return bool(Deviation.objects.filter(pk=deviation.pk).values_list(_is_disputed(OuterRef("pk")), flat=True).get())


def statements_by(deviation: Deviation, receiver: str) -> QuerySet[SupplierStatement]:
    """Return what was said by links to this address, the oldest first; whoever else was told reads none of it."""
    return deviation.statements.filter(receiver=receiver)


def _is_disputed(deviation: OuterRef) -> Coalesce:
    """Return what the newest statement says that takes a stand; one with words or files alone takes none."""
    stands = Q(disputes=True) | ~Q(plan="") | Q(mended_on__isnull=False)
    newest = SupplierStatement.objects.filter(stands, deviation=deviation).order_by("-received_at", "-pk")
    return Coalesce(Subquery(newest.values("disputes")[:1]), Value(False))  # noqa: FBT003 - a value of the database


def _has(word: str) -> Q:
    said = Q(title__icontains=word) | Q(facts__icontains=word) | Q(contract__title__icontains=word)
    said |= (
        Q(contract__number__icontains=word)
        | Q(party__in=parties_named(word))
        | Q(case_number__icontains=word)
        | Q(obligation__title__icontains=word)
    )
    number = word.removeprefix("#")
    is_number = number.isascii() and number.isdigit() and len(number) < 10  # noqa: PLR2004 - what an integer holds
    return said | Q(number=int(number)) if is_number else said


def _order(sort: str) -> list[str | Combinable]:
    is_open = Case(When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    due = F("deadline").asc(nulls_last=True)
    orders: dict[str, list[str | Combinable]] = {
        "": [is_open, due, _BY_SEVERITY, "-number"],
        "deadline": [due, "-number"],
        "severity": [_BY_SEVERITY, "-number"],
        "number": ["-number"],
        "contract": ["contract__title", "-number"],
    }
    return orders[sort]
