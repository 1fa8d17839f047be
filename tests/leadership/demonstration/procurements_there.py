"""What is looked at in the demonstration's procurements: all stages, answers of the market, bids and contracts."""

from datetime import date

from django.utils import timezone

from foundation.access import open_access
from foundation.outbox.models import Message
from foundation.scoping import access_for_work
from leadership.demonstration.followed_contracts import followed_said
from organisations.models import Organisation, User
from procurement.models import (
    Bid,
    Contract,
    JointAdoption,
    JointStaircase,
    JointVersion,
    MarketDialogue,
    Procurement,
    ShownMarket,
    ShownStaircase,
    Stage,
    Vote,
)
from procurement.queries.bid_lines import bid_parts
from procurement.queries.bids import Reader, bids_in_lot, evaluation_of
from procurement.queries.evaluation import compare
from procurement.queries.evaluation_findings import findings_from
from procurement.queries.market_answers import asked_of_market, heard_of, step_answers
from procurement.queries.plan_ahead import plan_of
from procurement.queries.procurements import procurements_of
from procurement.reports.procurement_words import timeline

Counted = list[tuple[str, int, tuple[str, ...], int]]


def assert_every_stage_is_there(organisations: dict[str, Organisation], counted: Counted) -> None:
    assert sum(number for _slug, number, _stages, _held in counted) == 10
    assert {stage for _slug, _number, stages, _held in counted for stage in stages} == set(Stage.values)
    with open_access(access_for_work(organisations["lauvdal"].pk)):
        assert procurements_of(organisations["lauvdal"]).count() == 4
        assert JointStaircase.objects.count() == 2
        assert sorted(JointVersion.objects.values_list("state", flat=True)) == ["agreed", "agreed", "proposed"]
        assert set(JointAdoption.objects.values_list("way", flat=True)) == {"as_it_is", "later", "otherwise"}
        assert Vote.objects.count() == 8
        assert not Bid.objects.exists()
        assert ShownStaircase.objects.filter(topic__isnull=False).values("organisation").distinct().count() > 2


def assert_market_answers(lead: Organisation) -> None:
    """Seven of nine say yes to the second step; one dialogue is open, one is over, and nobody was written to."""
    with open_access(access_for_work(lead.pk)):
        delivery = Procurement.objects.get(title__startswith="Varelevering")
        those = next(each for each in asked_of_market(delivery) if each.asked.code == "TRA-002")
        second = heard_of(those.steps[1], those.asked, step_answers(delivery)).market
        assert (second.yes, second.answers) == (7, 9)
        assert second.price is not None
        closed = MarketDialogue.objects.filter(closes_on__lt=timezone.localdate()).count()
        assert (MarketDialogue.objects.count(), closed) == (2, 1)
        assert ShownMarket.objects.count() == 2
        assert not Message.objects.filter(receiver__endswith=".example").exists()


def four_bids_are_evaluated(ekby: Organisation) -> None:
    with open_access(access_for_work(ekby.pk)):
        procurement = Procurement.objects.select_related("organisation").get(pk=Bid.objects.all()[0].procurement_id)
        kari = Reader(ekby, User.objects.get(email="innkjop@ekby.example"))
        (part,) = bid_parts(procurement)
        compared = compare(procurement, part, evaluation_of(procurement, None), bids_in_lot(procurement, None, kari))
        findings = findings_from(procurement, compared)
    assert [len(result.ranked) for result in compared.result.results.values()] == [3, 3, 3, 3, 3]
    assert [compared.names[code] for code in compared.failing] == ["Kyst og Innland Engros AS"]
    assert [round(each.above) for each in findings.by_tonne] == [0, 680, 965]
    assert [(each.code, each.place) for each in findings.warnings] == [("weight_undone", "deduction")]


def contracts_oblige_and_are_called_off_from(organisations: dict[str, Organisation]) -> None:
    with open_access(access_for_work(organisations["lauvdal"].pk)):
        awarded = Contract.objects.exclude(number__in=[each["number"] for each in followed_said()["contracts"]])
        kinds = sorted(awarded.values_list("kind", flat=True))
        assert kinds == ["contract", "contract", "framework", "mini_competition"]
        framework = awarded.get(kind="framework")
        assert framework.last_day == date(2027, 8, 31)
        assert framework.procurement is not None
        assert framework.obligations.filter(steps__first_day__isnull=False).exists()
        days = [each.day for each in timeline(framework.procurement) if each.kind == "end"]
        assert days == [framework.last_day], "the overview knows no other end than the contract"
        ended = [row.ending.ends for row in plan_of(organisations["lauvdal"], date(2026, 11, 22)).ends]
        assert framework.last_day in ended
    with open_access(access_for_work(organisations["ekby"].pk)):
        assert sorted(framework.call_offs.values_list("kind", flat=True)) == ["call_off", "mini_competition"]


def counted_procurements(organisations: dict[str, Organisation]) -> Counted:
    """Return by organisation how many procurements it leads, their stages and how many staircases it sees."""
    found = []
    for slug in sorted(organisations):
        with open_access(access_for_work(organisations[slug].pk)):
            led = Procurement.objects.filter(organisation=organisations[slug])
            stages = tuple(sorted(led.values_list("stage", flat=True)))
            found.append((slug, led.count(), stages, ShownStaircase.objects.count()))
    return found
