"""What a contract obliges to as a Word annex: the same obligations, steps and days as on its page."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.utils.translation import gettext, override
from docx import Document

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Contract, Obligation
from tests.factories.cast import Cast
from tests.factories.contracts import make_contract, make_signed
from tests.factories.procurements import make_rising

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]


@pytest.fixture
def signed(cast: Cast) -> Contract:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_signed(make_contract(make_rising(cast.ekby).procurement))


def test_the_annex_holds_parties_days_wording_and_steps(cast: Cast, client_for: In, signed: Contract) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        Obligation.objects.filter(contract=signed).update(language="en")
    bo = client_for(cast.bo)
    place = f"/o/ekby/procurements/contracts/{signed.uuid}/"
    page = bo.get(place)
    assert f"{place}annex/" in page.text
    word = Document(BytesIO(bo.get(f"{place}annex/").content))
    words = "\n".join(paragraph.text for paragraph in word.paragraphs)
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables]

    assert tables.pop(0) == [[cast.ekby.name, cast.ekby.number]]
    assert [row[0] for row in tables[0]] == [each.party.name for each in page.context["parties"]]
    assert dict(tables[1])["Begins"] == "1 August 2027"
    (steps,) = tables[2:]
    shown = [each for obligation in page.context["obligations"] for each in obligation.steps]
    assert steps[0] == ["Asked for", "From", "Until", "Note"]
    assert [(row[0], row[3]) for row in steps[1:]] == [(each.asked, "; ".join(each.remarks)) for each in shown]
    assert steps[1][1] == "2027-08-01"
    assert page.context["obligations"][0].obligation.wording in words
    assert "The steps take precedence" in words


def test_the_annex_is_in_the_language_of_the_contract_whoever_asks_for_it(
    cast: Cast, client_for: In, signed: Contract
) -> None:
    annex = client_for(cast.bo).get(f"/o/ekby/procurements/contracts/{signed.uuid}/annex/").content
    word = Document(BytesIO(annex))
    heads = [each.text for each in word.paragraphs if each.style and (each.style.name or "").startswith("Heading")]
    with override("nb"):
        assert gettext("Climate annex: %(title)s") % {"title": signed.title} in heads
        assert {gettext("Suppliers"), gettext("Steps")} <= set(heads)
    assert [row.cells[1].text for row in word.tables[2].rows if "1. august 2027" in row.cells[1].text]
