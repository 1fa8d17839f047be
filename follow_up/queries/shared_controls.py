"""Controls that others share and that tell something about one's own obligations, each with the rule's reasoning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from follow_up.calculations.audit_reuse import Audit, Terms, Verdict, Wanted, audit_verdict, number_key
from follow_up.models import ControlKind, ControlReuse, ObligationStanding, SharedControl, SharedFinding
from organisations.models import Organisation
from procurement.models import Obligation
from requirements_bank.calculations.requirement import Direction

SIMILAR: dict[str, frozenset[str]] = {
    ControlKind.DESK: frozenset({ControlKind.SITE, ControlKind.THIRD_PARTY}),
    ControlKind.SITE: frozenset({ControlKind.THIRD_PARTY}),
    ControlKind.THIRD_PARTY: frozenset(),
}
"""Ways that are at least as thorough as the one that is wanted."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding of another buyer about one's own obligation, and whether one may rely on it."""

    obligation: Obligation
    finding: SharedFinding
    verdict: Verdict


def shared_by(organisation: Organisation) -> list[SharedControl]:
    """Return what the organisation itself shares or has shared, the newest first."""
    own = SharedControl.objects.filter(organisation=organisation)
    return list(own.select_related("control__contract").prefetch_related("findings"))


def candidates(organisation: Organisation, today: date, *, kind: str = ControlKind.DESK) -> list[Candidate]:
    """Return what others found about the same requirements at the same suppliers; those that may be used come first.

    `kind` is the way in which the organisation would look itself. What is relied on already is left out.
    """
    mine = ObligationStanding.objects.filter(organisation=organisation, obligation__version__isnull=False)
    running = mine.filter(contract__last_day__gte=today).select_related("obligation__version", "obligation__contract")
    standings = list(running.prefetch_related("contract__parties").select_related("obligation__party"))
    versions = {each.obligation.version_id for each in standings}
    found = list(
        SharedFinding.objects.filter(version__requirement__versions__in=[key for key in versions if key])
        .exclude(organisation=organisation)
        .filter(shared__taken_back_at=None)
        .select_related("shared__organisation", "version")
        .distinct()
    )
    used = set(
        ControlReuse.objects.filter(organisation=organisation, undone_because="").values_list(
            "obligation_id", "finding_uuid"
        )
    )
    pairs = [
        Candidate(each.obligation, finding, verdict_of(each, finding, number, kind, today))
        for each in standings
        for number in _numbers(each)
        for finding in found
        if finding.shared.supplier_number == number
        and finding.version.requirement_id == _requirement(each)
        and (each.obligation_id, finding.uuid) not in used
    ]
    return sorted(pairs, key=lambda pair: (not pair.verdict.may_be_used, -pair.finding.shared.held_on.toordinal()))


def verdict_of(standing: ObligationStanding, finding: SharedFinding, number: str, kind: str, today: date) -> Verdict:
    """Return whether the finding shows that the obligation is kept, on the terms that are in force today."""
    obligation, shared = standing.obligation, finding.shared
    mine = Terms(
        requirement=str(_requirement(standing) or ""),
        version=obligation.version.number if obligation.version else 0,
        direction=Direction(obligation.direction) if standing.threshold is not None else None,
        threshold=standing.threshold,
        unit=obligation.unit,
        variables=_others(obligation.values, measured=standing.threshold is not None),
    )
    theirs = Terms(
        requirement=str(finding.version.requirement_id),
        version=finding.version.number,
        direction=Direction(finding.direction) if finding.direction else None,
        threshold=finding.threshold,
        unit=finding.unit,
        variables=_others(finding.variables, measured=finding.threshold is not None),
    )
    places = None if shared.covers_all_places else frozenset({shared.place})
    return audit_verdict(
        Wanted(mine, number, kind, today, similar=SIMILAR[kind]),
        Audit(theirs, shared.supplier_number, shared.kind, shared.held_on, places, finding.is_kept),
    )


def numbers_of(standing: ObligationStanding) -> list[str]:
    """Return the organisation numbers of the suppliers that are bound, as they are compared."""
    return list(_numbers(standing))


def _numbers(standing: ObligationStanding) -> Iterable[str]:
    party = standing.obligation.party
    parties = [party] if party else list(standing.contract.parties.all())
    return filter(None, (number_key(each.number) for each in parties))


def _requirement(standing: ObligationStanding) -> int | None:
    version = standing.obligation.version
    return version.requirement_id if version else None


def _others(values: dict[str, str], *, measured: bool) -> dict[str, str]:
    """Return the variables beside the one that the steps stand for; its first value says nothing once it rises."""
    return {name: value for name, value in values.items() if not (measured and _is_number(value))}


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).replace("-", "", 1).isdigit()
