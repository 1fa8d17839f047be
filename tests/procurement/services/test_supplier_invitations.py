"""Suppliers are sent links of their own, which last as long as the dialogue lets them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.models import AccessLink
from foundation.outbox.models import Message
from organisations.models import Organisation
from procurement.models import MarketDialogue, Procurement, SupplierInvitation
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.supplier_doors import READ_AFTERWARDS
from procurement.services.supplier_invitations import invite_supplier, remind_all, remind_supplier, revoke_invitation
from procurement.services.supplier_links import opened_by
from tests.factories.dialogues import make_invited, open_dialogue, secret_of
from tests.factories.procurements import make_planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def procurement(at_work_in_ekby: Organisation) -> Procurement:
    return make_planned(at_work_in_ekby)


def long_ago(invitation: SupplierInvitation) -> SupplierInvitation:
    SupplierInvitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now() - timedelta(3))
    return SupplierInvitation.objects.get(pk=invitation.pk)


def test_the_letter_is_in_the_suppliers_language_and_its_link_opens(procurement: Procurement) -> None:
    invited = make_invited(procurement, language="en")
    message = Message.objects.get()

    assert message.holds_secret
    assert message.subject == "Ekby kommun asks what you can deliver: Skoleskyss 2027"
    assert "Ada Ask at Ekby kommun" in message.body
    assert opened_by(secret_of(invited)).opened == invited


def test_a_made_up_secret_opens_nothing_and_names_nobody() -> None:
    door = opened_by("a-made-up-one")

    assert (door.opened, door.buyer) == (None, None)


def test_nobody_is_invited_before_a_day_is_set_or_after_it(procurement: Procurement) -> None:
    with pytest.raises(ProcurementNotPossibleError, match="until when"):
        invite_supplier(procurement, supplier="Vidde", email="vidde@supplier.example")
    open_dialogue(procurement, closes_on=timezone.localdate() - timedelta(1))
    with pytest.raises(ProcurementNotPossibleError, match="Choose a later day"):
        invite_supplier(procurement, supplier="Vidde", email="vidde@supplier.example")
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [({"supplier": " "}, "supplier"), ({"number": "123"}, "number"), ({"email": "VIDDE@supplier.example"}, "email")],
)
def test_what_does_not_fit_is_refused_at_its_field(procurement: Procurement, said: dict[str, str], field: str) -> None:
    make_invited(procurement)
    whole = {"supplier": "Nordre", "email": "post@nordre.example", "number": "", **said}
    with pytest.raises(ProcurementNotPossibleError) as refused:
        invite_supplier(procurement, supplier=whole["supplier"], email=whole["email"], number=whole["number"])

    assert refused.value.field == field


def test_a_reminder_is_a_new_link_beside_the_old_and_not_twice_a_day(procurement: Procurement) -> None:
    invited = make_invited(procurement)
    first = secret_of(invited)
    with pytest.raises(ProcurementNotPossibleError, match="tomorrow"):
        remind_supplier(invited)
    remind_supplier(long_ago(invited))
    second = secret_of(invited)

    assert first != second
    assert [opened_by(secret).opened for secret in (first, second)] == [invited, invited]
    with pytest.raises(ProcurementNotPossibleError, match="tomorrow"):
        remind_supplier(invited)


def test_all_who_are_silent_are_reminded_once(procurement: Procurement) -> None:
    old, fresh, revoked = (make_invited(procurement, name) for name in ("Vidde", "Nordre", "Fjell"))
    for invited in (old, revoked):
        long_ago(invited)
    revoke_invitation(revoked)

    assert [remind_all(procurement), remind_all(procurement)] == [1, 0]
    assert Message.objects.filter(receiver=old.email).count() == 2
    assert Message.objects.filter(receiver=fresh.email).count() == 1


def test_a_revoked_link_says_whose_it_was_and_opens_nothing(procurement: Procurement) -> None:
    invited = make_invited(procurement)
    revoke_invitation(invited)
    door = opened_by(secret_of(invited))

    assert (door.opened, door.buyer) == (None, procurement.organisation)
    with pytest.raises(ProcurementNotPossibleError, match="Invite the supplier anew"):
        remind_supplier(invited)
    assert make_invited(procurement).pk != invited.pk


def test_links_last_as_long_as_the_closing_day_says(procurement: Procurement) -> None:
    make_invited(procurement)
    later = timezone.localdate() + timedelta(100)
    open_dialogue(procurement, closes_on=later, revision=MarketDialogue.objects.get().revision)

    assert timezone.localdate(AccessLink.objects.get().expires_at) == later + READ_AFTERWARDS + timedelta(1)
