"""All models on the same bids: who wins, what a tonne must be worth, other weights, and what the law asks."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from pypdf import PageObject, PdfReader
from pytest_django import DjangoAssertNumQueries

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.calculations.evaluation import Model
from procurement.calculations.evaluation_choice import CriterionChoice, EvaluationChoice, PointsBy
from procurement.models import (
    AskedRequirement,
    Bid,
    BidAnswer,
    Evaluation,
    OfferedStep,
    Part,
    Participant,
    Procurement,
    Staircase,
    StaircaseStep,
)
from procurement.queries.bid_lines import bid_parts
from procurement.queries.bids import Reader, bids_in_lot, evaluation_of
from procurement.queries.evaluation import compare
from procurement.queries.evaluation_findings import least_weight
from procurement.queries.law_facts import judged
from procurement.services.ask import fill_all
from procurement.services.asked_values import Filling
from procurement.services.evaluation import choose_evaluation
from procurement.services.lots import add_lots
from procurement.services.procurements import name_buyers
from tests.factories.bank import make_published
from tests.factories.bids import make_bid, make_opened
from tests.factories.cast import Cast
from tests.factories.procurements import make_asking

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
Opened = tuple[Procurement, AskedRequirement, AskedRequirement]


@pytest.fixture
def opened(cast: Cast) -> Opened:
    """Two bids with tonnes and answers: a dear clean one and a cheap one; Ada is responsible."""
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, asked, clause = make_opened(cast.ekby, country="NO", announced_on=date(2025, 3, 3))
        Participant.objects.create(
            organisation=cast.ekby, procurement=procurement, user=cast.ada, part=Part.RESPONSIBLE
        )
        for supplier, price, tonnes, answer in (("Nordbuss AS", 1_240, 100, "90"), ("Sørbuss AS", 1_000, 400, "40")):
            answered(make_bid(procurement, supplier, price * 1000, tonnes=Decimal(tonnes)), asked, answer)
    return procurement, asked, clause


def answered(bid: Bid, asked: AskedRequirement, text: str) -> None:
    BidAnswer.objects.create(organisation_id=bid.organisation_id, bid=bid, asked=asked, text=text, points=Decimal(5))


def place(procurement: Procurement, rest: str = "", organisation: str = "ekby") -> str:
    return f"/o/{organisation}/procurements/{procurement.uuid}/evaluation/{rest}"


def typed(asked: AskedRequirement, **changes: str) -> dict[str, str]:
    return {
        "model": "linear",
        "most_points": "10",
        f"by_{asked.uuid.hex}": "linear",
        f"worst_{asked.uuid.hex}": "40",
        f"best_{asked.uuid.hex}": "100",
        f"sum_{asked.uuid.hex}": "300 000",
        "per_tonne": "1 000",
        "tonne_day": "2026-01-15",
        "tonne_source": "The council",
        "reasons": "It stands in the tender documents.",
        "because": "The first model was a slip of the pen.",
        "revision": "0",
        **changes,
    }


def test_the_models_stand_side_by_side_and_the_chosen_one_decides(cast: Cast, client_for: In, opened: Opened) -> None:
    ada = client_for(cast.ada)
    assert ada.post(place(opened[0]), typed(opened[1])).status_code == 302
    shown = ada.get(place(opened[0])).context["shown"]

    assert [each.model for each in shown.models if each.is_chosen] == [Model.LINEAR]
    assert [each.model for each in shown.models] == [each for each in Model if each is not Model.LADDER]
    assert [row[0] for row in shown.side_by_side["rows"]] == ["Nordbuss AS", "Sørbuss AS"]
    assert shown.answer.startswith("Nordbuss AS")
    assert shown.tipping_chart
    assert shown.sensitivity_chart


def test_nobody_wins_before_every_bid_has_its_points_and_tonnes(cast: Cast, client_for: In, opened: Opened) -> None:
    ada = client_for(cast.ada)
    ada.post(place(opened[0]), typed(opened[1]))
    with open_access(access_for_work(cast.ekby.pk)):
        make_bid(opened[0], "Vestbuss AS", 900_000)
    page = ada.get(place(opened[0]), headers={"accept-language": "en"})
    shown = page.context["shown"]

    assert shown.answer == ""
    assert shown.waiting == "Not ranked yet: Vestbuss AS. Until then it cannot be said who wins."
    assert shown.waiting in page.text
    assert shown.tipping == ["Tonnes not known: Vestbuss AS. Until then it cannot be said who wins."]
    assert (shown.tipping_chart, shown.sensitivity, shown.sensitivity_chart) == (None, [], None)
    assert "no. 1" not in str(shown.side_by_side["rows"])
    assert not any(row[0].startswith("1.") for each in shown.models for row in each.parts["rows"])
    award = ada.get(f"/o/ekby/procurements/{opened[0].uuid}/award/new/")
    assert award.status_code == 200
    assert "number 1 in the evaluation" not in award.text


def test_the_tipping_price_is_the_difference_in_price_over_that_in_tonnes(
    cast: Cast, client_for: In, opened: Opened
) -> None:
    shown = client_for(cast.ada).get(place(opened[0]), headers={"accept-language": "en"}).context["shown"]
    assert len(shown.tipping) == 2
    assert "800" in shown.tipping_table["rows"][0][2]  # (1 240 000 − 1 000 000) / (400 − 100)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"model": "ladder"}, "model"),
        ({"per_tonne": "", "tonne_day": "", "model": "shadow_price"}, "model"),
        ({"tonne_day": ""}, "tonne_day"),
        ({"tonne_source": ""}, "tonne_source"),
        ({"most_points": "0"}, "most_points"),
        ({"because": " "}, "because"),
        ({"revision": "7"}, "__all__"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(
    cast: Cast, client_for: In, opened: Opened, changes: dict[str, str], field: str
) -> None:
    page = client_for(cast.ada).post(place(opened[0]), typed(opened[1], **changes))
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert b"300 000" in page.content
    assert stored(cast) == []


def test_a_scale_has_two_ends(cast: Cast, client_for: In, opened: Opened) -> None:
    best = f"best_{opened[1].uuid.hex}"
    for text in ("", "40"):
        page = client_for(cast.ada).post(place(opened[0]), typed(opened[1], **{best: text}))
        assert list(page.context["form"].errors) == [best]


def test_a_scale_is_that_of_the_text_until_another_one_is_chosen(cast: Cast, client_for: In) -> None:
    scale = "Points are given for the share. {share} or less gives 0 points, 80 % or more gives 10 points."
    with open_access(access_for_work(cast.ekby.pk)):
        texts = dict.fromkeys(("nb", "sv"), scale)
        criterion = make_published(cast.ekby, kind="award_criterion", phase="evaluation", wording=texts)
        procurement, (asked,) = make_asking(cast.ekby, criterion)
        fill_all(procurement, {asked.pk: Filling(weight=Decimal(40))}, price=Filling(weight=Decimal(60)))
    ada, ends = client_for(cast.ada), [f"{end}_{asked.uuid.hex}" for end in ("worst", "best")]
    form = ada.get(place(procurement)).context["form"]
    assert [form[name].value() for name in (f"by_{asked.uuid.hex}", *ends)] == ["linear", "40", "80"]

    assert ada.post(place(procurement), typed(asked, **dict(zip(ends, ("10", "90"), strict=True)))).status_code == 302
    form = ada.get(place(procurement)).context["form"]
    assert [form[name].value() for name in ends] == ["10", "90"]


def stored(cast: Cast) -> list[Evaluation]:
    with open_access(access_for_work(cast.ekby.pk)):
        return list(Evaluation.objects.all())


def test_before_bids_the_page_tells_what_a_model_makes_of_the_weight(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, asked, _clause = make_opened(cast.ekby, country="NO", announced_on=date(2025, 3, 3))
    low = typed(asked, model="deduction", expected_price="1 000 000", **{f"sum_{asked.uuid.hex}": "50 000"})
    ada = client_for(cast.ada)
    assert ada.post(place(procurement), low).status_code == 302  # Ada runs procurements; no bid is there yet
    page = ada.get(place(procurement))

    assert page.context["has_bids"] is False
    assert len(page.context["shown"].warnings) == 1
    with open_access(access_for_work(cast.ekby.pk)):
        codes = [
            each.code for part in judged(Procurement.objects.get(pk=procurement.pk)) for each in part.judgement.findings
        ]
    assert "real_weight_lower" in codes


def test_a_warning_about_another_model_stands_with_that_model(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, asked, _clause = make_opened(cast.ekby, country="NO", announced_on=date(2025, 3, 3))
    low = typed(asked, model="shadow_price", expected_price="1 000 000", **{f"sum_{asked.uuid.hex}": "50 000"})
    ada = client_for(cast.ada)
    assert ada.post(place(procurement), low).status_code == 302
    shown = ada.get(place(procurement)).context["shown"]

    assert shown.warnings == []
    assert [len(each.warnings) for each in shown.models if each.model is Model.DEDUCTION] == [1]


def test_a_weight_in_effect_that_bids_alone_can_tell_is_missing_and_not_a_hundred(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, asked, _clause = make_opened(cast.ekby)
        AskedRequirement.objects.filter(pk=asked.pk).update(weight=Decimal(60))
        Procurement.objects.filter(pk=procurement.pk).update(price_weight=Decimal(40))
    shown = client_for(cast.ada).get(place(procurement), headers={"accept-language": "en"}).context["shown"]
    rows = {row[0]: row for row in shown.weights["rows"]}

    assert rows["Proportional price points"][2] is None
    assert "Register them" in rows["Proportional price points"][-1]
    assert rows["Linear price points"][2]


def test_nothing_to_weigh_says_what_to_do_first(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, _asked, _clause = make_opened(cast.ekby)
        AskedRequirement.objects.filter(procurement=procurement).update(weight=None)
        Procurement.objects.filter(pk=procurement.pk).update(price_weight=None)
    assert client_for(cast.ada).get(place(procurement)).context["has_criteria"] is False


def test_others_of_the_lead_see_neither_results_nor_the_protocol(cast: Cast, client_for: In, opened: Opened) -> None:
    for person in (cast.bo, cast.eva):
        inside = client_for(person)
        page = inside.get(place(opened[0]))
        assert page.context["not_seen"]
        assert b"Nordbuss" not in page.content
        assert inside.get(place(opened[0], "protocol.pdf")).status_code == 404
        assert inside.post(place(opened[0]), typed(opened[1])).status_code == 404


def test_who_buys_along_sees_no_bids(cast: Cast, client_for: In, opened: Opened) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(opened[0], [cast.granby])
    cilla, ada = client_for(cast.cilla), client_for(cast.ada)
    assert ada.post(place(opened[0]), typed(opened[1])).status_code == 302
    page = cilla.get(place(opened[0], organisation="granby"), headers={"accept-language": "en"})
    assert "Linear price points" in page.context["chosen"][0]
    assert "none at 40" in page.context["criteria"]["rows"][1][2]
    assert b"slip of the pen" not in page.content
    assert b"Nordbuss" not in cilla.get(place(opened[0], organisation="granby")).content
    assert cilla.get(place(opened[0], "protocol.docx", "granby")).status_code == 404
    assert cilla.post(place(opened[0], organisation="granby"), typed(opened[1])).status_code == 404


def test_the_protocol_tells_bids_points_reasons_and_sums(cast: Cast, client_for: In, opened: Opened) -> None:
    ada = client_for(cast.ada)
    ada.post(place(opened[0]), typed(opened[1]))
    word = Document(BytesIO(ada.get(place(opened[0], "protocol.docx")).content))
    told = "\n".join(each.text for each in word.paragraphs)
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert "It stands in the tender documents." in told
    assert {"Nordbuss AS", "Sørbuss AS"} <= cells
    assert any("8,33" in cell or "8.33" in cell for cell in cells)  # 10 · (90 − 40) / (100 − 40)

    pages = PdfReader(BytesIO(ada.get(place(opened[0], "protocol.pdf")).content)).pages
    text = "".join(page.extract_text() for page in pages)
    assert "Nordbuss AS" in text
    wide = [page for page in pages if page.mediabox.width > page.mediabox.height]
    assert _text_of(wide).count("Nordbuss AS") >= 1
    assert all(_right_of(page) < page.mediabox.width - 40 for page in pages)
    assert ada.get(place(opened[0], "protocol.txt")).status_code == 404


def _text_of(pages: list[PageObject]) -> str:
    return "".join(page.extract_text() for page in pages)


def _right_of(page: PageObject) -> float:
    """Return where the last text of a page begins, in points from the left."""
    begins: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], *_font: object) -> None:
        if text.strip():
            begins.append(tm[4] * cm[0] + cm[4])

    page.extract_text(visitor_text=note)
    return max(begins, default=0)


def test_each_change_while_bids_are_there_needs_a_reason_of_its_own_that_the_protocol_tells(
    cast: Cast, client_for: In, opened: Opened
) -> None:
    ada = client_for(cast.ada)
    assert ada.post(place(opened[0]), typed(opened[1])).status_code == 302
    again = typed(opened[1], model="proportional", revision="1", because="")
    refused = ada.post(place(opened[0]), again)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["because"])
    assert ada.post(place(opened[0]), {**again, "because": "The council asked for it."}).status_code == 302

    page = ada.get(place(opened[0]), headers={"accept-language": "en"})
    assert [each.split(": ")[1] for each in page.context["changes"]] == [
        "The first model was a slip of the pen.", "The council asked for it.",
    ]  # fmt: skip
    assert "Linear price points to Proportional" in page.context["changes"][1]
    word = Document(BytesIO(ada.get(place(opened[0], "protocol.docx")).content))
    assert "The council asked for it." in "\n".join(each.text for each in word.paragraphs)
    assert not client_for(cast.bo).get(place(opened[0])).context["changes"]


def test_a_bid_that_fails_a_requirement_is_marked_everywhere_and_sets_no_lowest_price(
    cast: Cast, client_for: In, opened: Opened
) -> None:
    procurement, asked, clause = opened
    ada = client_for(cast.ada)
    ada.post(place(procurement), typed(asked))
    before = ada.get(place(procurement), headers={"accept-language": "en"}).context["shown"]
    with open_access(access_for_work(cast.ekby.pk)):
        failing = make_bid(procurement, "Billigbuss AS", 100_000, tonnes=Decimal(50))
        answered(failing, asked, "100")
        OfferedStep.objects.create(
            organisation=cast.ekby, bid=failing, asked=clause, position=1, threshold=Decimal(30), months=0
        )
    after = ada.get(place(procurement), headers={"accept-language": "en"}).context["shown"]

    assert after.answer == before.answer
    assert after.side_by_side["rows"][1:] == before.side_by_side["rows"]
    assert set(after.side_by_side["rows"][0][2:]) == {"does not meet what is asked"}
    for said in (after.sensitivity, after.tipping):
        assert said[-1] == "Left out, since what is asked is not met: Billigbuss AS."
    assert any("Billigbuss AS does not meet what is asked" in each for each in after.problems)
    word = Document(BytesIO(ada.get(place(procurement, "protocol.docx"), headers={"accept-language": "en"}).content))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert "does not meet what is asked" in cells


def test_signs_that_no_word_file_can_hold_are_left_out(cast: Cast, client_for: In, opened: Opened) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_bid(opened[0], "Øst\x0bbuss AS")
    answer = client_for(cast.ada).get(place(opened[0], "protocol.docx"))

    cells = {cell.text for table in Document(BytesIO(answer.content)).tables for cell in table._cells}
    assert "Østbuss AS" in cells


def test_steps_that_are_promised_give_points(cast: Cast, client_for: In, opened: Opened) -> None:
    """A criterion on which a staircase stands: 10 for 100 per cent all the time, none for what is asked."""
    procurement, asked, _clause = opened
    with open_access(access_for_work(cast.ekby.pk)):
        stairs = Staircase.objects.create(organisation=cast.ekby, asked=asked)  # it stood there before the bids came
        StaircaseStep.objects.create(
            organisation=cast.ekby, staircase=stairs, position=1, threshold=Decimal(40), months=0
        )
    ada = client_for(cast.ada)
    said = {f"by_{asked.uuid.hex}": "steps", f"worst_{asked.uuid.hex}": "0", f"best_{asked.uuid.hex}": "100"}
    assert ada.post(place(procurement), typed(asked, **said)).status_code == 302
    promise(cast, asked, {"Nordbuss AS": 100, "Sørbuss AS": 70})

    page = ada.get(place(procurement))
    assert [len(each.table["rows"]) for each in page.context["stairs"]] == [3]
    assert points(cast, procurement, asked) == {"Nordbuss AS": Decimal(10), "Sørbuss AS": Decimal(5)}


def promise(cast: Cast, asked: AskedRequirement, thresholds: dict[str, int]) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for bid in Bid.objects.all():
            threshold = Decimal(thresholds[bid.supplier_name])
            OfferedStep.objects.create(
                organisation=cast.ekby, bid=bid, asked=asked, position=1, threshold=threshold, months=0
            )


def points(cast: Cast, procurement: Procurement, asked: AskedRequirement) -> dict[str, Any]:
    with open_access(access_for_work(cast.ekby.pk)):
        saved = Procurement.objects.select_related("organisation").get(pk=procurement.pk)
        (part,) = bid_parts(saved)
        bids = bids_in_lot(saved, None, Reader(cast.ekby, cast.ada))
        compared = compare(saved, part, evaluation_of(saved, None), bids)
    return {compared.names[bid.code]: bid.points[asked.uuid.hex] for bid in compared.bids}


def test_the_page_takes_the_same_queries_for_two_and_four_bids(
    cast: Cast, client_for: In, opened: Opened, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ada = client_for(cast.ada)
    with CaptureQueriesContext(connection) as taken:
        ada.get(place(opened[0]))
    with open_access(access_for_work(cast.ekby.pk)):
        for supplier in ("Østbuss AS", "Vestbuss AS"):
            answered(make_bid(opened[0], supplier), opened[1], "60")
    with django_assert_num_queries(len(taken)):
        ada.get(place(opened[0]))


def test_the_choice_is_kept_with_who_made_it(cast: Cast, opened: Opened) -> None:
    procurement, asked, _clause = opened
    choice = EvaluationChoice(Model.DEDUCTION, criteria={asked.uuid.hex: CriterionChoice(PointsBy.RELATIVE)})
    with open_access(access_for_work(cast.ekby.pk)):
        kept = choose_evaluation(procurement, None, choice, reasons="", because="Because.", revision=0)
    assert (kept.model, kept.revision, kept.chosen_at is not None) == ("deduction", 1, True)


def test_lots_with_weights_of_their_own_are_judged_with_as_many_queries(cast: Cast, opened: Opened) -> None:
    procurement = opened[0]
    asked = []
    with open_access(access_for_work(cast.ekby.pk)):
        Bid.objects.all().delete()
        for new in (1, 2):
            add_lots(procurement, [{"title": "Lot", "price_weight": Decimal(60)}] * new)
            fresh = Procurement.objects.get(pk=procurement.pk)
            with CaptureQueriesContext(connection) as queries:
                assert len(judged(fresh)) == fresh.lots.count()
            asked.append(len(queries))

    assert asked[0] == asked[1]


def test_no_share_is_called_undone_where_the_law_names_none(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        swedish, _asked, _clause = make_opened(cast.ekby, country="SE")
        assert least_weight(swedish) is None
        swedish.country = "NO"
        assert least_weight(swedish) == 30


@pytest.mark.parametrize(("country", "warned"), [("NO", 1), ("SE", 0)])
def test_a_warning_needs_a_law(cast: Cast, client_for: In, country: str, warned: int) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, asked, _clause = make_opened(cast.ekby, country=country, announced_on=date(2025, 3, 3))
    low = typed(asked, model="deduction", expected_price="1 000 000", **{f"sum_{asked.uuid.hex}": "50 000"})
    ada = client_for(cast.ada)
    assert ada.post(place(procurement), low).status_code == 302

    assert len(ada.get(place(procurement)).context["shown"].warnings) == warned


def test_sums_are_asked_for_in_the_currency_of_the_procurement(cast: Cast, client_for: In, opened: Opened) -> None:
    procurement, asked, _clause = opened
    form = client_for(cast.ada).get(place(procurement)).context["form"]

    sums = ("per_tonne", "expected_price", f"sum_{asked.uuid.hex}")
    assert all(form[name].label.endswith("(NOK)") for name in sums)
    assert not form["level_1"].label.endswith("(NOK)")  # per cent, or a sum, as is chosen beside it
