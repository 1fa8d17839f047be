"""What is said of an indicator explains the points it loses, and what to do mends what was found."""

from dataclasses import replace
from decimal import Decimal

import pytest

from emissions.calculations.data_quality import data_quality
from emissions.calculations.quality_facts import Detail, Grain, Held, QualityFacts, Source, SupplierState
from emissions.reports.quality_words import Words, words_of

pytestmark = pytest.mark.usefixtures("in_english")


def held(size: int, lines: int = 1, things: int = 0) -> Held:
    return Held(Decimal(size), lines, things)


PARTLY_NAMED = QualityFacts(
    currency="NOK",
    counted=held(100, 10),
    by_source={Source.OWN_RULE: held(90), Source.NONE: held(10)},
    by_supplier={SupplierState.VALID: held(60), SupplierState.NONE: held(40)},
    by_grain={Grain.DAY: Decimal(100)},
    details={Detail.INVOICE: Decimal(70)},
    duplicates=Held(),
    unchecked=held(45),
    undated=Held(),
    outside=Held(),
)


def said(facts: QualityFacts, code: str) -> Words:
    return words_of(data_quality(facts).of(code), facts)


@pytest.mark.parametrize("code", ["doubles", "negative_suppliers", "supplier_number"])
def test_lines_without_a_supplier_are_told_where_they_cost(code: str) -> None:
    words = said(PARTLY_NAMED, code)

    assert words.sentence.endswith("40% of the money names no supplier and earns nothing here.")
    assert words.remedy == "Points that lines without a supplier cost come with “Supplier known”."


def test_each_fault_has_a_remedy_of_its_own() -> None:
    facts = replace(PARTLY_NAMED, doubled=held(5, 1, 1), doubled_names=held(5, 1, 1))

    assert said(facts, "doubles").remedy == (
        "Write one number and one name for each supplier in the fix list."
        " Points that lines without a supplier cost come with “Supplier known”."
    )
    assert said(facts, "catch_all").sentence.endswith("10% of the money has no category at all and earns nothing here.")
    assert said(facts, "catch_all").remedy == "Give what has no category one."
    undated = replace(PARTLY_NAMED, undated=held(3))
    assert said(undated, "dates").remedy.startswith("Fill in the missing dates")
    assert said(replace(PARTLY_NAMED, outside=held(3)), "dates").remedy.startswith("See whether what lies outside")


def test_which_of_the_two_lacks_is_said_of_doubles() -> None:
    both = said(PARTLY_NAMED, "duplicates")
    no_invoice = replace(PARTLY_NAMED, by_supplier={SupplierState.VALID: held(100)}, unchecked=held(30))
    no_supplier = replace(PARTLY_NAMED, details={Detail.INVOICE: Decimal(100)}, unchecked=held(40))
    none = replace(no_invoice, details={}, unchecked=held(100))

    assert both.sentence == (
        "None were found. 45% of the money cannot be checked: 40% names no supplier, 30% has no invoice number."
    )
    assert both.remedy == "Choose invoice numbers and suppliers in the export from the accounting system."
    lacks, remedy = said(no_invoice, "duplicates").sentence, "Choose the invoice number in the export"
    assert lacks.endswith("30% of the money cannot be checked: its lines have no invoice number.")
    assert said(no_invoice, "duplicates").remedy.startswith(remedy)
    assert said(no_supplier, "duplicates").sentence.endswith("its lines name no supplier.")
    assert said(none, "duplicates").sentence == "Not known: no line has an invoice number."
    assert said(none, "duplicates").remedy.startswith(remedy)
