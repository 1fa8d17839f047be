"""Let others rely on a finished control, once the supplier knows of it; and take that back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.calculations.audit_reuse import supplier_number_key
from follow_up.models import CheckResult, Control, ControlState, ResultSource, SharedControl, SharedFinding
from follow_up.services.refusals import FollowUpNotPossibleError, record
from foundation.changes.record import current_actor
from foundation.typed_reasons import reason_of
from foundation.written_names import tidy_title
from procurement.models import ContractParty, Obligation
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.texts import text_in
from requirements_bank.models import SeenBy
from suppliers.calculations.numbers import is_anybodys


@dataclass(frozen=True, slots=True)
class Sharing:
    """With whom, how the supplier came to know of it and when, and whether it tells of all that it delivers."""

    seen_by: str
    informed_on: date
    informed_how: str
    covers_all_places: bool = False


@transaction.atomic
def share_control(control: Control, said: Sharing) -> SharedControl:
    """Return what others see from now on: how, when and at whom it was looked, and what it found of the bank.

    Raises FollowUpNotPossibleError for a control that is not finished, of nobody with a public number, without a
    finding on a requirement of the bank, and before the supplier was informed.
    """
    control = Control.objects.select_for_update(of=("self",)).select_related("contract").get(pk=control.pk)
    party = _party(control)
    findings = _findings(control)
    _check(control, party, said, has_findings=bool(findings))
    shared, _made = SharedControl.objects.update_or_create(
        control=control,
        defaults={
            "organisation_id": control.organisation_id,
            "seen_by": said.seen_by,
            "supplier_name": party.name if party else "",
            "supplier_number": supplier_number_key(party.number) if party else "",
            "kind": control.kind,
            "held_on": control.held_on,
            "place": control.place,
            "covers_all_places": said.covers_all_places,
            "method": control.method,
            "supplier_informed_on": said.informed_on,
            "supplier_informed_how": tidy_title(said.informed_how),
            "shared_by": current_actor().name,
            "taken_back_at": None,
            "taken_back_because": "",
        },
    )
    shared.findings.all().delete()
    SharedFinding.objects.bulk_create(_finding(shared, result) for result in findings)
    record("control", "shared", control.uuid, control.contract, supplier=shared.supplier_name)
    return shared


@transaction.atomic
def take_back(shared: SharedControl, *, because: str) -> None:
    """Let nobody else rely on it; who has done so keeps what was told. Raises FollowUpNotPossibleError unreasoned."""
    if not reason_of(because):
        raise FollowUpNotPossibleError(_("Say why it is shared no more."), field="because")
    done = SharedControl.objects.filter(pk=shared.pk, taken_back_at=None).update(
        taken_back_at=timezone.now(), taken_back_because=reason_of(because)
    )
    if done:
        record("control", "taken_back", shared.control.uuid, shared.control.contract, because=reason_of(because)[:500])


def _party(control: Control) -> ContractParty | None:
    if control.party:
        return control.party
    parties = list(control.contract.parties.all()[:2])
    return parties[0] if len(parties) == 1 else None


def _check(control: Control, party: ContractParty | None, said: Sharing, *, has_findings: bool) -> None:
    if control.state != ControlState.FINISHED:
        raise FollowUpNotPossibleError(_("Finish the control first: only what is finished is shared."))
    if said.seen_by not in (SeenBy.NETWORK, SeenBy.PUBLIC):
        raise FollowUpNotPossibleError(_("Choose with whom it is shared."), field="seen_by")
    if party is None or not supplier_number_key(party.number):
        sentence = _("Others find a control by the supplier's organisation number. Say whose work was looked at.")
        raise FollowUpNotPossibleError(sentence)
    if is_anybodys(party.number):
        raise FollowUpNotPossibleError(_("The supplier's number is a person's. A control of it is not shared."))
    if not has_findings:
        sentence = _("It found nothing about a requirement of the bank that others could rely on.")
        raise FollowUpNotPossibleError(sentence)
    if said.informed_on > timezone.localdate():
        raise FollowUpNotPossibleError(_("The supplier has to know before it is shared."), field="informed_on")
    if said.informed_on < control.held_on:
        sentence = _("The supplier cannot have been informed before the control was held.")
        raise FollowUpNotPossibleError(sentence, field="informed_on")
    if not reason_of(said.informed_how):
        raise FollowUpNotPossibleError(_("Say how the supplier was informed."), field="informed_how")


def _findings(control: Control) -> list[CheckResult]:
    """Return what the control found about requirements of the bank, one for each version."""
    results = CheckResult.objects.filter(
        source=ResultSource.CONTROL, source_id=control.uuid, void_because="", obligation__version__isnull=False
    )
    found: dict[int, CheckResult] = {}
    for result in results.select_related("obligation__version").order_by("is_kept", "pk"):
        found.setdefault(result.obligation.version_id or 0, result)
    return list(found.values())


def _finding(shared: SharedControl, result: CheckResult) -> SharedFinding:
    obligation = result.obligation
    return SharedFinding(
        organisation_id=shared.organisation_id,
        shared=shared,
        version=obligation.version,
        code=obligation.code,
        title=_title(obligation),
        direction=obligation.direction if result.threshold is not None else "",
        threshold=result.threshold,
        unit=obligation.unit if result.threshold is not None else "",
        variables=obligation.values,
        is_kept=result.is_kept,
    )


def _title(obligation: Obligation) -> str:
    """Return what the bank calls it: what the contract calls it is nobody else's."""
    version = obligation.version
    title = text_in(content_of(version.content, version.content_hash).title, obligation.language) if version else ""
    return title[:300]
