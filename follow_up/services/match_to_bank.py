"""Say which requirement of the bank an obligation in own wording matches, or that none does."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from follow_up.models import BankMatch
from follow_up.services.refusals import FollowUpNotPossibleError, record
from foundation.changes.record import current_actor
from procurement.models import Obligation
from requirements_bank.models import RequirementVersion


@transaction.atomic
def match_to_bank(
    obligation: Obligation, version: RequirementVersion | None, *, likeness: float | None = None
) -> BankMatch:
    """Return what was said; None says that the bank has nothing like it. Said again, it takes the place of the former.

    The contract goes on to say what it says: a match tells what belongs together, and binds nobody.
    Raises FollowUpNotPossibleError for an obligation that carries a requirement of the bank anyway.
    """
    if obligation.version_id:
        raise FollowUpNotPossibleError(_("It carries a requirement of the bank already."))
    match, _made = BankMatch.objects.update_or_create(
        obligation=obligation,
        defaults={
            "organisation_id": obligation.organisation_id,
            "version": version,
            "likeness": None if likeness is None else Decimal(likeness).quantize(Decimal("0.0001")),
            "decided_by": current_actor().name,
        },
    )
    code = version.requirement.code if version else ""
    record(
        "match",
        "matched" if version else "unlike",
        obligation.uuid,
        obligation.contract,
        title=obligation.title,
        code=code,
    )
    return match
