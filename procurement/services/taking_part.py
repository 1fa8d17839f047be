"""Who may buy along and take part: near organisations and their people, nobody else."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from organisations.models import Organisation, User
from procurement.models import Participant, Procurement
from procurement.queries.taking_part import near_organisations, people_of_buyers
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked


@transaction.atomic
def release_participant(participant: Participant) -> None:
    """Take a person's part away; nothing happens where it is gone already."""
    procurement = locked(participant.procurement)
    gone, _each = Participant.objects.filter(pk=participant.pk).delete()
    if gone:
        record_change(
            kind="procurement.procurement", action="unstaffed", **about(procurement, person=participant.user.name)
        )


def check_buyers(procurement: Procurement, new: Iterable[Organisation]) -> None:
    """Refuse an organisation that is in no network with the lead.

    Raises ProcurementNotPossibleError for one.
    """
    wanted = list(new)
    near = {each.pk for each in near_organisations(procurement.organisation)} if wanted else set()
    for buyer in wanted:
        if buyer.pk not in near:
            sentence = _("%(buyer)s is in no network with %(lead)s, and cannot buy along.")
            raise ProcurementNotPossibleError(
                sentence % {"buyer": buyer.name, "lead": procurement.organisation.name}, field="buyers"
            )


def check_person(procurement: Procurement, user: User) -> None:
    """Refuse somebody who has no role in the lead's or a buying organisation.

    Raises ProcurementNotPossibleError for one.
    """
    if not people_of_buyers(procurement).filter(user=user).exists():
        sentence = _("%(person)s has no role in an organisation that buys.")
        raise ProcurementNotPossibleError(sentence % {"person": user.name}, field="person")


def let_strangers_go(procurement: Procurement) -> None:
    """Take the parts of those away who have a role in no buying organisation any longer."""
    near = people_of_buyers(procurement).values("user_id")
    for stranger in Participant.objects.filter(procurement=procurement).exclude(user__in=near).select_related("user"):
        stranger.delete()
        record_change(
            kind="procurement.procurement", action="unstaffed", **about(procurement, person=stranger.user.name)
        )
