"""Drafts of notices follow the official schema of eForms."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.queries.published_terms import published_terms
from procurement.reports.eforms_notice import NoticeDetails, notice_draft
from procurement.reports.eforms_terms import business_terms
from procurement.services.lots import add_lots
from procurement.services.procurements import name_buyers
from tests.factories.organisations import join_network, make_organisation
from tests.factories.publishing import DETAILS, PRICE, make_ready

pytestmark = [pytest.mark.real_files, pytest.mark.django_db]


@pytest.fixture(scope="module")
def schema(shared: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(shared / "schemas" / "eforms" / "maindoc" / "UBL-ContractNotice-2.3.xsd"))


@pytest.fixture(params=["NO", "SE"])
def lead(request: pytest.FixtureRequest, db: None) -> Organisation:  # noqa: ARG001 - it lives in the database
    return make_organisation("vik", name="Vik kommune", country=request.param)


@pytest.mark.parametrize("number_of_lots", [0, 2])
@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_a_draft_follows_the_schema(
    schema: etree.XMLSchema, lead: Organisation, number_of_lots: int, language: str
) -> None:
    other = make_organisation("fjordby", name="Fjordby kommune", country=lead.country)
    network = make_organisation(kind=Organisation.Kind.NETWORK, population=None)
    for member in (lead, other):
        join_network(member, network)
    with open_access(access_for_work(lead.pk)):
        procurement, _asked = make_ready(lead, value=Decimal("12500000.50"))
        add_lots(procurement, [{"title": f"Lot {n}", "value": Decimal(n)} for n in range(number_of_lots)])
        name_buyers(procurement, [other])
        terms = published_terms(procurement, language=language, others=(PRICE,))
    draft = notice_draft(terms, business_terms(terms), DETAILS)

    assert draft.xml is not None
    assert schema.validate(etree.fromstring(draft.xml)), schema.error_log


def test_the_least_that_makes_a_draft_follows_the_schema(schema: etree.XMLSchema, lead: Organisation) -> None:
    with open_access(access_for_work(lead.pk)):
        procurement, _asked = make_ready(lead, value=None)
        terms = published_terms(procurement, language="nb")
    least = replace(terms, months=None, period=None, options=(), requirements=())
    draft = notice_draft(least, business_terms(least), NoticeDetails(DETAILS.notice_id, "16", "32014L0024"))

    assert draft.xml is not None
    assert schema.validate(etree.fromstring(draft.xml)), schema.error_log
