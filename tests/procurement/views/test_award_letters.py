"""Letters that tell the bidders of a decision: to each its own, with nothing of those who did not win."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils.translation import gettext, override
from docx import Document

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.calculations.evaluation import Model
from procurement.calculations.evaluation_choice import CriterionChoice, EvaluationChoice, PointsBy
from procurement.models import Award, Bid, BidAnswer, Part, Procurement
from procurement.queries.planned_obligations import Offer
from procurement.services.award import take_award_back
from procurement.services.award_terms import Winner
from procurement.services.evaluation import choose_evaluation
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.procurements import name_participant
from procurement.services.tell_suppliers import tell_suppliers
from tests.factories.bids import make_bid, make_opened
from tests.factories.cast import Cast
from tests.factories.contracts import make_award, make_ended, make_signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
DECIDED = date(2025, 5, 12)
BIDS = (("Nordbuss AS", 1_240_000, "90"), ("Sørbuss AS", 1_000_000, "40"), ("Vestbuss AS", 1_900_000, "60"))


@pytest.fixture
def opened(cast: Cast) -> Procurement:
    """Three bids on price and one criterion, compared by points; Ada is in the team."""
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, asked, _clause = make_opened(cast.ekby, country="NO")
        scale = CriterionChoice(PointsBy.LINEAR, worst=Decimal(40), best=Decimal(100))
        choice = EvaluationChoice(model=Model.LINEAR, criteria={asked.uuid.hex: scale})
        choose_evaluation(procurement, None, choice, reasons="", revision=0)
        name_participant(procurement, cast.ada, Part.RESPONSIBLE)
        for supplier, price, answer in BIDS:
            bid = make_bid(procurement, supplier, price)
            BidAnswer.objects.create(organisation_id=bid.organisation_id, bid=bid, asked=asked, text=answer)
    return procurement


def awarded(procurement: Procurement, because: str = "Best in price and climate together.") -> Award:
    bid = Bid.objects.get(procurement=procurement, supplier_name="Nordbuss AS")
    winner = Winner("Nordbuss AS", offer=Offer(bid=bid.pk))
    return make_award(procurement, winner, decided_on=DECIDED, told_on=DECIDED, because=because)


def address(award: Award) -> str:
    return f"/o/ekby/procurements/{award.procurement.uuid}/award/{award.uuid}/letters/"


def bokmal(sentence: str) -> str:
    with override("nb"):
        return gettext(sentence)


def letters(content: bytes) -> dict[str, str]:
    """The words of each letter, with those of its tables, by the name of its file."""
    with ZipFile(BytesIO(content)) as packed:
        return {name: words_of(packed.read(name)) for name in packed.namelist()}


def words_of(content: bytes) -> str:
    word = Document(BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def test_each_bidder_is_told_of_the_winner_the_reason_its_own_points_and_the_standstill(
    cast: Cast, client_for: In, opened: Procurement
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        award = awarded(opened)
    ada = client_for(cast.ada)
    assert address(award) in ada.get(f"/o/ekby/procurements/{opened.uuid}/award/").text
    sent = letters(ada.get(address(award)).content)

    assert list(sent) == ["01-nordbuss-as.docx", "02-sorbuss-as.docx", "03-vestbuss-as.docx"]
    won, lost = sent["01-nordbuss-as.docx"], sent["02-sorbuss-as.docx"]
    assert bokmal("You are awarded the contract.") in won, "letters are in the language of the country"
    assert bokmal("The contract is awarded to %(names)s.") % {"names": "Nordbuss AS"} in lost
    assert all("Best in price and climate together." in words for words in sent.values())
    assert "Tilbudet deres er nummer 2 av de 3 som ble sammenlignet." in lost
    assert "Karensperioden varer til 22. mai 2025" in lost
    assert f"{bokmal('Your bid')}\nNordbuss AS" in lost, "the own points stand beside the winner's"
    assert f"{'_' * 30} {cast.ekby.name}" in lost, "there is a place to sign"
    assert "Vestbuss" not in lost, "nobody hears of others who did not win"
    assert "Sørbuss" not in won


def test_a_competition_that_ended_is_told_with_its_reason_alone(
    cast: Cast, client_for: In, opened: Procurement
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        award = make_ended(opened, None, "All bids are above the budget.", DECIDED)
    sent = letters(client_for(cast.ada).get(address(award)).content)
    assert bokmal("The competition ends without an award.") in sent["03-vestbuss-as.docx"]
    assert "All bids are above the budget." in sent["03-vestbuss-as.docx"]
    assert "Karens" not in sent["03-vestbuss-as.docx"]


def test_who_did_not_decide_gets_no_letters_and_without_bids_there_is_nobody_to_write_to(
    cast: Cast, client_for: In, opened: Procurement
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        award = awarded(opened)
        quiet = make_award(make_opened(cast.ekby)[0], decided_on=DECIDED, told_on=DECIDED)
    for stranger in (cast.bo, cast.eva, cast.cilla):
        assert client_for(stranger).get(address(award)).status_code == 404
    ada = client_for(cast.ada)
    assert ada.get(f"/o/ekby/procurements/{opened.uuid}/award/{quiet.uuid}/letters/").status_code == 404
    page = ada.get(address(quiet), follow=True)
    assert "nobody to write to" in page.text
    assert "letters/" not in page.text


def test_who_was_rejected_is_told_why_and_who_withdrew_is_not_written_to(
    cast: Cast, client_for: In, opened: Procurement
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        bids = Bid.objects.filter(procurement=opened)
        bids.filter(supplier_name="Sørbuss AS").update(state="rejected", state_because="The price list is missing.")
        bids.filter(supplier_name="Vestbuss AS").update(state="withdrawn")
        award = awarded(opened)
    sent = letters(client_for(cast.ada).get(address(award)).content)
    assert list(sent) == ["01-nordbuss-as.docx", "02-sorbuss-as.docx"]
    rejected = sent["02-sorbuss-as.docx"]
    assert "The price list is missing." in rejected
    assert bokmal("The contract is awarded to %(names)s.") % {"names": "Nordbuss AS"} in rejected
    assert "Karensperioden varer til 22. mai 2025" in rejected
    assert "price list" not in sent["01-nordbuss-as.docx"]


def test_letters_go_out_where_all_were_rejected(cast: Cast, client_for: In, opened: Procurement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        Bid.objects.filter(procurement=opened).update(state="rejected", state_because="Came too late.")
        award = make_ended(opened, None, "No bid can be taken.", DECIDED)
    ada = client_for(cast.ada)
    assert address(award) in ada.get(f"/o/ekby/procurements/{opened.uuid}/award/").text
    assert len(letters(ada.get(address(award)).content)) == len(BIDS)


def told(award: Award, day: str) -> dict[str, str]:
    return {f"told-{award.uuid}-told_on": day}


def test_suppliers_are_told_after_the_letters_are_there_and_the_standstill_counts_from_then(
    cast: Cast, client_for: In, opened: Procurement
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        award = make_award(opened, decided_on=DECIDED, told_on=None)
    ada, page = client_for(cast.ada), f"/o/ekby/procurements/{opened.uuid}/award/"
    place = f"{page}{award.uuid}/told/"
    assert place in ada.get(page).text
    assert "The standstill lasts" not in ada.get(page).text

    early = ada.post(place, told(award, "2025-05-11"))
    assert early.status_code == 422
    assert "Suppliers cannot be told before the award is decided" in early.text
    assert 'value="2025-05-11"' in early.text, "what was typed is kept"
    assert "Write the day." in ada.post(place, told(award, "")).text
    assert "The standstill lasts until 23 May 2025" in ada.post(place, told(award, "2025-05-13"), follow=True).text
    assert client_for(cast.bo).post(place, told(award, "2025-05-13")).status_code == 404


def test_the_day_of_the_notice_stands_once_a_contract_is_signed_or_the_decision_taken_back(
    cast: Cast, opened: Procurement
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        award = make_award(opened, decided_on=DECIDED, told_on=DECIDED)
        back = tell_suppliers(award, date(2025, 5, 20))
        assert back.standstill_until == date(2025, 5, 30), "a day that was typed wrong is put right"
        with pytest.raises(ProcurementNotPossibleError, match="lies in the future"):
            tell_suppliers(award, date(2025, 5, 21), today=date(2025, 5, 20))
        make_signed(award.contracts.get(), signed_on=date(2025, 6, 10))
        with pytest.raises(ProcurementNotPossibleError, match="A contract is signed"):
            tell_suppliers(award, date(2025, 5, 13))
        other = make_award(make_opened(cast.ekby)[0], decided_on=DECIDED, told_on=None)
        take_award_back(other, because="A sum was wrong.")
        with pytest.raises(ProcurementNotPossibleError, match="taken back"):
            tell_suppliers(other, date(2025, 5, 13))


def test_that_a_competition_ended_is_told_without_a_standstill(cast: Cast, opened: Procurement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        ended = tell_suppliers(make_ended(opened, None, "Too dear.", DECIDED), DECIDED)
        assert (ended.told_on, ended.standstill_until) == (DECIDED, None)
