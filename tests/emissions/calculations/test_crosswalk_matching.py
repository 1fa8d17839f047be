import pytest

from tests.emissions.calculations.posting_keys import bas, decide, kommun_bas, kostra


def category_and_ref(row: dict[str, str]) -> tuple[str | None, str | None, str | None]:
    decided = decide(row)
    return decided["category"], decided["rule_kind"], decided["rule_ref"]


@pytest.mark.parametrize("code", ["33141000-0", "33141000", "331410", "cpv:33141000", " 331410000 "])
def test_cpv_codes_are_read_in_every_usual_form(code: str) -> None:
    assert category_and_ref(kostra("11200", commodity=code))[0] == "health.supplies"


@pytest.mark.parametrize("code", ["33141000-9", "99999999", "43211500", "steel", "unspsc:9", "3"])
def test_codes_that_are_wrong_or_unknown_leave_it_to_the_account(code: str) -> None:
    assert category_and_ref(kostra("11200", commodity=code))[:2] == ("office.supplies", "account")


def test_unspsc_codes_say_so() -> None:
    assert category_and_ref(kostra("11200", commodity="unspsc:43231500")) == ("it.software", "commodity", "unspsc:4323")


def test_the_longest_prefix_decides() -> None:
    assert category_and_ref(kostra("11200", commodity="45233141-9"))[2] == "cpv:45233141"
    assert category_and_ref(kostra("11200", commodity="45233120-6"))[0] == "construction.roads"


def test_a_name_beats_a_function_and_a_function_beats_the_art() -> None:
    assert category_and_ref(kostra("12300"))[0] == "maintenance.buildings"
    assert category_and_ref(kostra("12300", function="33200"))[0] == "maintenance.roads"
    assert category_and_ref(kostra("12300", "Arbeid på bygningar", "33200"))[0] == "maintenance.buildings"


def test_the_official_name_of_an_art_does_not_mislead() -> None:
    official = "Vedlikehold, påkostning, nybygg og nyanlegg"
    assert category_and_ref(kostra("12300", official, "33200"))[0] == "maintenance.roads"
    assert category_and_ref(kostra("11300", "Post, bank, telefon, internett, bredbånd"))[0] == "it.telecom"
    assert category_and_ref(kostra("11850", "Forsikringer, vakthold og sikring"))[0] == "services.insurance_bank"
    assert category_and_ref(kostra("12600", "Renholds- og vaskeritjenester"))[0] == "maintenance.cleaning"
    assert category_and_ref(kostra("12100", "Kjøp og leie av transportmidler"))[0] == "transport.vehicles"


def test_maintenance_and_new_works_are_told_by_the_ledger_part() -> None:
    assert category_and_ref(kostra("02300", function="33200"))[0] == "construction.roads"
    assert category_and_ref(kostra("02304", "Arbeid på vegar"))[0] == "construction.roads"
    assert category_and_ref(kostra("12304", "Arbeid på vegar"))[0] == "maintenance.roads"


@pytest.mark.parametrize(
    ("function", "category"),
    [
        ("20100", "services.childcare"),
        ("20200", "services.education"),
        ("22300", "transport.passenger"),
        ("24100", "health.services"),
        ("25300", "health.care"),
        ("35500", "waste.handling"),
        ("33200", "maintenance.roads"),
        ("38000", "services.culture_sport"),
        ("10000", "services.other"),
    ],
)
def test_bought_production_is_told_by_the_function(function: str, category: str) -> None:
    assert category_and_ref(kostra("13700", function=function))[0] == category


def test_local_accounts_are_told_by_their_names() -> None:
    assert category_and_ref(kostra("11701", "Drivstoff transportmidlar"))[0] == "energy.vehicle_fuel"
    assert category_and_ref(kostra("11705", "Ordinær skuleskyss"))[0] == "transport.passenger"
    assert category_and_ref(kommun_bas("69102", "Drivm diesel intern klimatavg"))[0] == "energy.vehicle_fuel"
    assert category_and_ref(kommun_bas("61303", "Snöröjning"))[0] == "maintenance.roads"


def test_bas_tells_fuel_from_repair_by_the_last_digit() -> None:
    assert category_and_ref(bas("5611"))[0] == "energy.vehicle_fuel"
    assert category_and_ref(bas("5613"))[0] == "transport.upkeep"
    assert category_and_ref(bas("5615"))[0] == "transport.leasing"
