"""What waits in the bank is told by mail: to those who may act, in their language, one mail a day, each thing once."""

from datetime import date, timedelta

import pytest

from config import celery_settings
from foundation.access import open_access
from foundation.models import Message
from foundation.scoping import access_for_work
from organisations.models import Membership, Organisation, Role
from requirements_bank import tasks
from requirements_bank.models import Adoption, RequirementVersion, SeenBy
from requirements_bank.queries.own_bank import due_for_review
from requirements_bank.services.adopt import adopt, pass_over
from requirements_bank.services.proposals import answer_proposal, propose
from requirements_bank.services.tell_what_waits import tell_what_waits
from requirements_bank.services.versions import new_draft, publish
from tests.factories.bank import make_bank, make_draft, make_loaded_bank, make_published, said
from tests.factories.cast import Cast
from tests.factories.organisations import give_role, make_member

pytestmark = pytest.mark.django_db
DUE = date(2027, 6, 30)
TODAY = date(2026, 6, 1)


def mails_of(organisation: Organisation) -> list[Message]:
    with open_access(access_for_work(organisation.pk)):
        return list(Message.objects.order_by("pk"))


def proposed(cast: Cast, title: str = "Sykkelbud") -> None:
    with open_access(access_for_work(cast.network.pk)):
        bank = make_bank(cast.network)
    with open_access(access_for_work(cast.ekby.pk)):
        propose(organisation=cast.ekby, bank=bank, title=title, wording="Bud på sykkel.", reason="To spør.")


def used_with_newer(cast: Cast) -> RequirementVersion:
    """A newer version of what Ekby uses of the network's bank."""
    with open_access(access_for_work(cast.network.pk)):
        version = make_published(cast.network, code="NET-1", visibility=SeenBy.NETWORK)
    with open_access(access_for_work(cast.ekby.pk)):
        adopt(organisation=cast.ekby, version=version)
    with open_access(access_for_work(cast.network.pk)):
        newer = new_draft(requirement=version.requirement, said={**version.content, "level": "advanced"})
        return publish(newer, change_note="Strengere")


def test_each_stage_of_a_review_is_told_once_to_those_who_may_approve(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby, code="EGN-1", review_on=DUE.isoformat())
        make_published(cast.ekby, code="EGN-2", review_on=(DUE + timedelta(days=400)).isoformat())
        make_draft(cast.ekby, code="EGN-3", review_on=DUE.isoformat())
    days = [90, 60, 59, 14, 13, 1, 0, -1, -30]
    told = [tell_what_waits(DUE - timedelta(days=left)) for left in days]

    assert told == [0, 1, 0, 1, 0, 0, 1, 0, 0]
    mails = mails_of(cast.ekby)
    assert {mail.receiver for mail in mails} == {cast.eva.email, cast.frida.email}
    assert "EGN-1 Egna leveranser: 30 juni 2027" in mails[0].body
    assert "EGN-2" not in mails[0].body


def test_what_was_loaded_from_elsewhere_is_its_sources_to_review(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_loaded_bank(cast.ekby, said("NAB-1", review_on=DUE.isoformat()))
        assert not due_for_review(cast.ekby, DUE).exists()

    assert tell_what_waits(DUE) == 0


def test_who_comes_later_is_told_what_nobody_could_be_told_of(cast: Cast) -> None:
    with open_access(access_for_work(cast.network.pk)):
        make_published(cast.network, review_on=DUE.isoformat())
    proposed(cast)
    with open_access(access_for_work(cast.network.pk)):
        Membership.objects.filter(organisation=cast.network).delete()
    assert tell_what_waits(DUE) == 0

    leader = make_member("Liv Leder", cast.network, Role.LEADER)

    assert (tell_what_waits(DUE), tell_what_waits(DUE)) == (2, 0)
    assert [mail.receiver for mail in mails_of(cast.network)] == [leader.email]


def test_a_proposal_is_told_once_to_the_approvers_of_its_receiver(cast: Cast) -> None:
    give_role(cast.olav, cast.network, Role.OFFICER)
    proposed(cast)
    assert (tell_what_waits(TODAY), tell_what_waits(TODAY)) == (1, 0)

    proposed(cast, "Bud til fots")
    assert tell_what_waits(TODAY + timedelta(days=1)) == 1
    mails = mails_of(cast.network)
    assert [mail.receiver for mail in mails] == [cast.nils.email, cast.nils.email]
    assert "Sykkelbud (Ekby kommun)" in mails[0].body
    assert "/o/fjordnett/requirements/proposals/" in mails[0].body
    assert "Sykkelbud" not in mails[1].body
    assert mails_of(cast.ekby) == mails_of(cast.granby) == []


def test_what_was_answered_meanwhile_is_not_told(cast: Cast) -> None:
    proposed(cast)
    with open_access(access_for_work(cast.network.pk)):
        (proposal,) = make_bank(cast.network).proposals.all()
        answer_proposal(proposal, accepted=False, reason="Finnes alt.")

    assert tell_what_waits(TODAY) == 0


def test_a_newer_version_is_told_once_to_those_who_use_the_bank(cast: Cast) -> None:
    used_with_newer(cast)

    assert (tell_what_waits(TODAY), tell_what_waits(TODAY)) == (1, 0)
    mails = mails_of(cast.ekby)
    assert {mail.receiver for mail in mails} == {cast.ada.email, cast.eva.email, cast.frida.email}
    assert "NET-1 Egna leveranser: version 2, ni använder 1" in mails[0].body
    assert "/o/ekby/requirements/" in mails[0].body
    assert mails_of(cast.granby) == mails_of(cast.network) == []


def test_a_newer_version_that_was_passed_over_is_not_told(cast: Cast) -> None:
    newer = used_with_newer(cast)
    with open_access(access_for_work(cast.ekby.pk)):
        pass_over(Adoption.objects.get(), newer, reason="Passer ikke")

    assert tell_what_waits(TODAY) == 0


def test_one_mail_tells_of_everything_that_is_new_in_the_readers_language(cast: Cast) -> None:
    used_with_newer(cast)
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby, code="EGN-1", review_on=TODAY.isoformat())
        bank = make_bank(cast.ekby)
    with open_access(access_for_work(cast.granby.pk)):
        propose(organisation=cast.granby, bank=bank, title="Sykkelbud", wording="Bud.", reason="Ja")
    cast.eva.language = "en"
    cast.eva.save()

    assert tell_what_waits(TODAY) == 3
    by_person = {mail.receiver: mail for mail in mails_of(cast.ekby)}
    assert len(by_person) == len(mails_of(cast.ekby)) == 3
    eva = by_person[cast.eva.email]
    assert eva.subject == "For you in the bank of requirements: Ekby kommun"
    assert eva.body.startswith("Hello Eva Eng,\n\nThese requirements should be looked at again")
    for part in ("EGN-1", "Sykkelbud (Granby kommun)", "version 2, you use 1", "2026"):
        assert part in eva.body
    assert "Sykkelbud" not in by_person[cast.ada.email].body
    assert "NET-1" in by_person[cast.ada.email].body


def test_the_daily_run_is_planned() -> None:
    planned = {each["task"] for each in celery_settings.beat_schedule.values()}

    assert tasks.tell_what_waits_task.name in planned
