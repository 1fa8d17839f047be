"""Bids: seen by the team alone, registered after opening, checked, and brought in from Excel all or none."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import AskedRequirement, Bid, Part, Participant, Procurement
from procurement.services.lots import add_lot
from procurement.services.procurements import name_buyers
from tests.factories.bids import make_bid, make_opened
from tests.factories.cast import Cast
from tests.factories.contracts import award_opened

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
Opened = tuple[Procurement, AskedRequirement, AskedRequirement]


@pytest.fixture
def opened(cast: Cast) -> Opened:
    """A procurement of Ekby's whose bids are due; Ada is responsible for it."""
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, asked, clause = make_opened(cast.ekby)
        Participant.objects.create(
            organisation=cast.ekby, procurement=procurement, user=cast.ada, part=Part.RESPONSIBLE
        )
    return procurement, asked, clause


def place(procurement: Procurement, rest: str = "", organisation: str = "ekby") -> str:
    return f"/o/{organisation}/procurements/{procurement.uuid}/bids/{rest}"


def typed(opened: Opened, **changes: str) -> dict[str, str]:
    """A bid with an answer to the criterion, points and the two steps of the clause."""
    _procurement, asked, clause = opened
    return {
        "supplier_name": "Nordbuss AS",
        "price": "1 200 000",
        "tonnes": "420,5",
        "state": "received",
        f"answer_{asked.uuid.hex}": "70",
        f"points_{asked.uuid.hex}": "8",
        f"reason_{asked.uuid.hex}": "A third of the bikes are there already.",
        f"step_{clause.uuid.hex}_1": "40",
        f"step_{clause.uuid.hex}_2": "75",
        f"months_{clause.uuid.hex}_2": "12",
        **changes,
    }


def stored(cast: Cast) -> list[Bid]:
    with open_access(access_for_work(cast.ekby.pk)):
        return list(Bid.objects.prefetch_related("answers", "steps").order_by("supplier_name"))


def test_a_bid_is_registered_with_its_answers_and_steps(cast: Cast, client_for: In, opened: Opened) -> None:
    response = client_for(cast.ada).post(place(opened[0], "new/"), typed(opened))
    (bid,) = stored(cast)

    assert response.headers["Location"] == place(opened[0], f"{bid.uuid}/")
    assert (bid.price, bid.tonnes, bid.updated_by) == (Decimal(1_200_000), Decimal("420.5"), cast.ada.name)
    assert [(answer.text, answer.points) for answer in bid.answers.all()] == [("70", Decimal(8))]
    assert [(step.threshold, step.months) for step in bid.steps.all()] == [(Decimal(40), 0), (Decimal(75), 12)]


