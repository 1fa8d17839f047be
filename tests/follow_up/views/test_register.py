"""The register shows everything that is promised, narrowed, grouped, changed and saved as people choose."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from follow_up.models import ObligationCare, ResultSource, SavedView
from follow_up.queries.own_wordings import MOST_COUNTED
from follow_up.services.note_deviation import Found, note_deviation
from follow_up.services.note_result import Finding, note_result
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Contract, Obligation
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
REGISTER = "/o/ekby/follow-up/register/"


@pytest.fixture
def contract(cast: Cast) -> Contract:
    """Deliveries that rise, and a wage clause on which a deviation is open."""
    today = timezone.localdate()
    with open_access(access_for_work(cast.ekby.pk)):
        contract = make_followed(cast.ekby, number="A-17")
        rises = make_obligation(contract)
        wages = make_obligation(contract, "Wage conditions", steps=(), themes=["social"])
        note_result(rises, Finding(on=today, is_kept=True, source=ResultSource.CONTROL, value=Decimal(64), unit="%"))
        note_deviation(contract, Found("Two without contracts", "Seen on site", today, obligation=wages))
    return contract


def text_of(client: Client, query: str = "") -> str:
    return client.get(f"{REGISTER}{query}").content.decode()


@pytest.mark.usefixtures("contract")
def test_register_says_what_is_kept_and_what_is_not(client_for: In, bo: User) -> None:
    page = text_of(client_for(bo))

    assert "1 are kept, 1 are not, and of 0 nobody knows." in page
    assert page.index("Wage conditions") < page.index("Emission-free deliveries")
    assert "at least 50\u00a0%" in page
    assert "measured 64\u00a0%" in page


@pytest.mark.usefixtures("contract")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=not_kept", ["Wage conditions"]),
        ("?theme=climate", ["Emission-free deliveries"]),
        ("?q=a-17+wage", ["Wage conditions"]),
        ("?checked=never", ["Wage conditions"]),
        ("?proof=good", []),
        ("?deviations=1", ["Wage conditions"]),
        ("?supplier=Nordbygg+AS", ["Wage conditions", "Emission-free deliveries"]),
        ("?requirement=TRA-001", []),
        ("?contract=nonsense&person=nonsense&version=x", ["Wage conditions", "Emission-free deliveries"]),
    ],
)
def test_register_narrows_down(client_for: In, bo: User, query: str, found: list[str]) -> None:
    response = client_for(bo).get(f"{REGISTER}{query}")

    assert [row.head.text for row in response.context["rows"]] == found


@pytest.mark.usefixtures("contract")
@pytest.mark.parametrize("by", ["contract", "supplier", "theme", "state", "requirement", "category", "person"])
def test_groups_hold_everything_and_lead_to_it(client_for: In, bo: User, by: str) -> None:
    client = client_for(bo)

    groups = client.get(f"{REGISTER}?group={by}").context["page"].object_list

    assert sum(group.group.total for group in groups) == 2
    for group in groups:
        rows = client.get(f"{REGISTER}{group.address}").context["rows"]
        assert len(rows) == group.group.total


@pytest.mark.usefixtures("contract")
def test_export_holds_every_field(client_for: In, bo: User) -> None:
    response = client_for(bo).get("/o/ekby/follow-up/register.csv")
    content = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined] # streamed

    rows = list(csv.DictReader(StringIO(content)))

    assert [row["Obligation"] for row in rows] == ["Wage conditions", "Emission-free deliveries"]
    assert rows[1]["All steps"].startswith("2026-03-01: at least 50\u00a0%; 2028-03-01: at least 70\u00a0%")
    assert (rows[1]["Newest value"], rows[1]["Contract number"], rows[1]["Unit"]) == ("64.0000", "A-17", "%")


def test_several_are_changed_at_once(contract: Contract, client_for: In, ada: User) -> None:
    with open_access(access_for_work(contract.organisation_id)):
        those = [str(uuid) for uuid in Obligation.objects.filter(contract=contract).values_list("uuid", flat=True)]
    sent = {"obligation": those, "person": str(ada.uuid), "add_theme": "delivery", "query": "q=a-17"}

    response = client_for(ada).post(f"{REGISTER}edit/", sent)

    assert response["Location"] == f"{REGISTER}?q=a-17"
    with open_access(access_for_work(contract.organisation_id)):
        assert set(ObligationCare.objects.values_list("person__name", flat=True)) == {"Ada Ask"}
        assert all("delivery" in each.themes for each in Obligation.objects.filter(contract=contract))


@pytest.mark.parametrize("nothing", [{}, {"add_theme": "food", "take_theme": "food"}, {"person": "somebody"}])
def test_what_was_ticked_stays_when_it_cannot_be_written(
    contract: Contract, client_for: In, ada: User, nothing: dict[str, str]
) -> None:
    with open_access(access_for_work(contract.organisation_id)):
        ticked = str(Obligation.objects.get(contract=contract, title="Wage conditions").uuid)
    client = client_for(ada)
    page = client.post(f"{REGISTER}edit/", {"obligation": [ticked], "query": "q=a-17", **nothing}, follow=True)

    assert [row.head.text for row in page.context["rows"] if row.key in page.context["ticked"]] == ["Wage conditions"]
    assert f'value="{ticked}" checked' in page.content.decode()
    assert page.context["query"] == "q=a-17"


def test_the_contracts_manager_looks_after_what_nobody_else_does(contract: Contract, client_for: In, ada: User) -> None:
    with open_access(access_for_work(contract.organisation_id)):
        Contract.objects.filter(pk=contract.pk).update(manager=ada)
    client = client_for(ada)
    groups = client.get(f"{REGISTER}?group=person").context["page"].object_list

    assert [(each.name, each.group.total) for each in groups] == [("Ada Ask", 2)]
    assert len(client.get(f"{REGISTER}?person={ada.uuid}").context["rows"]) == 2
    assert len(client.get(f"{REGISTER}?person=nobody").context["rows"]) == 0
    assert "Ada Ask" in text_of(client, "?column=person")


@pytest.mark.usefixtures("contract")
def test_reader_changes_nothing(client_for: In, bo: User) -> None:
    assert client_for(bo).post(f"{REGISTER}edit/", {"all": "1", "note": "x"}).status_code == 404


def test_neighbours_obligations_are_not_changed(contract: Contract, client_for: In, cilla: User) -> None:
    with open_access(access_for_work(contract.organisation_id)):
        uuid = Obligation.objects.filter(contract=contract).values_list("uuid", flat=True)[0]

    client_for(cilla).post("/o/granby/follow-up/register/edit/", {"obligation": [str(uuid)], "add_theme": "food"})

    with open_access(access_for_work(contract.organisation_id)):
        assert "food" not in Obligation.objects.get(uuid=uuid).themes


def test_view_is_kept_and_taken_away(contract: Contract, client_for: In, ada: User, bo: User) -> None:
    client_for(ada).post(f"{REGISTER}views/", {"name": "Wages", "everybody": "1", "query": "theme=social&column=state"})
    with open_access(access_for_work(contract.organisation_id)):
        view = SavedView.objects.get()

    page = text_of(client_for(bo))
    assert "?theme=social&amp;column=state" in page
    assert client_for(bo).post(f"{REGISTER}views/{view.uuid}/remove/").status_code == 404
    client_for(ada).post(f"{REGISTER}views/{view.uuid}/remove/")
    with open_access(access_for_work(contract.organisation_id)):
        assert not SavedView.objects.exists()


def test_empty_register_says_what_to_do(client_for: In, bo: User) -> None:
    assert "Nothing to follow up yet" in text_of(client_for(bo))


def test_ended_contracts_are_left_out_unless_asked_for(cast: Cast, client_for: In, bo: User) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_obligation(make_followed(cast.ekby, first_day=date(2020, 1, 1), signed_on=date(2019, 12, 1), months=12))
    client = client_for(bo)

    assert [len(client.get(f"{REGISTER}{query}").context["rows"]) for query in ("?q=", "?over=1")] == [0, 1]


@pytest.mark.parametrize("obligations", [1, 3])
def test_register_takes_as_many_queries_for_one_as_for_three(
    cast: Cast, client_for: In, bo: User, obligations: int
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for number in range(obligations):
            make_obligation(make_followed(cast.ekby, title=f"Contract {number}"))
    client = client_for(bo)
    client.get(REGISTER)

    with CaptureQueriesContext(connection) as queries:
        client.get(REGISTER)

    assert len(queries) == 16


def test_very_many_own_words_are_counted_no_further(cast: Cast, client_for: In, bo: User) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        first = make_obligation(make_followed(cast.ekby))
        Obligation.objects.bulk_create(
            Obligation(
                organisation=cast.ekby, contract=first.contract, position=number, kind=first.kind, title="Their own"
            )
            for number in range(100, 100 + MOST_COUNTED + 1)
        )
    page = client_for(bo).get(REGISTER).content.decode()

    assert "More than 1,000 obligations are in the contracts" in page


def test_obligation_tells_what_is_known(contract: Contract, client_for: In, bo: User) -> None:
    with open_access(access_for_work(contract.organisation_id)):
        obligation = Obligation.objects.get(contract=contract, title="Emission-free deliveries")

    page = client_for(bo).get(f"/o/ekby/follow-up/obligations/{obligation.uuid}/").content.decode()

    assert "It is kept: at least 50\u00a0%." in page
    assert "The next step, at least 70\u00a0%, takes effect in" in page
