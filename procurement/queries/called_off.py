"""How much is called off from a framework agreement by all who share it, whoever asks, and how much may be."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils import timezone

from foundation.access import Access, open_access
from procurement.models import CALL_OFFS, Award, Contract, ContractChange, ContractState


@dataclass(frozen=True, slots=True)
class CalledOff:
    """What is called off in all, and the most that may be, None where nobody has said it.

    Of parallel agreements without a value of their own both are of all agreements of the award together.
    """

    in_all: Decimal = Decimal(0)
    most: Decimal | None = None
    with_value: int = 0
    without_value: int = 0
    is_of_award: bool = False


def called_off_from(framework: Contract) -> CalledOff:
    """Return the sum of the values of all call-offs that stand, those included that the reader does not see.

    Who keeps the agreement reads every call-off from it; whoever shares it learns the sum, and of others' call-offs
    nothing else. What has no value is counted beside the sum, and who does not share the agreement gets 0.
    """
    if not Contract.objects.filter(pk=framework.pk).exists():
        return CalledOff()
    with open_access(Access(readable=(framework.organisation_id,))):
        most, is_of_award = _most(framework)
        of_one = Q(award=framework.award_id) if is_of_award else Q(parent=framework.pk)
        standing = Contract.objects.filter(of_one, kind__in=CALL_OFFS).exclude(state=ContractState.WITHDRAWN)
        found = standing.aggregate(sum=Sum("value"), valued=Count("value"), without=Count("pk", filter=Q(value=None)))
    return CalledOff(found["sum"] or Decimal(0), most, found["valued"], found["without"], is_of_award)


def framework_of(call_off: Contract) -> Contract | None:
    """Return the framework agreement that something is called off from; None of another contract, or out of sight."""
    return Contract.objects.filter(pk=call_off.parent_id or 0).first()


def has_most(framework: Contract) -> bool:
    """Whether anybody has said how much may be called off from the agreement in all."""
    with open_access(Access(readable=(framework.organisation_id,))):
        return _most(framework)[0] is not None


def may_withdraw(call_off: Contract, today: date) -> bool:
    """Whether a signed call-off can still turn out to be a mistake.

    It stands once it was changed on a ground, or has ended since it was made here; what was over already when it was
    typed can have been typed wrongly.
    """
    if call_off.state != ContractState.SIGNED or call_off.kind not in CALL_OFFS:
        return False
    has_run = call_off.is_over(today) and not call_off.is_over(timezone.localdate(call_off.created_at))
    return not has_run and not ContractChange.objects.filter(contract=call_off).exists()


def _most(framework: Contract) -> tuple[Decimal | None, bool]:
    """Return the most that may be called off, and whether it is of all agreements of the award together."""
    if framework.value is not None:
        return framework.value, False
    awarded = Award.objects.filter(pk=framework.award_id or 0).values_list("value", flat=True).first()
    return awarded, awarded is not None
