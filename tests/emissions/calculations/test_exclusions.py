"""Which lines count: the design's decisions, chart by chart."""

from datetime import date

import pytest

from emissions.calculations.exclusions import Policy, chosen_policies
from emissions.rules import read_rule
from tests.emissions.calculations.posting_keys import bas, decide, kommun_bas, kostra, outcome


@pytest.mark.parametrize(
    ("account", "reason"),
    [
        ("10100", "wages"),
        ("10890", "wages"),
        ("10900", "pensions"),
        ("10990", "social_fees"),
        ("12900", "internal_trade"),
        ("17900", "internal_trade"),
        ("14290", "vat"),
        ("17290", "vat"),
        ("14700", "transfers"),
        ("14750", "transfers"),
        ("15000", "finance"),
        ("15400", "finance"),
        ("15900", "depreciation"),
        ("19900", "depreciation"),
        ("16400", "income"),
        ("18700", "income"),
        ("19000", "income"),
        ("02800", "land"),
        ("02850", "existing_buildings"),
        ("11650", "reportable_allowances"),
        ("21000", "balance_sheet"),
        ("00100", "wages"),
        ("04290", "vat"),
    ],
)
def test_kostra_leaves_out(account: str, reason: str) -> None:
    assert outcome(kostra(account)) == ("excluded", reason)


@pytest.mark.parametrize("art", ["300", "330", "350", "370", "375", "380"])
def test_kostra_counts_purchases_that_replace_own_production(art: str) -> None:
    assert decide(kostra(f"1{art}0"))["treatment"] == "purchase"


@pytest.mark.parametrize("account_class", ["0", "3", "4"])
def test_kostra_investment_accounts_are_capital_goods(account_class: str) -> None:
    assert outcome(kostra(f"{account_class}2300")) == ("capital_good", "construction.buildings")


def test_kostra_class_3_is_running_in_enterprises() -> None:
    running = {"kostra_class_3_is_investment": False}
    assert outcome(kostra("32300"), policies=running) == ("purchase", "maintenance.buildings")


def test_kostra_internal_rent_is_told_by_the_local_account() -> None:
    assert outcome(kostra("11901", "INTERN LEIE AV LOKALER OG GRUNN")) == ("excluded", "internal_rent")
    assert outcome(kostra("11900", "EKSTERN LEIE AV LOKALER OG GRUNN")) == ("purchase", "services.premises_rent")


@pytest.mark.parametrize("art", ["375", "380"])
def test_kostra_own_companies_follow_the_boundary(art: str) -> None:
    inside = {"consolidate_own_companies": True}
    assert outcome(kostra(f"1{art}0", function="35500")) == ("purchase", "waste.handling")
    assert outcome(kostra(f"1{art}0", function="35500"), policies=inside) == ("excluded", "consolidated_company")


def test_kostra_choices_bring_back_what_they_name() -> None:
    assert outcome(kostra("02850"), policies={"count_existing_buildings": True})[0] == "capital_good"
    assert outcome(kostra("11650"), policies={"count_reportable_allowances": True})[0] == "purchase"


@pytest.mark.parametrize(
    ("account", "name", "reason"),
    [
        ("45300", "Bidrag, förening kommunalförb", "transfers"),
        ("45380", "Ers för personliga assistenter", "transfers"),
        ("50100", "Månadslön", "wages"),
        ("54100", "", "wages"),
        ("56100", "Arbetsgivaravgifter", "social_fees"),
        ("57100", "Pensionsutbetalningar", "pensions"),
        ("30100", "", "income"),
        ("48550", "Dröjsmålsränta leverantörsfakt", "finance"),
        ("79100", "Avskrivning", "depreciation"),
        ("78100", "", "losses"),
        ("73501", "Öresutjämning", "rounding"),
        ("60111", "Internhyra lokaler", "internal_rent"),
        ("74911", "Interna tjänster", "internal_trade"),
        ("85100", "", "finance"),
        ("90000", "", "internal_trade"),
        ("16500", "Ingående moms", "vat"),
        ("25100", "Leverantörsskulder", "balance_sheet"),
        ("11190", "Ackumulerade avskrivningar", "depreciation"),
        ("11100", "Markreserv", "land"),
    ],
)
def test_kommun_bas_leaves_out(account: str, name: str, reason: str) -> None:
    assert outcome(kommun_bas(account, name)) == ("excluded", reason)