@pytest.mark.parametrize(
    ("name", "text"),
    [("supplier_name", ""), ("price", "much"), ("price", "0"), ("ladder_level", "9"), ("contact_email", "nobody")],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_lost(
    cast: Cast, client_for: In, opened: Opened, name: str, text: str
) -> None:
    page = client_for(cast.ada).post(place(opened[0], "new/"), typed(opened, **{name: text}))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [name]
    assert b"A third of the bikes" in page.content
    assert stored(cast) == []


def test_an_answer_out_of_bounds_is_refused(cast: Cast, client_for: In, opened: Opened) -> None:
    name = f"answer_{opened[1].uuid.hex}"
    page = client_for(cast.ada).post(place(opened[0], "new/"), typed(opened, **{name: "120"}))
    assert list(page.context["form"].errors) == [name]


def test_more_decimals_than_are_kept_are_refused_at_the_field(cast: Cast, client_for: In, opened: Opened) -> None:
    endless = "33,3333333333333333333333333"
    for field in (f"answer_{opened[1].uuid.hex}", f"step_{opened[2].uuid.hex}_1", "tonnes"):
        page = client_for(cast.ada).post(place(opened[0], "new/"), typed(opened, **{field: endless}))
        assert [len(page.context["form"].errors[name]) for name in page.context["form"].errors] == [1], field
        assert list(page.context["form"].errors) == [field]
        assert "decimal" in str(page.context["form"].errors[field]) or "desimal" in str(
            page.context["form"].errors[field]
        )
    assert stored(cast) == []


def test_what_does_not_meet_what_is_asked_is_told(cast: Cast, client_for: In, opened: Opened) -> None:
    ada, step = client_for(cast.ada), f"step_{opened[2].uuid.hex}_2"
    ada.post(place(opened[0], "new/"), typed(opened, **{step: "50"}))
    (bid,) = stored(cast)

    page = ada.get(place(opened[0], f"{bid.uuid}/"))
    assert [each.is_breach for each in page.context["findings"]] == [True]
    assert [(row["breaches"], row["unanswered"]) for row in ada.get(place(opened[0])).context["rows"]] == [(1, 0)]


def test_a_late_bid_and_one_that_says_nothing_are_told(cast: Cast, client_for: In, opened: Opened) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        late = make_bid(opened[0], received_at=datetime(2025, 4, 15, 10, tzinfo=UTC))
        make_bid(opened[0], "Sørbuss AS")
    ada, english = client_for(cast.ada), {"accept-language": "en"}
    rows = {row["bid"].supplier_name: row for row in ada.get(place(opened[0])).context["rows"]}
    assert [rows[name]["is_late"] for name in ("Nordbuss AS", "Sørbuss AS")] == [True, False]
    assert {row["unanswered"] for row in rows.values()} == {3}, "the criterion, and two steps"
    page = ada.get(place(opened[0]), headers=english)
    assert ("after the deadline" in page.text, "3 not answered" in page.text) == (True, True)
    first = ada.get(place(opened[0], f"{late.uuid}/"), headers=english).context["findings"][0]
    assert first.sentence.startswith("Received on 15 April 2025, after bids were due on 14 April 2025.")


def test_a_bid_is_changed_and_nobody_overwrites(cast: Cast, client_for: In, opened: Opened) -> None:
    ada = client_for(cast.ada)
    ada.post(place(opened[0], "new/"), typed(opened))
    (bid,) = stored(cast)
    address = place(opened[0], f"{bid.uuid}/")
    later = typed(opened, revision="1", price="1 100 000")
    assert ada.post(address, later).status_code == 302

    conflict = ada.post(address, later | {"price": "900 000"})
    assert conflict.status_code == 422
    assert b"900 000" in conflict.content
    assert conflict.context["form"]["revision"].value() == "2"
    assert stored(cast)[0].price == Decimal(1_100_000)
    assert ada.post(address, later | {"revision": "2", "state": "rejected"}).status_code == 422
    said = {"revision": "2", "state": "rejected", "state_because": "Too late."}
    assert ada.post(address, later | said).status_code == 302


def test_others_of_the_lead_read_who_sees_the_bids(cast: Cast, client_for: In, opened: Opened) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        bid = make_bid(opened[0], "Secret AS")
    for person in (cast.bo, cast.eva):
        inside = client_for(person)
        page = inside.get(place(opened[0]))
        assert page.status_code == 200
        assert cast.ada.name in page.context["not_seen"]
        assert b"Secret AS" not in page.content
        refused = [inside.get(place(opened[0], rest)).status_code for rest in (f"{bid.uuid}/", "new/", "import/")]
        assert refused == [404, 404, 404]
        assert inside.post(place(opened[0], "new/"), typed(opened)).status_code == 404


def test_changes_that_all_of_the_lead_read_name_no_supplier(cast: Cast, client_for: In, opened: Opened) -> None:
    client_for(cast.ada).post(place(opened[0], "new/"), typed(opened))
    with open_access(access_for_work(cast.ekby.pk)):
        (change,) = Change.objects.filter(kind="procurement.bid")
    assert change.summary == {"title": opened[0].title}


def test_once_there_are_bids_the_team_alone_changes_itself(cast: Cast, client_for: In, opened: Opened) -> None:
    people = f"/o/ekby/procurements/{opened[0].uuid}/people/"
    frida, ada = client_for(cast.frida), client_for(cast.ada)
    with open_access(access_for_work(cast.ekby.pk)):
        make_bid(opened[0])
    asked = {"person": str(cast.frida.uuid), "part": "evaluator"}
    assert frida.post(f"{people}add/", asked).status_code == 422
    frida.post(f"{people}{cast.ada.uuid}/", {"do": "remove"})
    assert "Nordbuss" not in frida.get(place(opened[0])).content.decode()

    assert ada.post(f"{people}add/", asked).status_code == 302
    assert "Nordbuss" in frida.get(place(opened[0])).content.decode()


def test_a_named_evaluator_writes_whatever_the_role(cast: Cast, client_for: In, opened: Opened) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        Participant.objects.create(organisation=cast.ekby, procurement=opened[0], user=cast.bo, part=Part.EVALUATOR)
    assert client_for(cast.bo).post(place(opened[0], "new/"), typed(opened)).status_code == 302


def test_who_buys_along_sees_bids_after_the_award_alone(cast: Cast, client_for: In, opened: Opened) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        bid = make_bid(opened[0], "Secret AS")
        Bid.objects.filter(pk=bid.pk).update(note="For colleagues")
        name_buyers(opened[0], [cast.granby])
    cilla = client_for(cast.cilla)
    address, own = place(opened[0], organisation="granby"), place(opened[0], f"{bid.uuid}/", "granby")
    assert b"Secret AS" not in cilla.get(address).content
    assert cilla.get(own).status_code == 404

    with open_access(access_for_work(cast.ekby.pk)):
        award_opened(opened[0])
    assert b"Secret AS" in cilla.get(address).content
    assert cilla.get(own).status_code == 200
    assert b"For colleagues" not in cilla.get(own).content
    assert b"For colleagues" in client_for(cast.ada).get(place(opened[0], f"{bid.uuid}/")).content
    assert cilla.post(own, typed(opened, revision="1")).status_code == 404


def test_whoever_runs_it_opens_no_bids_by_moving_its_card(cast: Cast, client_for: In, opened: Opened) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_bid(opened[0], "Secret AS")
        revision = str(Procurement.objects.get().revision)
    eva, moves = client_for(cast.eva), {"stage": "awarded", "revision": revision}
    page = f"/o/ekby/procurements/{opened[0].uuid}/stage/"
    refused = eva.post(page, moves)
    assert (refused.status_code, "hvem som vinner" in refused.content.decode()) == (422, True)
    assert b"Secret AS" not in eva.get(place(opened[0])).content


def test_after_the_award_bids_stay_as_they_are(cast: Cast, client_for: In, opened: Opened) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        bid = make_bid(opened[0])
        award_opened(opened[0])
    ada = client_for(cast.ada)
    assert ada.post(place(opened[0], f"{bid.uuid}/"), typed(opened, revision="1")).status_code == 404
    assert ada.get(place(opened[0], "new/")).status_code == 404


def test_bids_are_sealed_until_they_are_due(cast: Cast, client_for: In, opened: Opened) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        days = {"bids_due_on": date(2199, 1, 1), "first_day": date(2199, 5, 1)}
        Procurement.objects.filter(pk=opened[0].pk).update(**days)
    ada = client_for(cast.ada)
    assert ada.get(place(opened[0])).context["is_due"] is False
    refused = ada.post(place(opened[0], "new/"), typed(opened), headers={"accept-language": "sv"})
    assert (refused.status_code, "1 januari 2199" in refused.content.decode()) == (422, True)
    assert "2199-01-01" not in refused.content.decode()
    assert stored(cast) == []


def test_bids_stand_in_their_lots(cast: Cast, client_for: In, opened: Opened) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        north, south = add_lot(opened[0], title="North"), add_lot(opened[0], title="South")
        make_bid(opened[0], "Nordbuss AS", lot=north)
    ada = client_for(cast.ada)
    assert len(ada.get(place(opened[0])).context["rows"]) == 1
    assert ada.get(place(opened[0], "?lot=2")).context["rows"] == []
    assert ada.get(place(opened[0], "?lot=3")).status_code == 404
    assert ada.post(place(opened[0], "new/?lot=2"), typed(opened)).status_code == 302
    assert {bid.lot_id for bid in stored(cast)} == {north.pk, south.pk}


def test_the_list_takes_the_same_queries_for_one_and_three(
    cast: Cast, client_for: In, opened: Opened, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ada, queries = client_for(cast.ada), 18
    for suppliers in (("Aa",), ("Bb", "Cc")):
        with open_access(access_for_work(cast.ekby.pk)):
            for supplier in suppliers:
                make_bid(opened[0], supplier)
        with django_assert_num_queries(queries):
            ada.get(place(opened[0]))


# Bids from Excel


def workbook(rows: list[list[Any]]) -> BytesIO:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    stream.seek(0)
    stream.name = "bids.xlsx"
    return stream


def titles(opened: Opened) -> list[str]:
    _procurement, asked, clause = opened
    first = f"{clause.code} step 1 (%)", f"{clause.code} step 2 (%)"
    return ["Supplier", "Price without VAT (SEK)", f"{asked.code} {asked.title} (%)", *first]


def hand_over(client: Client, opened: Opened, rows: Any) -> Any:
    return client.post(place(opened[0], "import/"), {"file": workbook(rows)}, headers={"accept-language": "en"})


def test_the_template_can_be_filled_in_and_handed_over(cast: Cast, client_for: In, opened: Opened) -> None:
    ada = client_for(cast.ada)
    sheet = ada.get(place(opened[0], "template.xlsx"))
    assert sheet.headers["Content-Type"].endswith("spreadsheetml.sheet")
    empty = BytesIO(sheet.content)
    empty.name = "bids.xlsx"
    assert ada.post(place(opened[0], "import/"), {"file": empty}).status_code == 422  # no row below the titles


def test_a_sheet_is_looked_at_before_it_is_registered(cast: Cast, client_for: In, opened: Opened) -> None:
    ada = client_for(cast.ada)
    rows = [titles(opened), ["Nordbuss AS", 1_200_000, 70, 40, 75], ["Sørbuss AS", "1 100 000", "62,5 %", 40, None]]
    page = hand_over(ada, opened, rows)
    assert (page.status_code, page.context["found"].problems) == (200, ())
    assert stored(cast) == []

    assert ada.post(place(opened[0], "import/"), {"rows": page.context["rows"]}).status_code == 302
    north, south = stored(cast)
    assert [step.threshold for step in north.steps.all()] == [Decimal(40), Decimal(75)]
    assert [answer.text for answer in south.answers.all()] == ["62.5"]
    assert (south.price, len(south.steps.all())) == (Decimal(1_100_000), 1)


def test_bad_cells_are_named_and_nothing_is_registered(cast: Cast, client_for: In, opened: Opened) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_bid(opened[0], "Vestbuss AS")
    rows = [
        titles(opened),
        ["Nordbuss AS", "much", 120, "high", 75],
        ["", 1_000_000, 50, 40, 60],
        ["nordbuss as", 900_000, "", 40, 60],
        ["Nordbuss AS", 900_000, "", 40, 60],
        ["Vestbuss AS", 900_000, "", 40, 60],
        ["Fin AS", 900_000, 50, 40, 60],
    ]
    page = hand_over(client_for(cast.ada), opened, rows)
    found = [(each.row, each.column) for each in page.context["found"].problems]

    _supplier, price, answer, step, _last = titles(opened)
    assert page.status_code == 422
    assert found == [(2, price), (2, answer), (2, step), (3, "Supplier"), (5, "Supplier"), (6, "Supplier")]
    assert all(each.sentence for each in page.context["found"].problems)
    assert len(stored(cast)) == 1


def test_a_share_that_excel_keeps_as_a_fraction_is_asked_about(cast: Cast, client_for: In, opened: Opened) -> None:
    rows = [titles(opened), ["Nordbuss AS", 900_000, 0.7, 1, 75], ["Sørbuss AS", 900_000, "0,7 %", 40, 60]]
    page = hand_over(client_for(cast.ada), opened, rows)
    _supplier, _price, answer, step, _last = titles(opened)
    assert [(each.row, each.column) for each in page.context["found"].problems] == [(2, answer), (2, step)]


@pytest.mark.parametrize(
    ("change", "columns"),
    [(lambda head: head[:1], ["Price without VAT (SEK)"]), (lambda head: [*head, "Colour"], ["Colour"]),
     (lambda head: [*head, head[0]], ["Supplier"])],
    ids=["missing", "unknown", "twice"],
)  # fmt: skip
def test_columns_that_do_not_fit_are_named(
    cast: Cast, client_for: In, opened: Opened, change: Callable[[list[str]], list[str]], columns: list[str]
) -> None:
    page = hand_over(client_for(cast.ada), opened, [change(titles(opened)), ["Nordbuss AS", 1]])
    assert [each.column for each in page.context["found"].problems] == columns


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"supplier;price"])
def test_what_is_no_workbook_is_refused_with_a_remedy(
    cast: Cast, client_for: In, opened: Opened, content: bytes
) -> None:
    stream = BytesIO(content)
    stream.name = "bids.xlsx"
    page = client_for(cast.ada).post(place(opened[0], "import/"), {"file": stream})
    assert page.status_code == 422
    assert page.context["refused"]


def test_rows_that_were_not_looked_at_here_are_refused(cast: Cast, client_for: In, opened: Opened) -> None:
    assert client_for(cast.ada).post(place(opened[0], "import/"), {"rows": "made-up"}).status_code == 422
    assert stored(cast) == []
