"""A footprint at the address of those with whom it is shared: as deep as the share, and no deeper."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from emissions.models import Footprint, LedgerImport
from organisations.models import Organisation, Role, Share, User
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, at_work
from tests.emissions.views.conftest import words_of
from tests.factories.organisations import make_member, make_organisation, share

PERSON_ROW = next(place + 2 for place, line in enumerate(YEAR_OF_POSTINGS) if line.account == "74500")


@pytest.fixture
def network(db: None) -> Organisation:  # noqa: ARG001 - it lives in the database
    return make_organisation("natverk", kind=Organisation.Kind.NETWORK)


@pytest.fixture
def nora(network: Organisation, in_english: Callable[[User], Client]) -> Client:
    return in_english(make_member("Nora Nät", network, Role.FINANCE))


@pytest.fixture
def shared(footprint: Footprint) -> str:
    return f"/o/natverk/footprints/{footprint.uuid}/"


def test_without_a_share_there_is_nothing(shared: str, nora: Client) -> None:
    for address in (
        "",
        "?by=category",
        "footprint.xlsx",
        "report.pdf",
        "lines/",
        "lines.csv",
        "categories/food.mixed/",
    ):
        assert nora.get(f"{shared}{address}").status_code == 404, address
    assert nora.get("/o/natverk/footprints/").context["shared"] == []


def test_shared_totals_show_sums_and_no_names(
    shared: str, nora: Client, vik: Organisation, network: Organisation
) -> None:
    share(vik, network)

    answer = nora.get(shared)

    assert "Vik kommune shares the totals with you" in words_of(answer)
    assert [tab["title"] for tab in answer.context["tabs"]][:3] == ["Category", "Month", "GHG Protocol"]
    for address in ("?by=supplier", "?by=account", "by/unit.csv", "lines/", "lines.csv"):
        assert nora.get(f"{shared}{address}").status_code == 404, address
    for address in ("", "?by=month", "?by=gaps", "?by=basis", "categories/food.mixed/", "footprint.xlsx", "report.pdf"):
        answer = nora.get(f"{shared}{address}")
        assert answer.status_code == 200, address
        for name in ("Bygg i Ekby", "Lindgren", "ledger-2024"):
            assert name not in answer.content.decode("utf-8", "ignore"), (address, name)


def test_shared_rows_show_lines_without_persons(
    shared: str, nora: Client, vik: Organisation, network: Organisation, footprint: Footprint
) -> None:
    share(vik, network, depth=Share.Depth.ROWS)
    with at_work(vik):
        ledger_import = LedgerImport.objects.get(pk=footprint.imports[0]["import"])

    assert "Bygg i Ekby AB" in words_of(nora.get(f"{shared}?by=supplier"))
    pages = ("lines/?supplier=persons", f"lines/{ledger_import.uuid}/{PERSON_ROW}/", "lines.csv?supplier=persons")
    for address in pages:
        answer: Any = nora.get(f"{shared}{address}")
        assert answer.status_code == 200, address
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "Private person or sole trader" in content.decode()
        for hidden in ("Lindgren", "850709"):
            assert hidden not in content.decode(), (address, hidden)
    assert nora.get(f"{shared}lines/?q=Lindgren").context["selection"].lines == 0


def test_shared_rows_leave_wages_at_home(shared: str, nora: Client, vik: Organisation, network: Organisation) -> None:
    share(vik, network, depth=Share.Depth.ROWS)

    everything = nora.get(f"{shared}lines/?treatment=all").context
    assert "excluded" not in {line.treatment for line in everything["lines"]}
    assert "Left out" not in {tab["title"] for tab in everything["tabs"]}
    assert nora.get(f"{shared}lines/?treatment=excluded").context["selection"].lines == 0
    assert "treatment=excluded" not in nora.get(f"{shared}?by=gaps").content.decode()


def test_a_share_that_has_ended_shows_nothing(
    shared: str, nora: Client, vik: Organisation, network: Organisation
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    share(vik, network, depth=Share.Depth.ROWS, valid_from=yesterday, valid_to=yesterday)

    assert nora.get(shared).status_code == 404


def test_what_is_shared_cannot_be_calculated(
    shared: str, nora: Client, vik: Organisation, network: Organisation
) -> None:
    share(vik, network, depth=Share.Depth.ROWS)

    assert nora.get(shared).context["may_calculate"] is False
    assert nora.post("/o/natverk/footprints/calculate", {"year": "2024", "factor_set": "no-snac"}).status_code == 422
