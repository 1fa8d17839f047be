"""The Finnish municipal chart: what is left out, what is a capital good, which category an account has."""

import pytest

from tests.emissions.calculations.posting_keys import decide, outcome


def fi(account: str, name: str = "", function: str = "") -> dict[str, str]:
    row = {"chart": "fi_kunta", "account": account, "account_name": name, "function": function}
    return {field: value for field, value in row.items() if value}


@pytest.mark.parametrize(
    ("account", "name", "reason"),
    [
        ("1100", "", "land"),
        ("1900", "", "balance_sheet"),
        ("2540", "Ostovelat", "balance_sheet"),
        ("1800", "ALV-saamiset", "vat"),
        ("3005", "", "income"),
        ("5000", "", "income"),
        ("4000", "", "wages"),
        ("4110", "", "pensions"),
        ("4190", "", "social_fees"),
        ("4210", "", "social_fees"),
        ("4445", "", "transfers"),
        ("4742", "", "transfers"),
        ("4670", "", "stock_change"),
        ("4820", "Sisäiset vuokrat", "internal_rent"),
        ("4520", "Sisäiset elintarvikkeet", "internal_trade"),
        ("4901", "", "taxes"),
        ("4921", "", "losses"),
        ("4997", "", "finance"),
        ("6255", "", "finance"),
        ("7170", "", "depreciation"),
        ("8800", "", "finance"),
    ],
)
def test_leaves_out(account: str, name: str, reason: str) -> None:
    assert outcome(fi(account, name)) == ("excluded", reason)


@pytest.mark.parametrize(
    ("account", "name", "function", "category"),
    [
        ("4520", "Elintarvikkeet", "", "food.mixed"),
        ("452010", "Maito ja maitotuotteet", "", "food.dairy"),
        ("4300", "Asiakaspalvelujen ostot", "3021", "services.childcare"),
        ("4300", "Asiakaspalvelujen ostot", "", "services.other"),
        ("4342", "ICT-palvelut", "", "it.services"),
        ("4340", "Asiantuntijapalvelut, ei vähennettävä alv", "", "services.consulting"),
        ("4390", "Rakennusten ja alueiden rakentamis- ja kunnossapitopalvelut", "4601", "maintenance.roads"),
        ("4390", "Katujen talvikunnossapito", "", "maintenance.roads"),
        ("4420", "Matkustus- ja kuljetuspalvelut", "", "transport.passenger"),
        ("4420", "Matkakulut", "", "transport.travel"),
        ("4533", "Lääkkeet", "", "health.medicines"),
        ("4820", "Rakennusten ja huoneistojen vuokrat", "", "services.premises_rent"),
        ("4830", "Kahviautomaatin vuokra", "", "services.equipment_rental"),
        ("4830", "Autojen leasing", "", "transport.leasing"),
    ],
)
def test_purchases_have_a_category(account: str, name: str, function: str, category: str) -> None:
    assert outcome(fi(account, name, function)) == ("purchase", category)


@pytest.mark.parametrize(
    ("account", "name", "category"),
    [
        ("4569", "Sähkö ja kaasu", "energy.electricity"),
        ("4568", "Lämmitys", "energy.district_heat"),
        ("4560", "Poltto- ja voiteluaineet", "energy.vehicle_fuel"),
        ("4600", "Polttoöljy", "energy.heating_fuel"),
    ],
)
def test_energy_stands_apart(account: str, name: str, category: str) -> None:
    assert outcome(fi(account, name)) == ("energy", category)


@pytest.mark.parametrize(
    ("account", "name", "category"),
    [
        ("1116", "Muut rakennukset", "construction.buildings"),
        ("1130", "Kadut ja tiet", "construction.roads"),
        ("1195", "Keskeneräiset hankinnat", "construction.buildings"),
        ("1195", "Keskeneräiset hankinnat, katu", "construction.roads"),
        ("1165", "Tietokonelaitteet", "it.computers"),
    ],
)
def test_tangible_assets_are_capital_goods(account: str, name: str, category: str) -> None:
    assert outcome(fi(account, name)) == ("capital_good", category)


def test_what_was_moved_to_an_asset_counts_against_it_without_a_category() -> None:
    assert outcome(fi("4480", "Aktivoidut palvelujen ostot")) == ("unclassified", "account_too_general")


def test_purchased_operations_may_be_left_out() -> None:
    chosen = {"count_purchased_operations": False}
    assert outcome(fi("4300", "Asiakaspalvelujen ostot"), policies=chosen) == ("excluded", "purchased_operations")


def test_an_account_that_the_chart_does_not_have_is_told() -> None:
    assert decide(fi("9"))["treatment"] == "excluded"
    assert outcome(fi("0100")) == ("unclassified", "unknown_account")
