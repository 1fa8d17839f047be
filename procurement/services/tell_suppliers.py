"""Keep when all who bid were told of a decision: from that day the standstill is counted."""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from procurement.models import Award, Contract, ContractState
from procurement.queries.awards import standstill_of
from procurement.services.locked_contract import check_has_come
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked


@transaction.atomic
def tell_suppliers(made: Award, told_on: date, *, today: date | None = None) -> Award:
    """Return the decision with the day on which all who bid were told, and the standstill that follows from it.

    A day that was kept before is replaced. Raises ProcurementNotPossibleError for a day before the decision or ahead of
    `today`, for a decision that was taken back, and once a contract of it is signed.
    """
    procurement = locked(made.procurement)
    made = Award.objects.select_for_update().get(pk=made.pk)
    _check(made, told_on, today)
    standstill = standstill_of(procurement.country, told_on) if made.outcome == Award.Outcome.AWARDED else None
    made.told_on = told_on
    made.standstill_until = standstill[1] if standstill else None
    made.standstill_rule = standstill[0].id if standstill else ""
    made.save(update_fields=["told_on", "standstill_until", "standstill_rule"])
    said = about(procurement, day=told_on.isoformat())
    record_change(kind="procurement.procurement", action="suppliers_told", **said)
    return made


def _check(made: Award, told_on: date, today: date | None) -> None:
    if made.taken_back_at:
        raise ProcurementNotPossibleError(_("The decision was taken back. Nobody is told of it any more."))
    if Contract.objects.filter(award=made, state=ContractState.SIGNED).exists():
        sentence = _("A contract is signed: the day on which suppliers were told stays as it is.")
        raise ProcurementNotPossibleError(sentence, field="told_on")
    check_has_come(told_on, today, _("The notice to the suppliers"), field="told_on")
    if told_on < made.decided_on:
        sentence = _("Suppliers cannot be told before the award is decided, on %(day)s.")
        raise ProcurementNotPossibleError(sentence % {"day": date_format(made.decided_on)}, field="told_on")
