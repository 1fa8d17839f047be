"""Make the yearly assessment of risk, and approve it; from then on it stays as it is."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.models import AssessmentState, RiskAssessment
from follow_up.queries.yearly_risk import assessments_of, risk_content
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from foundation.postgres.locks import hold
from foundation.typed_reasons import reason_of
from organisations.models import Organisation


@transaction.atomic
def make_assessment(*, organisation: Organisation, year: int, today: date | None = None) -> RiskAssessment:
    """Return the assessment of a year as things stand; a draft is made anew, its conclusion stays.

    Raises FollowUpNotPossibleError where the year's is approved, or nothing runs.
    """
    now = today or timezone.localdate()
    hold("risk_assessment", str(organisation.pk))
    known = assessments_of(organisation).filter(year=year).first()
    if known and known.state == AssessmentState.APPROVED:
        raise FollowUpNotPossibleError(_("The assessment of %(year)s is approved and stays as it is.") % {"year": year})
    content = risk_content(organisation, year, now)
    if not content["portfolio"]["contracts"]:
        raise FollowUpNotPossibleError(_("No contract runs, so there is nothing to assess."))
    found = known or RiskAssessment(organisation=organisation, year=year, revision=0)
    found.content, found.made_on, found.made_by = content, now, current_actor().name
    found.revision += 1
    found.save()
    _record(found, "made")
    return found


@transaction.atomic
def approve_assessment(assessment: RiskAssessment, *, conclusion: str, revision: int) -> RiskAssessment:
    """Freeze an assessment with the organisation's conclusion.

    Approving it twice changes nothing. Raises FollowUpNotPossibleError without a conclusion, ConflictError where it was
    made anew after `revision`.
    """
    held = RiskAssessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if held.state == AssessmentState.APPROVED:
        return held
    if held.revision != revision:
        raise ConflictError(_("The assessment was made anew in the meantime. Read it again before you approve it."))
    if not reason_of(conclusion):
        raise FollowUpNotPossibleError(_("Say what you make of it, and what you will do."), field="conclusion")
    held.conclusion, held.state = reason_of(conclusion), AssessmentState.APPROVED
    held.approved_by, held.approved_on = current_actor().name, timezone.localdate()
    held.revision += 1
    held.save()
    _record(held, "approved")
    return held


def _record(assessment: RiskAssessment, action: str) -> None:
    record_change(
        organisation_id=assessment.organisation_id,
        kind="follow_up.risk_assessment",
        object_id=assessment.uuid,
        action=action,
        summary={"year": assessment.year},
    )
