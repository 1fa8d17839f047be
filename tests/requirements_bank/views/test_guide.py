"""The guided path: words understood, everything in the address, a set with reasons, a basket at the end."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation, User
from organisations.reference.categories import category_leaves
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.proportionality import LEVELS, Purchase, findings_of
from requirements_bank.forms.money import MoneyField
from requirements_bank.models import Basket
from requirements_bank.queries.guided_set import guided_sets
from requirements_bank.queries.limits import shipped_limits
from requirements_bank.queries.purchases import understood_purchase
from requirements_bank.services.load_shipped import load_shipped_bank
from tests.factories.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_bank")]
GUIDE = "/o/ekby/requirements/guide/"
In = Callable[[User], Client]
ANSWERS = "q=skoleskyss&value=12+mill&months=48&country=NO&category=transport.passenger"


@pytest.fixture(scope="module")
def shipped_bank(module_transaction: None) -> None:  # noqa: ARG001 - undone with it
    load_shipped_bank()


@pytest.fixture
def ada_s(cast: Cast, client_for: In) -> Client:
    return client_for(cast.ada)


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("skoleskyss", "transport.passenger"),
        ("Skolskjuts 2027", "transport.passenger"),
        ("60130000-8", "transport.passenger"),
        ("kontormøbler", "furnishing.furniture"),
        ("laptops", "it.computers"),
        ("vintervedlikehold av veier", "maintenance.roads"),
        ("mat", "food.mixed"),
        ("el", "energy.electricity"),
        ("bygge ny barnehage", "construction.buildings"),
        ("datamaskner", "it.computers"),
    ],
)
def test_words_and_codes_are_understood(words: str, category: str) -> None:
    found = [each.category for each in understood_purchase(words)]
    assert category in found[:2], found


def test_nonsense_is_not_understood() -> None:
    assert understood_purchase("xyzzy qwrtp") == []


def test_the_first_step_shows_what_the_words_were_understood_as(ada_s: Client) -> None:
    page = ada_s.get(f"{GUIDE}?q=skoleskyss&value=12+mill&months=48&country=NO").content.decode()

    assert "Persontransport og skoleskyss" in page
    assert 'value="transport.passenger"' in page
    assert 'value="12 mill"' in page


@pytest.mark.parametrize(
    "query", ["q=x&value=mye&months=48&country=NO", "q=x&value=-1&months=0&country=XX", "value=&months=&country="]
)
def test_answers_that_make_no_sense_are_named_and_kept(cast: Cast, client_for: In, query: str) -> None:
    page = client_for(cast.ada).get(f"{GUIDE}?{query}&category=food.mixed&level=basic").content.decode()

    assert "error-summary" in page


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("2 500 000", 2_500_000), ("2,5 mill", 2_500_000), ("2.5 million", 2_500_000), ("1.000.000 kr", 1_000_000)],
)
def test_amounts_are_read_as_people_write_them(typed: str, amount: int) -> None:
    assert MoneyField().clean(typed) == amount


@pytest.mark.parametrize(
    "typed", ["mye", "-1", "1e999", "1e999999", "1e999999 mill", "NaN", "2,5,5", "", "10000000000000"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)


def test_the_second_step_says_what_each_level_means_here(ada_s: Client) -> None:
    page = ada_s.get(f"{GUIDE}?{ANSWERS}").content.decode()

    assert page.count('name="level"') == 3
    assert "timer oppfølging i året" in page


def test_the_set_has_reasons_for_what_is_in_and_what_is_not(ada_s: Client) -> None:
    page = ada_s.get(f"{GUIDE}?{ANSWERS}&level=advanced").content.decode()

    assert "TRA-006" in page
    assert "Derfor er det med:" in page
    assert "TRA-005" in page
    assert "Handler om det samme som TRA-006" in page


def test_one_can_go_back_and_nothing_is_forgotten(ada_s: Client) -> None:
    for step in ("1", "2"):
        page = ada_s.get(f"{GUIDE}?{ANSWERS}&level=advanced&step={step}").content.decode()
        assert 'value="12 mill"' in page
        assert "transport.passenger" in page


def test_what_is_ticked_goes_into_a_basket(ada_s: Client, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        purchase = Purchase("transport.passenger", Decimal(12_000_000), 48, "NO")
        guided = guided_sets(cast.ekby, purchase, LEVELS, date(2026, 9, 1))
        versions = [guided.versions[each.candidate.key] for each in guided.sets[LEVELS[1]].chosen]
    data = {"q": "skoleskyss", "value": "12 mill", "months": "48", "country": "NO", "category": "transport.passenger"}
    answer = ada_s.post(GUIDE, {**data, "version": [*(str(version.uuid) for version in versions[:2]), "nonsense"]})
    with open_access(access_for_work(cast.ekby.pk)):
        basket = Basket.objects.get()
        codes = [item.code for item in basket.items.order_by("position")]

    assert answer["Location"] == f"/o/ekby/requirements/baskets/{basket.uuid}/"
    assert (basket.name, basket.category, basket.months) == ("Skoleskyss", "transport.passenger", 48)
    assert codes == [version.requirement.code for version in versions[:2]]


def test_the_country_of_the_purchase_goes_with_it(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)  # of a Swedish organisation
    data = {"q": "skoleskyss", "value": "12 mill", "months": "48", "country": "NO", "category": "transport.passenger"}
    client.post(GUIDE, data)
    with open_access(access_for_work(cast.ekby.pk)):
        basket = Basket.objects.get()

    assert (basket.country, basket.currency) == ("NO", "NOK")
    for level in ("", "&level=basic"):
        assert "12\u202f000\u202f000\u00a0kr" in client.get(f"{GUIDE}?{ANSWERS}{level}").content.decode()
    home = client.get(f"{GUIDE}?{ANSWERS.replace('country=NO', 'country=SE')}").content.decode()
    assert "12\u202f000\u202f000\u00a0SEK" in home


def test_the_open_step_is_marked_and_those_before_lead_back(ada_s: Client) -> None:
    page = ada_s.get(f"{GUIDE}?{ANSWERS}&level=basic").content.decode()
    steps = page.partition('class="guide-steps"')[2].partition("</ol>")[0]

    assert steps.count('aria-current="step"') == 1
    assert steps.count("<a href=") == 2


def test_a_reader_sees_the_set_and_makes_no_basket(ada_s: Client, cast: Cast, client_for: In) -> None:
    reader = client_for(cast.bo)

    assert reader.get(f"{GUIDE}?{ANSWERS}&level=basic").status_code == 200
    assert reader.post(GUIDE, {"q": "skoleskyss"}).status_code == 404
    assert ada_s.get(GUIDE).status_code == 200


def test_for_every_category_and_size_the_set_holds_what_it_promises(at_work_in_ekby: Organisation) -> None:
    shipped, filled = shipped_limits(), 0
    for category in list(category_leaves())[::4]:
        for value in (300_000, 12_000_000):
            guided = guided_sets(
                at_work_in_ekby, Purchase(category, Decimal(value), 48, "NO"), LEVELS, date(2026, 9, 1)
            )
            for level, made in guided.sets.items():
                contents = [
                    content_of(version.content, version.content_hash)
                    for version in (guided.versions[each.candidate.key] for each in made.chosen)
                ]
                codes = {found.code for found in findings_of(contents, guided.limits, shipped.rates)}
                assert codes <= ({"market_not_ready"} if level == "spearhead" else set()), (category, value, level)
                filled += bool(contents)
    assert filled > 20


def test_other_words_let_go_of_the_category_that_was_chosen_before(cast: Cast, client_for: In) -> None:
    answers = "value=12+mill&months=48&country=NO&category=transport.passenger&asked=skoleskyss"
    page = client_for(cast.ada).get(f"{GUIDE}?{answers}&q=laptops").content.decode()

    assert 'name="q"' in page
    assert 'value="it.computers"' in page


def test_nothing_said_is_asked_for(cast: Cast, client_for: In) -> None:
    page = client_for(cast.ada).get(f"{GUIDE}?value=12+mill&months=48&country=NO").content.decode()

    assert "Skriv hva dere kjøper" in page


def test_an_unsure_guess_is_not_chosen_and_the_whole_list_stays(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)
    asked = f"{GUIDE}?q=barnehage&value=12+mill&months=48&country=NO"
    page = client.get(asked).content.decode()

    assert 'value="services.childcare"' in page
    assert " checked" not in page
    assert 'name="any_category"' in page
    assert '<option value="maintenance.cleaning"' in page
    assert "error-summary" not in page
    again = client.get(f"{asked}&asked=barnehage").content.decode()
    assert "Velg hva det er" in again
    chosen = client.get(f"{asked}&asked=barnehage&any_category=maintenance.cleaning").content.decode()
    assert "Renholdstjenester" in chosen
    assert 'aria-current="step">Hvor langt' in chosen


def test_a_sure_guess_is_chosen_beforehand(cast: Cast, client_for: In) -> None:
    page = client_for(cast.ada).get(f"{GUIDE}?q=vaktmester&value=12+mill&months=48&country=NO").content.decode()

    assert re.search(r'value="maintenance.buildings"[^>]* checked', page)


def test_the_first_step_asks_for_one_of_two(cast: Cast, client_for: In) -> None:
    page = client_for(cast.ada).get(GUIDE).content.decode()

    assert "Fyll ut ett av disse to" in page
    assert "(valgfritt)" not in page
