"""A staircase on an award criterion is what bids get points for: no page calls it a minimum."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import AskedRequirement
from procurement.queries.market_answers import AskedStep
from procurement.queries.staircases import content_asked
from procurement.queries.tender import tender_of
from procurement.reports.annex import AnnexKind
from procurement.reports.asked_threshold import side_alone, with_side
from procurement.reports.market_summary import step_title
from procurement.services.annexes import Making, annex_of
from procurement.services.staircases import PlannedStep, Rules, let_rise
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.procurements import make_asking

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
STEPS = [PlannedStep(Decimal(20), months=0), PlannedStep(Decimal(60), months=24)]


@pytest.fixture
def criterion(cast: Cast) -> AskedRequirement:
    with open_access(access_for_work(cast.ekby.pk)):
        _procurement, (asked,) = make_asking(
            cast.ekby, make_published(cast.ekby, kind="award_criterion", phase="evaluation")
        )
        let_rise(asked, STEPS, Rules(seen_by="public"))
    return asked


@pytest.mark.usefixtures("in_english")
def test_the_editor_and_its_picture_say_what_gives_points(
    cast: Cast, client_for: In, criterion: AskedRequirement
) -> None:
    page = client_for(cast.ada).get(f"/o/ekby/procurements/{criterion.procurement.uuid}/staircases/{criterion.uuid}/")
    words = page.content.decode()

    assert "offers of 60% or more" in page.context["table"]["rows"][1]
    assert "Step 2: offers of 60% or more from" in words  # what the picture says to those who do not see it
    assert "bids get points for what they offer on each step" in words
    assert "at least" not in words


@pytest.mark.usefixtures("in_english")
def test_suppliers_read_the_same_before_and_in_the_tender(
    cast: Cast, client: Client, criterion: AskedRequirement
) -> None:
    coming = client.get("/coming/transport.passenger/")
    with open_access(access_for_work(cast.ekby.pk)):
        content = content_asked(criterion)
        assert content is not None
        assert step_title(content, AskedStep(2, Decimal(60), None)) == "Step 2: offers of 60% or more"
        tender = tender_of(criterion.procurement)
        steps, clauses = (
            annex_of(tender, kind, Making("en")) for kind in (AnnexKind.STAIRCASES, AnnexKind.REQUIREMENTS)
        )

    assert coming.context["requirements"][0].side == "award criterion: bids are asked to offer so much or more"
    assert "offers of 60% or more" in str(steps.blocks)
    assert "bids get points for what they offer" in str(steps.blocks)
    assert clauses.document.clauses[0].steps[1].endswith("offers of 60% or more")
    assert "at least" not in str(steps.blocks)


@pytest.mark.usefixtures("in_english")
def test_what_is_no_criterion_keeps_its_side() -> None:
    assert with_side("contract_clause", "at_least", "70%") == "at least 70%"
    assert with_side("award_criterion", "at_most", "9 kg") == "offers of 9 kg or less"
    assert (with_side("contract_clause", None, "9 kg"), with_side("award_criterion", "", "9 kg")) == ("9 kg", "9 kg")
    assert side_alone("contract_clause", "at_most") == "at most"
    assert side_alone("award_criterion", "at_most") == "award criterion: bids are asked to offer so much or less"
