"""The list is searched, narrowed, sorted and saved."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from organisations.models import User
from tests.factories.cast import Cast
from tests.factories.procurements import make_planned

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
LIST = "/o/ekby/procurements/"


@pytest.fixture
def three(cast: Cast) -> None:
    """School transport of Ada's, cleaning and food of nobody's."""
    with open_access(access_for_work(cast.ekby.pk)):
        with acting(Actor(cast.ada.name, cast.ada.pk)):
            make_planned(cast.ekby)
        make_planned(
            cast.ekby,
            title="Renhold",
            description="Skoler og barnehager",
            case_number="27/9",
            category="",
            value=None,
            bids_due_on=date(2027, 3, 12),
        )
        make_planned(cast.ekby, title="Mat", case_number="", category="food", value=Decimal(99_000_000), first_day=None)


def titles(client: Client, query: str) -> list[str]:
    return [each.title for each in client.get(f"{LIST}{query}").context["page"]]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=skole", {"Skoleskyss 2027", "Renhold"}),
        ("?q=skole+renhold", {"Renhold"}),
        ("?q=27/9", {"Renhold"}),
        ("?q=%25", set()),
        ("?area=food", {"Mat"}),
        ("?area=transport", {"Skoleskyss 2027"}),
        ("?area=transport.passenger", {"Skoleskyss 2027", "Renhold", "Mat"}),  # no area: it narrows nothing
        ("?mine=1", {"Skoleskyss 2027"}),
        ("?stage=tender", set()),
        ("?stage=nonsense&sort=nonsense&area=%00", {"Skoleskyss 2027", "Renhold", "Mat"}),
    ],
)
def test_what_is_looked_for_is_found(cast: Cast, client_for: In, query: str, expected: set[str]) -> None:
    assert set(titles(client_for(cast.ada), query)) == expected


def test_what_fits_best_comes_first(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for title, description, number in (
            ("27/9", "", "26/1"),
            ("Kantine", "", "27/9"),
            ("Renhold av kantine", "", "27/91"),
            ("Renhold av skoler", "Også kantine og 27/9", "26/2"),
            ("Vinduer", "Renhold av kantine 27/9", "26/3"),
        ):
            make_planned(cast.ekby, title=title, description=description, case_number=number)
    ada = client_for(cast.ada)

    found = titles(ada, "?q=kantine+renhold")
    assert found == ["Renhold av kantine", "Renhold av skoler", "Vinduer"]
    assert titles(ada, "?q=27/9")[:2] == ["Kantine", "27/9"]
    assert titles(ada, "?q=kantine+renhold&sort=title") == sorted(found)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", ["Mat", "Renhold", "Skoleskyss 2027"]),
        ("title", ["Mat", "Renhold", "Skoleskyss 2027"]),
        ("bids", ["Renhold", "Mat", "Skoleskyss 2027"]),
        ("begins", ["Renhold", "Skoleskyss 2027", "Mat"]),
        ("value", ["Mat", "Skoleskyss 2027", "Renhold"]),
    ],
)
def test_the_list_is_sorted_and_what_is_missing_stands_last(
    cast: Cast, client_for: In, order: str, expected: list[str]
) -> None:
    assert titles(client_for(cast.ada), f"?sort={order}") == expected


@pytest.mark.usefixtures("three")
def test_chips_count_everything_and_take_themselves_away(cast: Cast, client_for: In) -> None:
    context = client_for(cast.ada).get(f"{LIST}?area=food&q=mat").context

    assert [(chip["count"], chip["current"]) for chip in context["areas"]] == [(1, True), (1, False)]
    assert [chip["address"] for chip in context["areas"] if chip["current"]] == ["?q=mat"]
    assert [chip["count"] for chip in context["mine"]] == [1]


@pytest.mark.usefixtures("three")
def test_nothing_found_says_what_to_do(cast: Cast, client_for: In) -> None:
    text = client_for(cast.ada).get(f"{LIST}?q=zzz").content.decode()

    assert f'href="{LIST}"' in text
    assert "<table" not in text


@pytest.mark.usefixtures("three")
def test_the_list_is_saved_as_it_is_narrowed(cast: Cast, client_for: In) -> None:
    bo = client_for(cast.bo)
    sheet = load_workbook(BytesIO(bo.get(f"{LIST}procurements.xlsx?sort=value").getvalue())).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["Mat", "Skoleskyss 2027", "Renhold"]
    assert [row[6] for row in rows[1:]] == [99_000_000, 12_000_000, None]

    lines = bo.get(f"{LIST}procurements.csv?q=27/9").getvalue().decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Renhold;") or lines[1].startswith("Renhold,")


@pytest.mark.usefixtures("three")
def test_a_search_by_htmx_answers_with_the_part_that_changes(cast: Cast, client_for: In) -> None:
    text = client_for(cast.ada).get(f"{LIST}?q=mat", headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in text
    assert 'id="procurements-found"' in text
