from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from emissions.calculations.constant_prices import Change
from emissions.calculations.gaps import GapReason
from emissions.calculations.intensities import Flag
from emissions.reports.category_words import category_name, ghg_name, in_language, part_name
from emissions.reports.comparison_words import change_sentence, parts_shown, price_sentence
from emissions.reports.footprint_figures import share_text
from emissions.reports.ledger_words import period_words
from emissions.reports.reason_words import flag_name, flag_sentence, gap_name, gap_sentence, reason_name, set_title
from emissions.reports.rule_words import exclusion_in_words, pattern_words
from emissions.reports.source_words import factor_source, price_source
from emissions.reports.treated_money import treated_money
from emissions.rules import exclusion_rules, reasons

LANGUAGES = ("en", "nb", "sv")


def change(total: str, price: str, real: str) -> Change:
    return Change(2023, 2024, Decimal(total), Decimal(price), Decimal(real), Decimal(total))


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (("-0.06", "-0.02", "-0.04"), ["−6.0%", "−2.0%", "−4.0%"]),
        (("0.094", "0.087", "0.007"), ["+9.4%", "+8.7%", "+0.7%"]),
        (("-0.03735", "0.02745", "-0.0648"), ["−3.7%", "+2.8%", "−6.5%"]),
        (("0", "0", "0"), ["±0.0%", "±0.0%", "±0.0%"]),
    ],
)
def test_a_change_adds_up_as_it_is_shown(parts: tuple[str, str, str], shown: list[str]) -> None:
    with translation.override("en"):
        assert list(parts_shown(change(*parts)).values()) == shown
        assert price_sentence(change(*parts)) == f"Without adjusting for prices: {shown[0]}"


def test_the_headline_says_the_change_at_constant_prices() -> None:
    changed = Change(2023, 2024, Decimal("-0.07"), Decimal("0.03"), Decimal("-0.1"), Decimal("-0.096"))
    with translation.override("en"):
        assert change_sentence(changed) == "−9.6% against 2023 at constant prices"


def test_a_change_from_nothing_is_no_change() -> None:
    from_nothing = Change(2023, 2024, None, None, None, None)
    with translation.override("en"):
        assert change_sentence(from_nothing) == "There is nothing to compare 2024 with."
        assert price_sentence(from_nothing) == ""


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (None, "–"),
        (Decimal(1), "100%"),
        (Decimal("0.99997"), "99.9%"),
        (Decimal("0.9968"), "99.6%"),
        (Decimal("0.944"), "94%"),
        (Decimal(0), "0%"),
    ],
)
def test_a_share_never_says_all_where_something_is_missing(share: Decimal | None, text: str) -> None:
    with translation.override("en"):
        assert share_text(share) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_gap_and_flag_has_words(language: str) -> None:
    with translation.override(language):
        for code in reasons():
            assert reason_name(code) not in ("", code)
        for gap in GapReason:
            assert gap_name(gap)
            assert "{" not in gap_sentence(gap, "food.mixed", "no-snac", {})
        for flag in Flag:
            assert flag_sentence(flag) != flag_name(flag)


def test_a_gap_on_purpose_is_explained_in_the_language_of_the_reader() -> None:
    with translation.override("sv"):
        assert gap_sentence("no_factor_mapped", "health.medicines", "no-snac").startswith("Läkemedel står på samma rad")


def test_a_gap_is_worded_from_its_values() -> None:
    values = {"from_currency": "SEK", "to_currency": "USD", "year": "2031"}
    with translation.override("en"):
        sentence = gap_sentence("no_exchange_rate", "food.mixed", "no-snac", values)

    assert sentence == "There is no average rate from SEK to USD for 2031."


@pytest.mark.parametrize(
    ("language", "start", "end", "words"),
    [
        ("sv", date(2026, 4, 3), date(2026, 4, 3), "3 april 2026"),
        ("nb", date(2026, 8, 2), date(2026, 8, 25), "2.–25. august 2026"),
        ("sv", date(2026, 8, 2), date(2026, 8, 25), "2–25 augusti 2026"),
        ("nb", date(2026, 8, 2), date(2026, 9, 3), "2. august til 3. september 2026"),
        ("nb", date(2026, 8, 1), date(2026, 8, 31), "august 2026"),
    ],
)
def test_a_period_is_said_as_people_say_it(language: str, start: date, end: date, words: str) -> None:
    with translation.override(language):
        assert period_words(start, end) == words


def test_kostra_rules_ask_for_arts_and_quotes_are_the_languages() -> None:
    (wages,) = (rule for rule in exclusion_rules() if rule.rule_id == "kostra-wages")
    with translation.override("nb"):
        assert exclusion_in_words(wages).asks == "Art (kontoen uten første siffer) begynner med 0"
        assert pattern_words("intern") == "«intern»"


def test_categories_beyond_the_largest_are_summed() -> None:
    rows = [
        {"treatment": "purchase", "reason": None, "category": f"c{n}", "currency": "NOK", "amount": n, "lines": 2}
        for n in range(1, 14)
    ]

    money = treated_money(rows, {})

    assert money is not None
    assert len(money.largest_categories) == 11
    with translation.override("en"):
        rest = money.largest_categories[-1]
    assert (rest.name, rest.lines, rest.amount) == ("Other: 3 categories", 6, Decimal(6))


def test_names_follow_the_language() -> None:
    with translation.override("sv"):
        assert (category_name("food"), category_name(""), ghg_name(2)[:2]) == (
            "Mat och dryck",
            "Ingen kategori ännu",
            "2 ",
        )
        assert set_title("no-snac") == "Norge, nationalräkenskaper med import (SNAC)"
    with translation.override("nn"):
        assert in_language({"en": "Food", "nb": "Mat"}) == "Food"
    assert category_name("gone.category") == "gone.category"


@pytest.mark.parametrize(
    ("dimension", "key", "label", "name"),
    [
        ("supplier", "persons", "", "Private persons and sole traders"),
        ("supplier", "", "", "Without a supplier"),
        ("unit", "", "", "Without a unit"),
        ("account", "64400", "Livsmedel", "Livsmedel"),
        ("account", "64400", "", "64400"),
    ],
)
def test_what_the_source_does_not_name_gets_a_name(dimension: str, key: str, label: str, name: str) -> None:
    with translation.override("en"):
        assert part_name(dimension, key, label) == name


def test_a_source_that_is_no_longer_shipped_keeps_its_reference() -> None:
    assert factor_source("no-snac", "0.1").title == "no-snac@0.1"
    assert price_source("cpi@1").publisher == ""
    assert factor_source("no-snac", "1.1").licence == "CC-BY-SA-4.0"
