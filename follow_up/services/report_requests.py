"""Ask a supplier for reports, change what is asked, and end it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emissions.models import ActivityDimension, ActivitySeries
from follow_up.models import ReportedValue, ReportLine, ReportRequest, SupplierReport
from follow_up.services.client_keys import key_is_taken, made_with
from follow_up.services.refusals import FollowUpNotPossibleError, record
from follow_up.services.report_line_checks import check_lines, unit_of
from follow_up.services.report_links import close_links
from follow_up.services.report_request_checks import check_request
from foundation.changes.record import current_actor
from foundation.errors import ConflictError
from foundation.typed_reasons import reason_of
from foundation.written_names import tidy_name, tidy_title
from procurement.models import Contract, ContractParty, Obligation

MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class LineSaid:
    """One figure to ask for; `uuid` names the line that it changes, None makes a new one."""

    kind: str
    label: str = ""
    unit: str = ""
    dimension: str = ""
    whole: str = ""
    is_required: bool = True
    obligation: Obligation | None = None
    series: ActivitySeries | None = None
    part: ActivityDimension | None = None
    uuid: UUID | None = None


@dataclass(frozen=True, slots=True)
class RequestSaid:
    """What is said of a request: to whom, about what, for which periods."""

    party: ContractParty
    email: str
    title: str
    first_day: date
    last_day: date | None = None
    language: str = "nb"
    purpose: str = ""
    clause: str = ""
    obligation: Obligation | None = None
    period_kind: str = "quarter"
    season_begins: str = ""
    season_ends: str = ""
    days_until_due: int = 30


@transaction.atomic
def ask_for_reports(
    contract: Contract, said: RequestSaid, lines: Sequence[LineSaid], *, form_key: UUID | None = None
) -> ReportRequest:
    """Return the new request; the same form sent twice makes one. The first letter goes out with the first report.

    Raises FollowUpNotPossibleError, naming the field, for a contract that is not signed, for what cannot be asked, and
    for a key of the form that a request on another contract has.
    """
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    if there := _asked_with(form_key, contract):
        return there
    check_request(contract, said)
    check_lines(contract, said, lines, most=MOST_LINES)
    request = ReportRequest(
        organisation_id=contract.organisation_id, contract=contract, form_key=form_key, made_by=current_actor().name
    )
    _write(request, said)
    with made_with(form_key):
        request.save()
    _write_lines(request, lines)
    record("report_request", "asked", request.uuid, contract, title=request.title, supplier=said.party.name)
    return request


def _asked_with(form_key: UUID | None, contract: Contract) -> ReportRequest | None:
    those = ReportRequest.objects.filter(organisation=contract.organisation_id, form_key=form_key)
    there = those.first() if form_key else None
    if there and there.contract_id != contract.pk:
        raise key_is_taken()
    return there


@transaction.atomic
def change_request(
    request: ReportRequest, said: RequestSaid, lines: Sequence[LineSaid], *, revision: int
) -> ReportRequest:
    """Return the request as it is asked from now on; a line that is left out is no longer asked for.

    Raises ConflictError if somebody saved it meanwhile, FollowUpNotPossibleError for what cannot be asked, and for
    other days or periods once there are reports.
    """
    current = locked_request(request, revision=revision)
    check_request(current.contract, said)
    check_lines(current.contract, said, lines, most=MOST_LINES)
    _check_periods(current, said)
    if current.email != said.email.strip().lower():
        close_links(current)
    _write(current, said)
    current.revision += 1
    current.save()
    _write_lines(current, lines)
    record("report_request", "changed", current.uuid, current.contract, title=current.title)
    return current


@transaction.atomic
def end_request(request: ReportRequest, *, because: str) -> ReportRequest:
    """Return the request, for which no further report is made; its links work no more. Ending twice changes nothing.

    Raises FollowUpNotPossibleError without a reason.
    """
    if not reason_of(because):
        raise FollowUpNotPossibleError(_("Say why it is no longer asked for."), field="because")
    current = locked_request(request)
    if current.ended_at is None:
        current.ended_at, current.ended_because = timezone.now(), reason_of(because)
        current.revision += 1
        current.save()
        close_links(current)
        record("report_request", "ended", current.uuid, current.contract, title=current.title)
    return current


def locked_request(request: ReportRequest, *, revision: int | None = None) -> ReportRequest:
    """Return the request as it is now, held until the transaction ends.

    Raises ConflictError if it was saved after `revision`, where given.
    """
    held = ReportRequest.objects.select_for_update(of=("self",)).select_related("contract__organisation", "party")
    current = held.get(pk=request.pk)
    if revision not in (None, current.revision):
        sentence = _(
            "Somebody else changed “%(title)s” in the meantime. What you typed is still here: compare, and save again."
        )
        raise ConflictError(sentence % {"title": current.title})
    return current


def _check_periods(request: ReportRequest, said: RequestSaid) -> None:
    """Refuse to move periods that there are reports of."""
    same = all(
        getattr(request, name) == getattr(said, name)
        for name in ("period_kind", "first_day", "season_begins", "season_ends")
    )
    if not same and SupplierReport.objects.filter(request=request).exists():
        sentence = _("There are reports of these periods already. End this request, and ask for another one.")
        raise FollowUpNotPossibleError(sentence, field="period_kind")


def _write(request: ReportRequest, said: RequestSaid) -> None:
    for each in fields(said):
        setattr(request, each.name, getattr(said, each.name))
    request.title = tidy_title(said.title, most=200)
    request.email = said.email.strip().lower()
    request.purpose, request.clause = reason_of(said.purpose), tidy_name(said.clause)[:300]


def _write_lines(request: ReportRequest, lines: Sequence[LineSaid]) -> None:
    """Keep the lines in the order in which they are said; what was reported stays with the line that asked for it."""
    known = {each.uuid: each for each in ReportLine.objects.filter(request=request)}
    kept = {each.uuid for each in lines if each.uuid in known}
    gone = [each for uuid, each in known.items() if uuid not in kept]
    told = set(ReportedValue.objects.filter(line__request=request).values_list("line_id", flat=True))
    ReportLine.objects.filter(pk__in=[each.pk for each in gone if each.pk not in told]).delete()
    ReportLine.objects.filter(pk__in=[each.pk for each in gone if each.pk in told]).update(is_asked=False)
    ReportLine.objects.filter(request=request, is_asked=True).update(obligation=None, part=None)
    for position, said in enumerate(lines, start=1):
        line = known.get(said.uuid) if said.uuid else None
        if line and line.pk in told and (line.kind, line.unit) != (said.kind, unit_of(said)):
            sentence = _("“%(line)s” was reported in %(unit)s already. Take the line away and add another one.")
            words = {"line": line.label or line.get_kind_display(), "unit": line.unit or "–"}
            raise FollowUpNotPossibleError(sentence % words, field=f"lines-{position - 1}-unit")
        written = line or ReportLine(organisation_id=request.organisation_id, request=request)
        _write_line(written, said, position)


def _write_line(line: ReportLine, said: LineSaid, position: int) -> None:
    values: dict[str, Any] = {each.name: getattr(said, each.name) for each in fields(said) if each.name != "uuid"}
    for name, value in values.items():
        setattr(line, name, value)
    line.label, line.dimension = tidy_name(said.label)[:200], tidy_name(said.dimension)[:100]
    line.whole, line.unit = tidy_name(said.whole)[:100], unit_of(said)
    line.series = said.part.series if said.part else None
    line.position, line.is_asked = position, True
    line.save()
