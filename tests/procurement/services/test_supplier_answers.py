"""What suppliers answer is kept, counted once, and shown to neighbours no further than they agreed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from foundation.access import open_access
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.models import (
    AskedRequirement,
    MarketDialogue,
    Procurement,
    ShownMarket,
    Stage,
    StepAnswer,
    SupplierAnswer,
    SupplierInvitation,
)
from procurement.queries.market_answers import asked_of_market, heard_of, step_answers
from procurement.services import supplier_answers
from procurement.services.dialogue_log import change_talk, remove_talk
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.procurements import name_buyers
from procurement.services.staircases import PlannedStep, Rules, let_rise
from procurement.services.supplier_answers import SaidInAll, SaidOfStep, answer_by_link, remove_noted_answer
from procurement.services.supplier_invitations import revoke_invitation
from tests.factories.cast import Cast
from tests.factories.dialogues import make_invited, make_talk, noted, open_dialogue
from tests.factories.organisations import make_organisation
from tests.factories.procurements import make_rising

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(at_work_in_ekby: Organisation) -> AskedRequirement:
    """Asks for 40, 60 and, in the first extension, 80 per cent, from August 2027 on."""
    return make_rising(at_work_in_ekby)


@pytest.fixture
def invited(asked: AskedRequirement) -> SupplierInvitation:
    return make_invited(asked.procurement)


def said(asked: AskedRequirement, *says: str, **more: object) -> SaidInAll:
    (those,) = asked_of_market(asked.procurement)
    pairs = zip(those.steps, says, strict=False)
    return SaidInAll([SaidOfStep(asked, step.threshold, step.day, word) for step, word in pairs], **more)  # type: ignore[arg-type]


def yes_of(asked: AskedRequirement) -> list[tuple[int, int]]:
    """How many say yes, of how many, by step."""
    (those,) = asked_of_market(asked.procurement)
    heard = [heard_of(step, asked, step_answers(asked.procurement)) for step in those.steps]
    return [(each.market.yes, each.market.answers) for each in heard]


def test_an_answer_is_kept_changed_and_counted_once(asked: AskedRequirement, invited: SupplierInvitation) -> None:
    answer = answer_by_link(invited, said(asked, "yes", "no"), revision=0)
    assert yes_of(asked) == [(1, 1), (0, 1), (0, 0)]

    answer_by_link(invited, said(asked, "yes", "yes", "unknown"), revision=answer.revision)
    assert yes_of(asked) == [(1, 1), (1, 1), (0, 1)]
    assert SupplierInvitation.objects.get().answered_at is not None


def test_what_is_taken_back_is_gone(asked: AskedRequirement, invited: SupplierInvitation) -> None:
    answer_by_link(invited, said(asked, "yes", "yes"), revision=0)
    answer_by_link(invited, said(asked, "yes", ""), revision=1)

    assert yes_of(asked) == [(1, 1), (0, 0), (0, 0)]


def test_a_later_yes_needs_a_month_and_a_no_has_no_price(asked: AskedRequirement, invited: SupplierInvitation) -> None:
    (step, *_others) = said(asked, "later").steps
    with pytest.raises(ProcurementNotPossibleError, match="from which month"):
        answer_by_link(invited, SaidInAll([step]), revision=0)

    later = replace(step, possible_from=date(2028, 5, 17), price_effect=Decimal("4.125"))
    answer_by_link(invited, SaidInAll([later]), revision=0)
    kept = StepAnswer.objects.get()
    assert (kept.possible_from, kept.price_effect) == (date(2028, 5, 1), Decimal("4.12"))

    answer_by_link(invited, SaidInAll([replace(later, says="no")]), revision=1)
    kept = StepAnswer.objects.get()
    assert (kept.possible_from, kept.price_effect) == (None, None)


def test_a_colleague_who_was_faster_is_not_overwritten(asked: AskedRequirement, invited: SupplierInvitation) -> None:
    answer_by_link(invited, said(asked, "yes"), revision=0)

    with pytest.raises(ConflictError):
        answer_by_link(invited, said(asked, "no"), revision=0)
    assert yes_of(asked)[0] == (1, 1)


def test_nobody_answers_after_the_day_or_by_a_revoked_link(
    asked: AskedRequirement, invited: SupplierInvitation
) -> None:
    answer_by_link(invited, said(asked, "yes"), revision=0)
    yesterday = timezone.localdate() - timedelta(1)
    open_dialogue(asked.procurement, closes_on=yesterday, revision=MarketDialogue.objects.get().revision)
    with pytest.raises(ProcurementNotPossibleError, match="closed"):
        answer_by_link(invited, said(asked, "no"), revision=1)

    open_dialogue(asked.procurement, closes_on=timezone.localdate(), revision=MarketDialogue.objects.get().revision)
    answer_by_link(invited, said(asked, "no"), revision=1)
    revoke_invitation(invited)
    with pytest.raises(ProcurementNotPossibleError, match="closed"):
        answer_by_link(SupplierInvitation.objects.get(), said(asked, "yes"), revision=2)
    assert yes_of(asked)[0] == (0, 1)


@pytest.mark.parametrize("stage", [Stage.EVALUATION, Stage.STOPPED])
def test_nobody_answers_once_it_is_over(asked: AskedRequirement, invited: SupplierInvitation, stage: Stage) -> None:
    Procurement.objects.filter(pk=asked.procurement_id).update(stage=stage, stopped_because="No money")

    with pytest.raises(ProcurementNotPossibleError, match="closed"):
        answer_by_link(invited, said(asked, "yes"), revision=0)


def test_a_link_saves_so_often_and_no_more(
    asked: AskedRequirement, invited: SupplierInvitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supplier_answers, "MOST_AN_HOUR", 2)
    for revision in range(2):
        answer_by_link(invited, said(asked, "yes"), revision=revision)

    with pytest.raises(ProcurementNotPossibleError, match="Wait an hour"):
        answer_by_link(invited, said(asked, "yes"), revision=2)


def test_a_talk_and_a_link_of_one_supplier_count_once(asked: AskedRequirement, invited: SupplierInvitation) -> None:
    entry = make_talk(asked.procurement)
    noted(entry, asked, "vidde  buss as", "no", "no")
    answer_by_link(invited, said(asked, "yes"), revision=0)

    assert yes_of(asked) == [(1, 1), (0, 1), (0, 0)]


def test_a_number_that_is_known_is_known_in_every_answer(asked: AskedRequirement) -> None:
    entry = make_talk(asked.procurement)
    noted(entry, asked, "Nordre Trafikk", "no")
    invited = make_invited(asked.procurement, "Nordre Trafikk", number="974 760 673")
    answer_by_link(invited, said(asked, "yes"), revision=0)
    noted(entry, asked, "nordre trafikk", "unknown")

    assert {answer.number for answer in SupplierAnswer.objects.all()} == {"974760673"}
    assert yes_of(asked)[0] == (1, 1)


def test_an_answer_to_a_changed_threshold_is_kept_and_not_counted(
    asked: AskedRequirement, invited: SupplierInvitation
) -> None:
    answer_by_link(invited, said(asked, "yes", "yes"), revision=0)
    steps = [PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(70), months=24)]
    let_rise(asked, steps, Rules(), revision=1)

    assert yes_of(asked) == [(1, 1), (0, 0)]
    assert StepAnswer.objects.count() == 2
    answer_by_link(invited, said(asked, "yes", "no"), revision=1)
    assert yes_of(asked) == [(1, 1), (0, 1)]
    assert StepAnswer.objects.count() == 3


def test_a_step_that_comes_earlier_has_to_be_asked_again(asked: AskedRequirement, invited: SupplierInvitation) -> None:
    answer_by_link(invited, said(asked, "yes", "yes"), revision=0)
    let_rise(asked, [PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=12)], Rules(), revision=1)

    assert yes_of(asked) == [(1, 1), (0, 1)]


def test_neighbours_see_counts_of_those_who_agreed_and_no_price_of_two(asked: AskedRequirement, cast: Cast) -> None:
    entry = make_talk(asked.procurement)
    open_dialogue(asked.procurement)
    noted(entry, asked, "Vidde", "yes", "no", price=4, is_reusable=True, is_named=True)
    noted(entry, asked, "Nordre", "yes", price=8, is_reusable=True)
    noted(entry, asked, "Fjell", "no")
    with open_access(access_for_work(cast.granby.pk)):
        first, second = ShownMarket.objects.get().steps
        assert not StepAnswer.objects.exists()
        assert not SupplierAnswer.objects.exists()

    assert (first["threshold"], first["yes"], first["answers"], first["price"]) == ("40", 2, 2, None)
    assert first["named"] == [{"supplier": "Vidde", "says": "yes", "can": True, "from": "2027-08-01"}]
    assert (second["yes"], second["no"]) == (0, 1)

    noted(entry, asked, "Strand", "yes", price=6, is_reusable=True)
    assert ShownMarket.objects.get().steps[0]["price"] == {
        "count": 3,
        "median": "6.00",
        "low": "4.00",
        "high": "8.00",
    }


def test_strangers_see_nothing_of_the_market(asked: AskedRequirement) -> None:
    noted(make_talk(asked.procurement), asked, "Vidde", "yes", is_reusable=True)

    assert ShownMarket.objects.exists()
    with open_access(access_for_work(make_organisation("utby").pk)):
        assert not ShownMarket.objects.exists()


def test_a_consent_that_is_taken_back_takes_the_answer_from_the_neighbours(
    asked: AskedRequirement, invited: SupplierInvitation
) -> None:
    answer_by_link(invited, said(asked, "yes", is_reusable=True), revision=0)
    assert ShownMarket.objects.exists()
    answer_by_link(invited, said(asked, "yes"), revision=1)

    assert not ShownMarket.objects.exists()


def test_the_buyer_decides_whether_neighbours_see_anything(asked: AskedRequirement) -> None:
    noted(make_talk(asked.procurement), asked, "Vidde", "yes", is_reusable=True)
    open_dialogue(asked.procurement, for_neighbours=False)

    assert not ShownMarket.objects.exists()


def test_those_who_buy_along_read_answers_and_write_none(asked: AskedRequirement, cast: Cast) -> None:
    noted(make_talk(asked.procurement), asked, "Vidde", "yes")
    name_buyers(asked.procurement, [cast.granby])

    with open_access(access_for_work(cast.granby.pk)):
        assert StepAnswer.objects.count() == 1
        assert StepAnswer.objects.update(says="no") == 0


def test_a_noted_answer_follows_its_talk(asked: AskedRequirement) -> None:
    entry = make_talk(asked.procurement)
    noted(entry, asked, "Vidde", "yes", is_reusable=True)
    earlier = entry.day - timedelta(30)
    entry = change_talk(entry, revision=1, day=earlier, topics=entry.topics)
    assert SupplierAnswer.objects.get().said_on == earlier
    assert ShownMarket.objects.get().newest_on == earlier

    remove_talk(entry, because="The wrong procurement")
    assert not StepAnswer.objects.exists()
    assert not ShownMarket.objects.exists()


def test_what_a_supplier_wrote_itself_cannot_be_taken_out(asked: AskedRequirement, invited: SupplierInvitation) -> None:
    remove_noted_answer(answer_by_link(invited, said(asked, "yes"), revision=0))
    assert StepAnswer.objects.exists()

    noted(make_talk(asked.procurement), asked, "Nordre", "yes")
    remove_noted_answer(SupplierAnswer.objects.get(invitation=None))
    assert yes_of(asked)[0] == (1, 1)