@pytest.mark.parametrize(
    ("account", "name", "category"),
    [
        ("46300", "Köp av huvudverksamhet", "services.other"),
        ("46319", "Köp, fristående grundskola", "services.education"),
        ("64400", "Livsmedel", "food.mixed"),
        ("74500", "Konsulttjänster", "services.consulting"),
        ("55210", "Bilersättning, skattefri", "transport.mileage"),
    ],
)
def test_kommun_bas_counts(account: str, name: str, category: str) -> None:
    assert outcome(kommun_bas(account, name)) == ("purchase", category)


@pytest.mark.parametrize(
    "name",
    [
        "Köp ensk bedrivet familjedaghe",
        "Köp ensk bedriven förskola",
        "Köp särs stöd ensk fsk/frigrsk",
        "Köp, fristående fritidshem",
        "Köp, fristående förskoleklass",
        "Köp, fristående grundskola",
        "Köp, fristående gymnasieskola",
        "Köp fris gymnskola särskilt st",
    ],
)
def test_kommun_bas_free_choice_schools_can_be_left_out(name: str) -> None:
    row = kommun_bas("46319", name)
    assert outcome(row, policies={"count_free_choice_schools": False}) == ("excluded", "free_choice_schools")
    assert decide(row)["treatment"] == "purchase"


@pytest.mark.parametrize("name", ["Köp av huvudverksamhet", "Köp plats i särskilt boende", "Köp, kommunal fritidshem"])
def test_kommun_bas_other_purchased_operations_stay_in_without_the_schools(name: str) -> None:
    row = kommun_bas("46300", name)
    assert decide(row, policies={"count_free_choice_schools": False})["treatment"] == "purchase"
    assert outcome(row, policies={"count_purchased_operations": False}) == ("excluded", "purchased_operations")


def test_tangible_fixed_assets_are_capital_goods() -> None:
    assert outcome(kommun_bas("11500", "Gator och vägar")) == ("capital_good", "construction.roads")
    assert outcome(bas("1220", "Inventarier")) == ("capital_good", "furnishing.equipment")
    assert outcome(bas("1240", "Bilar")) == ("capital_good", "transport.vehicles")


@pytest.mark.parametrize(("movement", "reason"), [("disposal", "asset_disposal"), ("own_work", "own_work")])
def test_movements_that_are_no_acquisitions_are_left_out(movement: str, reason: str) -> None:
    assert outcome(bas("1220", "Inventarier", movement=movement)) == ("excluded", reason)
    assert outcome(kommun_bas("12300", "Inventarier", movement=movement)) == ("excluded", reason)


@pytest.mark.parametrize(
    ("account", "reason"),
    [
        ("3010", "income"),
        ("4910", "stock_change"),
        ("5191", "taxes"),
        ("6350", "losses"),
        ("6410", "wages"),
        ("7010", "wages"),
        ("7410", "pensions"),
        ("7510", "social_fees"),
        ("7810", "depreciation"),
        ("8410", "finance"),
        ("1010", "balance_sheet"),
        ("1130", "land"),
        ("1219", "depreciation"),
        ("2440", "balance_sheet"),
        ("2641", "vat"),
    ],
)
def test_bas_leaves_out(account: str, reason: str) -> None:
    assert outcome(bas(account)) == ("excluded", reason)


def test_personnel_and_other_costs_are_the_other_way_round_in_bas() -> None:
    assert outcome(kommun_bas("57100"))[0] == "excluded"
    assert outcome(bas("5710")) == ("purchase", "transport.goods")
    assert outcome(kommun_bas("74500")) == ("purchase", "services.consulting")
    assert outcome(bas("7410"))[0] == "excluded"


def test_bas_counts_travel_and_training_among_the_personnel_costs() -> None:
    assert outcome(bas("7331")) == ("purchase", "transport.mileage")
    assert outcome(bas("7610")) == ("purchase", "services.education")


RULE = {"id": "r", "treatment": "excluded", "reason": "vat", "explanation": {}}


@pytest.mark.parametrize("dates", [{"valid_from": date(2005, 1, 1)}, {"valid_to": date(2019, 12, 31)}])
def test_a_rule_that_does_not_hold_for_all_accounts_is_refused(dates: dict[str, date]) -> None:
    document = {"chart": "kostra", "source": ""}

    assert read_rule(document, {**RULE, "valid_from": date(2004, 1, 1)}).rule_id == "r"
    with pytest.raises(ValueError, match="r does not hold for all accounts"):
        read_rule(document, {**RULE, **dates})


def test_an_unknown_policy_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="no_such_policy"):
        chosen_policies([Policy("known", default=True, names={}, explanation={})], {"no_such_policy": True})
