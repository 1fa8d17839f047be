"""Say which requirement of the bank an obligation in own wording matches, or that none does."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from follow_up.models import BankMatch
from follow_up.queries.own_wordings import in_the_same_words
from follow_up.services.refusals import FollowUpNotPossibleError, record
from foundation.changes.record import current_actor
from procurement.models import Obligation
from requirements_bank.models import RequirementVersion


@transaction.atomic
def match_to_bank(
    obligation: Obligation, version: RequirementVersion | None, *, likeness: float | None = None
) -> list[BankMatch]:
    """Return what was said of the obligation and of all in the same words; None says that the bank has nothing alike.

    Said again, it takes the place of the former. The contracts go on to say what they say: a match tells what belongs
    together, and binds nobody. Raises FollowUpNotPossibleError for one that carries a requirement of the bank anyway.
    """
    if obligation.version_id:
        raise FollowUpNotPossibleError(_("It carries a requirement of the bank already."))
    said = {
        "version": version,
        "likeness": None if likeness is None else Decimal(likeness).quantize(Decimal("0.0001")),
        "decided_by": current_actor().name,
        "organisation_id": obligation.organisation_id,
    }
    matches = [
        BankMatch.objects.update_or_create(obligation=each, defaults=said)[0] for each in in_the_same_words(obligation)
    ]
    code = version.requirement.code if version else ""
    action = "matched" if version else "unlike"
    record("match", action, obligation.uuid, obligation.contract, title=obligation.title, code=code, all=len(matches))
    return matches
