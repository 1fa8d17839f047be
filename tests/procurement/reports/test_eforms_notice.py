"""The draft of a notice says what the procurement says, is read back so, and invents nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.calculations.notice import Notice
from procurement.models import Part, Procurement
from procurement.queries.published_terms import published_terms
from procurement.reports.eforms_notice import NoticeDetails, NoticeDraft, notice_draft
from procurement.reports.eforms_terms import business_terms
from procurement.reports.publishing_sentences import sentence
from procurement.services.ask import fill_asked
from procurement.services.fill_from_notice import procurement_from_notice
from procurement.services.lots import add_lots
from procurement.services.procurements import name_buyers, name_participant
from tests.factories.cast import Cast
from tests.factories.publishing import DETAILS, PRICE, make_ready
from tests.procurement.importers.notices import read_text

pytestmark = pytest.mark.django_db


def draft_of(procurement: Procurement, details: NoticeDetails = DETAILS, **said: Any) -> NoticeDraft:
    terms = replace(published_terms(procurement, language="nb", others=(PRICE,)), **said)
    return notice_draft(terms, business_terms(terms), details)


def read_back(draft: NoticeDraft, folder: Path) -> Notice:
    assert draft.xml is not None
    reading = read_text(folder, draft.xml)
    assert [problem.code for problem in reading.problems] == []
    assert reading.notice is not None
    return reading.notice


def test_a_draft_is_read_back_as_it_was_written(at_work_in_ekby: Organisation, tmp_path: Path) -> None:
    procurement, _asked = make_ready(at_work_in_ekby, country="NO")
    notice = read_back(draft_of(procurement), tmp_path)

    assert (notice.title, notice.procedure_id, notice.procedure) == ("Skoleskyss 2027", str(procurement.uuid), "open")
    assert (notice.issued_on, notice.subtype, notice.language) == (date(2027, 3, 1), "16", "NOB")
    assert [(buyer.names, buyer.numbers) for buyer in notice.buyers] == [
        ({"NOB": "Ekby kommun"}, (at_work_in_ekby.number,))
    ]
    (lot,) = notice.lots
    assert lot.project.codes_of("strategic-procurement") == ("env-imp",)
    assert lot.project.codes_of("environmental-impact") == ("clim-mitig",)
    assert lot.project.codes_of("gpp-criteria") == ("other",)
    assert [(each.type_code, each.weight, each.weight_code) for each in lot.criteria] == [
        ("quality-nor-env-criteria", Decimal(30), "per-exa"),
        ("price", Decimal(70), "per-exa"),
    ]


def test_a_procurement_filled_from_the_draft_says_the_same(at_work_in_ekby: Organisation, tmp_path: Path) -> None:
    procurement, _asked = make_ready(at_work_in_ekby)
    add_lots(procurement, [{"title": "North", "value": Decimal(8_000_000)}, {"title": "South", "cpv": ["34121000"]}])
    again, _told = procurement_from_notice(
        organisation=at_work_in_ekby, notice=read_back(draft_of(procurement), tmp_path)
    )

    for name in ("title", "description", "category", "cpv", "value", "procedure", "agreement", "announced_on",
                 "bids_due_on", "first_day", "months", "options"):  # fmt: skip
        assert getattr(again, name) == getattr(procurement, name), name
    assert [(lot.title, lot.value) for lot in again.lots.all()] == [("North", Decimal(8_000_000)), ("South", None)]
    assert [lot.cpv for lot in again.lots.all()] == [["60112000"], ["34121000"]]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"description": ""}, "BT-24"),
        ({"cpv": (), "nature": None}, "BT-262"),
        ({"procedure": ""}, "BT-105"),
        ({"announced_on": None}, "BT-05"),
        ({"bids_due_on": None}, "BT-131"),
    ],
)
def test_without_what_no_notice_can_do_without_there_is_no_file(
    at_work_in_ekby: Organisation, said: dict[str, Any], field: str
) -> None:
    procurement, _asked = make_ready(at_work_in_ekby)
    draft = draft_of(procurement, **said)

    assert draft.xml is None
    assert field in [problem.field for problem in draft.problems if problem.is_error]
    assert all(sentence(problem) for problem in draft.problems)


@pytest.mark.parametrize(("details", "field"), [({"legal_basis": ""}, "BT-01"), ({"subtype": "29"}, "OPP-070")])
def test_which_law_and_which_notice_must_be_said(
    at_work_in_ekby: Organisation, details: dict[str, Any], field: str
) -> None:
    procurement, _asked = make_ready(at_work_in_ekby)
    draft = draft_of(procurement, replace(DETAILS, **details))

    assert (draft.xml, [problem.field for problem in draft.problems if problem.is_error]) == (None, [field])


def test_what_is_not_known_is_left_out_and_told(at_work_in_ekby: Organisation, tmp_path: Path) -> None:
    procurement, _asked = make_ready(at_work_in_ekby, value=None, months=48, agreement="framework")
    draft = draft_of(procurement, NoticeDetails(DETAILS.notice_id, "16", "32014L0024"))
    notice = read_back(draft, tmp_path)

    assert (notice.project.estimated_value, notice.lots[0].framework, notice.buyers[0].city) == (None, None, None)
    (left,) = [problem for problem in draft.problems if problem.code == "left_to_the_tool"]
    assert str(left.values["fields"]).endswith("BT-131(t), BT-765, BT-513, BT-507")


def test_nothing_that_stays_inside_leaves_in_a_notice(at_work_in_ekby: Organisation, cast: Cast) -> None:
    procurement, (criterion, _clause) = make_ready(at_work_in_ekby, case_number="26/9876")
    fill_asked(criterion, note="Between us")
    name_participant(procurement, cast.bo, Part.EVALUATOR)
    name_buyers(procurement, [cast.granby])
    draft = draft_of(procurement)
    assert draft.xml is not None
    text = draft.xml.decode()

    assert cast.granby.name in text
    for inside in ("Between us", "Ask Egil first", "26/9876", cast.bo.name, cast.ada.name, "@example.org"):
        assert inside not in text


def test_a_text_with_signs_that_xml_cannot_hold_is_written_without_them(at_work_in_ekby: Organisation) -> None:
    procurement, _asked = make_ready(at_work_in_ekby, description="Skole\x0bskyss <og> & mer")

    assert b"Skoleskyss &lt;og&gt; &amp; mer" in (draft_of(procurement).xml or b"")


def test_who_buys_along_publishes_nothing_it_cannot_read(cast: Cast, at_work_in_ekby: Organisation) -> None:
    procurement, (criterion, clause) = make_ready(at_work_in_ekby)
    name_buyers(procurement, [cast.granby])
    with open_access(access_for_work(cast.granby.pk)):
        terms = published_terms(procurement, language="nb")

    assert {problem.place for problem in terms.problems} == {f"requirement {each.code}" for each in (criterion, clause)}
