"""Bonus and penalty: reckoned with its arithmetic, decided by a person once, saved to invoice from."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from follow_up.models import PriceClaim
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role, User
from procurement.models import Obligation, ObligationStep
from tests.factories.cast import Cast
from tests.factories.follow_up import make_deviation, make_followed, make_obligation
from tests.factories.organisations import make_member

pytestmark = pytest.mark.django_db
HOME = "/o/ekby/follow-up/price-claims/"
PERIOD = {"period_from": "2026-03-01", "period_to": "2026-08-31"}
In = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _in_english(cast: Cast) -> None:
    User.objects.filter(pk__in=[cast.ada.pk, cast.bo.pk, cast.frida.pk]).update(language="en")


def inside(cast: Cast) -> Any:
    return open_access(access_for_work(cast.ekby.pk))


def with_clause(cast: Cast, effect: str, amount: str | None = None, kind: str = "penalty") -> Obligation:
    with inside(cast):
        obligation = make_obligation(make_followed(cast.ekby))
        said = {kind: effect, f"{kind}_amount": Decimal(amount) if amount else None}
        ObligationStep.objects.filter(obligation=obligation, number=1).update(**said)
        return obligation


def reckoned(cast: Cast, client: Client, obligation: Obligation, kind: str = "penalty", **typed: str) -> PriceClaim:
    address = f"{HOME}new/{obligation.uuid}/1/{kind}/"
    assert client.get(address).status_code == 200
    sent = client.post(address, {**PERIOD, **typed})
    assert sent.status_code == 302, sent.content.decode()
    with inside(cast):
        return PriceClaim.objects.select_related("contract").order_by("-pk")[0]


def text_of(answer: Any) -> str:
    return str(answer.content.decode()).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("effect", "amount", "typed", "expected"),
    [
        ("fixed", "10000", {"value": "40"}, "10000.00"),
        ("per_unit", "1000", {"value": "42.5", "counted": "started"}, "8000.00"),
        ("per_unit", "1000", {"value": "42.5", "counted": "exact"}, "7500.00"),
        ("share", "2", {"value": "40", "period_value": "1000000"}, "20000.00"),
        ("share", "2", {"value": "40", "period_value": "1 000 000", "cap": "5 000"}, "5000.00"),
        ("share", "2", {"value": "50", "period_value": "1000000"}, "0.00"),
        (
            "ladder",
            None,
            {"awarded_level": "5", "awarded_discount": "50000", "achieved_level": "3", "achieved_discount": "20000"},
            "45000.00",
        ),
        (
            "ladder",
            None,
            {
                "awarded_level": "5",
                "awarded_discount": "10",
                "achieved_level": "0",
                "in_percent": "on",
                "bid_price": "1000000",
            },
            "150000.00",
        ),
    ],
)
def test_a_clause_is_reckoned_with_its_arithmetic(
    cast: Cast, client_for: In, effect: str, amount: str | None, typed: dict[str, str], expected: str
) -> None:
    client = client_for(cast.ada)
    claim = reckoned(cast, client, with_clause(cast, effect, amount), **typed)

    assert claim.amount == Decimal(expected)
    page = client.get(f"{HOME}{claim.uuid}/")
    assert page.context["arithmetic"]
    assert not page.context["missing"]


@pytest.mark.parametrize(
    ("effect", "typed", "sentence"),
    [
        ("share", {"value": "40"}, "The value of the contract in the period is not known"),
        ("share", {"period_value": "10"}, "Nobody has found out whether the step is kept"),
        ("per_unit", {"value": "40"}, "Say whether a unit that is begun counts"),
        ("ladder", {"awarded_level": "5"}, "The discounts of the ladder are not known"),
        ("ladder", {"awarded_level": "5", "awarded_discount": "9"}, "achieved on the ladder is not known"),
    ],
)
def test_what_is_missing_is_told_and_gives_no_amount(
    cast: Cast, client_for: In, effect: str, typed: dict[str, str], sentence: str
) -> None:
    client = client_for(cast.ada)
    claim = reckoned(cast, client, with_clause(cast, effect, "2"), **typed)

    assert claim.amount is None
    assert sentence in text_of(client.get(f"{HOME}{claim.uuid}/"))
    refused = client.post(f"{HOME}{claim.uuid}/decide/", {"do": "claim", "revision": "1"})
    assert (refused.status_code, "There is no amount to invoice" in text_of(refused)) == (422, True)


def test_a_person_decides_once_and_who_is_second_is_told(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)
    claim = reckoned(cast, client, with_clause(cast, "share", "2"), value="40", period_value="1000000")
    address = f"{HOME}{claim.uuid}/"
    for words in ("Penalty: 2 %", "at least 50 %", "40 %", "SEK 1,000,000.00"):
        assert f"<dd>{words}" in text_of(client.get(address))
    changed = client.post(f"{address}reckon/", {**PERIOD, "value": "40", "period_value": "500000", "revision": "1"})
    assert changed.status_code == 302
    late = client_for(cast.frida).post(f"{address}decide/", {"do": "claim", "revision": "1"})
    assert (late.status_code, "Somebody else changed this" in text_of(late)) == (409, True)

    unsaid = client.post(f"{address}decide/", {"do": "waive", "because": " ", "revision": "2"})
    assert (unsaid.status_code, "Say why it is waived" in text_of(unsaid)) == (422, True)
    assert client.post(f"{address}decide/", {"do": "claim", "revision": "2"})["Location"] == address
    with inside(cast):
        claim.refresh_from_db()
    assert (claim.state, claim.amount, claim.decided_by) == ("claimed", Decimal("10000.00"), cast.ada.name)
    again = client.post(f"{address}decide/", {"do": "waive", "because": "x", "revision": "3"})
    assert (again.status_code, "decided already" in text_of(again)) == (422, True)


def test_only_who_may_decide_decides(cast: Cast, client_for: In) -> None:
    claim = reckoned(cast, client_for(cast.ada), with_clause(cast, "fixed", "5"), value="40")
    address = f"{HOME}{claim.uuid}/decide/"
    assert client_for(cast.bo).post(address, {"do": "claim", "revision": "1"}).status_code == 404

    leader = make_member("Only leader", cast.ekby, Role.LEADER)
    assert client_for(leader).post(address, {"do": "claim", "revision": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"period_from": "", "period_to": ""}, "Say for which period"),
        ({"period_to": "2026-01-01"}, "ends before it begins"),
        ({"period_to": "2199-01-01"}, "has not ended yet"),
        ({"period_from": "2020-01-01", "period_to": "2020-02-01"}, "does not hold in this period"),
        ({"value": "many"}, "id_value"),
    ],
)
def test_a_period_that_cannot_be_is_refused(cast: Cast, client_for: In, typed: dict[str, str], sentence: str) -> None:
    obligation = with_clause(cast, "fixed", "5")
    refused = client_for(cast.ada).post(f"{HOME}new/{obligation.uuid}/1/penalty/", {**PERIOD, **typed})

    assert (refused.status_code, sentence in text_of(refused)) == (422, True)
    with inside(cast):
        assert not PriceClaim.objects.exists()


def test_one_level_of_the_ladder_has_one_discount(cast: Cast, client_for: In) -> None:
    obligation, client = with_clause(cast, "ladder"), client_for(cast.ada)
    levels = {"awarded_level": "3", "awarded_discount": "700000", "achieved_level": "3"}
    typed = {**PERIOD, **levels, "achieved_discount": "400000"}
    refused = client.post(f"{HOME}new/{obligation.uuid}/1/penalty/", typed)

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["achieved_discount"])
    assert "Level 3 cannot have two discounts" in text_of(refused)
    with inside(cast):
        assert not PriceClaim.objects.exists()
    assert reckoned(cast, client, obligation, **levels, achieved_discount="700000").amount == 0


def test_a_period_is_claimed_once(cast: Cast, client_for: In) -> None:
    client, obligation = client_for(cast.ada), with_clause(cast, "fixed", "5")
    claim = reckoned(cast, client, obligation, value="40")
    address = f"{HOME}new/{obligation.uuid}/1/penalty/"
    twice = client.post(address, {**PERIOD, "value": "40"})
    assert (twice.status_code, "reckoned for a part of the period already" in text_of(twice)) == (422, True)

    client.post(f"{HOME}{claim.uuid}/decide/", {"do": "waive", "because": "Force majeure", "revision": "1"})
    assert client.post(address, {**PERIOD, "value": "40"}).status_code == 302


def test_the_list_is_saved_to_invoice_from(cast: Cast, client_for: In) -> None:
    client = client_for(cast.bo)
    assert "Nothing is reckoned yet" in text_of(client.get(HOME))
    reckoned(cast, client_for(cast.ada), with_clause(cast, "share", "2"), value="40", period_value="1000000")
    assert "1 waits for somebody to decide." in text_of(client.get(HOME))
    assert client.get(f"{HOME}?state=x&kind=y&q=%00&page=7").status_code == 200

    saved = b"".join(client.get(f"{HOME}price-claims.csv").streaming_content).decode()  # type: ignore[attr-defined]
    for words in ("Varelevering 2026", "Nordbygg AS", "974760673", "20000.00", "1,000,000 × 2 / 100", "2026-08-31"):
        assert words in saved, words


def test_a_deviation_brings_what_it_measured(cast: Cast, client_for: In) -> None:
    obligation = with_clause(cast, "fixed", "5")
    with inside(cast):
        deviation = make_deviation(cast.ekby, obligation=obligation, found_on=date(2026, 8, 1))
    client = client_for(cast.ada)
    address = f"{HOME}new/{obligation.uuid}/1/penalty/?deviation={deviation.uuid}"
    assert f"?deviation={deviation.uuid}" in text_of(client.get(f"/o/ekby/follow-up/deviations/{deviation.uuid}/"))
    assert client.get(address).context["form"].initial["value"] == Decimal(40)
    client.post(address, {**PERIOD, "value": "40"})

    with inside(cast):
        assert PriceClaim.objects.get().deviation == deviation
    assert client.get(f"{HOME}new/{obligation.uuid}/2/penalty/").status_code == 404
    assert client.get(f"{HOME}new/{obligation.uuid}/1/bonus/").status_code == 404
    assert client.get(f"{HOME}new/{obligation.uuid}/1/gift/").status_code == 404
