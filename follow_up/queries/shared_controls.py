"""Controls that others share and that tell something about one's own obligations, each with the rule's reasoning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from follow_up.calculations.audit_reuse import Audit, Terms, Verdict, Wanted, audit_verdict, supplier_number_key
from follow_up.models import ControlKind, ControlReuse, ObligationStanding, SharedControl, SharedFinding
from follow_up.queries.control_steps import AskedOn, asked_on, measured_variable
from organisations.models import Organisation
from procurement.models import Obligation
from requirements_bank.calculations.requirement import Direction
from requirements_bank.models import RequirementVersion

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


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own obligation: what it asks for on the day, and the way in which one would look oneself."""

    standing: ObligationStanding
    asked: AskedOn
    kind: str
    day: date


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
    asked = asked_on([each.obligation for each in standings], today)
    terms = {each.pk: Mine(each, asked[each.obligation_id], kind, today) for each in standings}
    pairs = [
        Candidate(each.obligation, finding, verdict_of(terms[each.pk], finding, number))
        for each in standings
        for number in _numbers(each)
        for finding in found
        if finding.shared.supplier_number == number
        and finding.version.requirement_id == _requirement(each)
        and (each.obligation_id, finding.uuid) not in used
    ]
    return sorted(pairs, key=lambda pair: (not pair.verdict.may_be_used, -pair.finding.shared.held_on.toordinal()))


def verdict_of(mine: Mine, finding: SharedFinding, number: str) -> Verdict:
    """Return whether the finding at the supplier of this number shows that one's own obligation is kept."""
    shared = finding.shared
    return audit_verdict(
        Wanted(_own_terms(mine), number, mine.kind, mine.day, similar=SIMILAR[mine.kind]),
        Audit(
            _audited_terms(finding),
            shared.supplier_number,
            shared.kind,
            shared.held_on,
            covers_all_places=shared.covers_all_places,
            is_kept=finding.is_kept,
        ),
    )


def numbers_of(standing: ObligationStanding) -> list[str]:
    """Return the organisation numbers of the suppliers that are bound, as they are compared."""
    return list(_numbers(standing))


def _numbers(standing: ObligationStanding) -> Iterable[str]:
    party = standing.obligation.party
    parties = [party] if party else list(standing.contract.parties.all())
    return filter(None, (supplier_number_key(each.number) for each in parties))


def _requirement(standing: ObligationStanding) -> int | None:
    version = standing.obligation.version
    return version.requirement_id if version else None


def _own_terms(mine: Mine) -> Terms:
    obligation, threshold = mine.standing.obligation, mine.asked.threshold
    return Terms(
        requirement=str(_requirement(mine.standing) or ""),
        version=obligation.version.number if obligation.version else 0,
        direction=Direction(obligation.direction) if threshold is not None and obligation.direction else None,
        threshold=threshold,
        unit=obligation.unit,
        variables=_others(obligation.values, obligation.version, is_measured=threshold is not None),
    )


def _audited_terms(finding: SharedFinding) -> Terms:
    return Terms(
        requirement=str(finding.version.requirement_id),
        version=finding.version.number,
        direction=Direction(finding.direction) if finding.direction else None,
        threshold=finding.threshold,
        unit=finding.unit,
        variables=_others(finding.variables, finding.version, is_measured=finding.threshold is not None),
    )


def _others(values: dict[str, str], version: RequirementVersion | None, *, is_measured: bool) -> dict[str, str]:
    """Return the variables beside the one that is measured against: the threshold is compared by itself."""
    left_out = measured_variable(version) if is_measured else None
    return {name: value for name, value in values.items() if name != left_out}
