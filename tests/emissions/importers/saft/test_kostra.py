"""Accounts mapped to KOSTRA show their arts, by the tax administration's lists of every year."""

import pytest

from emissions.calculations.accounts import account_parts
from emissions.importers.saft.header import SaftAccount
from emissions.importers.saft.kostra import BALANCE, carried_number, kostra_codes, looks_like_kostra


def mapped(category: str, **codes: str) -> dict[str, SaftAccount]:
    return {f"{number}": SaftAccount(number, None, category, code) for number, code in codes.items()}


@pytest.mark.parametrize(
    ("category", "codes", "found"),
    [
        ("KA_K", {"a": "010", "b": "115", "c": "10", "d": "451"}, {"a": "010", "b": "115", "c": BALANCE, "d": BALANCE}),
        ("KA_KS", {"a": "115", "b": "32", "c": "5900"}, {"a": "115", "b": BALANCE, "c": BALANCE}),
        ("KA_K", {"a": "10", "b": "99", "c": "2.10"}, {"a": "010", "b": "099", "c": BALANCE}),
        ("KA", {"a": "10", "b": "370", "c": "580"}, {"a": "010", "b": "370", "c": "580"}),
        ("KOSTRA Arts", {"a": "370"}, {"a": "370"}),
        ("annenDriftskostnad", {"a": "370"}, {}),
        ("RF-1167", {"a": "115"}, {}),
    ],
)
def test_codes_of_the_lists(category: str, codes: dict[str, str], found: dict[str, str]) -> None:
    assert kostra_codes(mapped(category, **codes)) == found


def test_standard_accounts_of_three_digits_are_arts() -> None:
    arts = {"1150": SaftAccount("Mat", "115"), "1180": SaftAccount("Strøm", "180"), "9": SaftAccount("Annet", None)}
    assert kostra_codes(arts) == {"1150": "115", "1180": "180"}
    assert kostra_codes({"4000": SaftAccount("Varer", "40"), "4300": SaftAccount("Varer", "4300")}) == {}


def test_balance_accounts_of_other_categories_beside_arts_are_balance_accounts() -> None:
    accounts = {**mapped("KA_K", a="115"), "1920": SaftAccount("Bank", None, "balanseverdiForOmloepsmiddel", "1920")}
    assert kostra_codes(accounts) == {"a": "115", "1920": BALANCE}


@pytest.mark.parametrize(
    ("number", "code", "carried"),
    [
        ("11150", "115", "11150"),  # shows its art
        ("0230001", "230", "0230001"),  # in the investment accounts
        ("1.115.0", "115", "1.115.0"),
        ("115", "115", "115"),
        ("1150", "115", "11150"),  # the class is missing
        ("6340", "180", "11806340"),
        ("X-63", "180", "118063"),
        ("61800", "180", "118061800"),  # 6 is no class of KOSTRA
        ("2400", BALANCE, "2400"),
        ("1920", BALANCE, "21920"),
        ("10", BALANCE, "2010"),
    ],
)
def test_carried_number_shows_the_art(number: str, code: str, carried: str) -> None:
    assert carried_number(number, code) == carried
    parts = account_parts("kostra", carried)
    assert parts is not None
    assert parts.account_class == "2" if code == BALANCE else parts.group == code


def test_accounts_that_show_class_and_art_look_like_kostra() -> None:
    kostra = dict.fromkeys(("11150", "11800", "02300", "21000"), SaftAccount(""))
    company = dict.fromkeys(("4000", "6300", "6340", "2400", "1920"), SaftAccount(""))
    assert looks_like_kostra(kostra)
    assert not looks_like_kostra(company)
    assert not looks_like_kostra({})
