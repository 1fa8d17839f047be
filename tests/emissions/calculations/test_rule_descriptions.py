import pytest

from emissions.calculations.rule_descriptions import describe_rule
from emissions.rules import shipped_defaults
from tests.emissions.calculations.posting_keys import bas, decide, kommun_bas, kostra

DEFAULTS = shipped_defaults()


@pytest.mark.parametrize(
    ("row", "kind", "chart", "codes"),
    [
        (kostra("14290"), "exclusion", "kostra", ("429", "728", "729")),
        (kostra("12300", function="33200"), "account", "kostra", ("230",)),
        (kommun_bas("46319", "Köp, fristående grundskola"), "account", "kommun_bas", ("46",)),
        (bas("4010"), "account", "bas", ("4",)),
        (kostra("11200", commodity="15110000-2"), "commodity", "cpv", ("151",)),
    ],
)
def test_every_shipped_decision_can_be_described(
    row: dict[str, str], kind: str, chart: str, codes: tuple[str, ...]
) -> None:
    decided = decide(row)
    found = describe_rule(str(decided["rule_kind"]), decided["rule_ref"], DEFAULTS)
    assert found is not None
    assert (found.kind, found.chart, found.codes, found.category) == (kind, chart, codes, decided["category"])


def test_an_exclusion_says_why_in_three_languages_and_where_from() -> None:
    found = describe_rule("exclusion", "kostra-vat", DEFAULTS)
    assert found is not None
    assert found.explanation["sv"].startswith("Kompenserad moms")
    assert found.reason == "vat"
    assert found.source


@pytest.mark.parametrize(
    ("kind", "reference"),
    [
        ("organisation", "own"),
        ("none", None),
        ("exclusion", "gone"),
        ("account", "gone"),
        ("commodity", "cpv:xx"),
        ("commodity", "other:1"),
    ],
)
def test_what_is_not_shipped_has_no_description(kind: str, reference: str | None) -> None:
    assert describe_rule(kind, reference, DEFAULTS) is None


def test_an_account_that_says_too_little_is_described_by_its_reason() -> None:
    decided = decide(bas("4010"))
    found = describe_rule("account", decided["rule_ref"], DEFAULTS)
    assert found is not None
    assert (found.treatment, found.reason) == ("unclassified", decided["reason"])
