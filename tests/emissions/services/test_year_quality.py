"""What the quality of accounts is judged by, counted from real imports, and kept from the first look on."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from emissions.calculations.quality_facts import Detail, Grain, Source, SupplierState
from emissions.models import ImportQuality
from emissions.services.import_ledger import import_ledger
from emissions.services.year_quality import import_quality, judged, quality_bases, year_quality
from organisations.models import Organisation
from tests.emissions.footprint_cases import (
    BUILDING,
    FOOD,
    FOOD_IN_MARCH,
    FOOD_IN_NOK,
    SOLE_TRADER,
    UNKNOWN,
    WITHOUT_SUPPLIER,
    YEAR_OF_POSTINGS,
    at_work,
    imported,
    write_ledger,
)

# Made-up companies with right check digits, whom the shared cases give none.
GREENS, DAIRY, BUILDERS = "559900-0014", "559900-0121", "559900-0063"
GOOD = (
    replace(FOOD, number=GREENS),
    replace(FOOD_IN_MARCH, number=DAIRY),
    replace(BUILDING, number=BUILDERS),
    SOLE_TRADER,
    WITHOUT_SUPPLIER,
    replace(UNKNOWN, number="559900-0097"),
)
ODD = (
    replace(FOOD, number="559900-0019", supplier="Fel Siffra AB", amount="700.00"),
    replace(BUILDING, number=BUILDERS, supplier="Ekby Bygg o Anläggning", amount="300.00"),
    replace(FOOD, number="559900-0022", amount="200.00"),
    replace(FOOD, number="DK12345674", supplier="Dansk Frugt ApS", amount="90.00"),
    replace(FOOD, number="******", supplier="******", amount="80.00"),
    replace(FOOD, number="559900-0048", supplier="Retur AB", amount="-60.00"),
    replace(FOOD, account="64410", account_name="", number=GREENS, amount="50.00"),
    replace(FOOD, number=GREENS, amount="0.00"),
    replace(FOOD_IN_NOK, number=GREENS),
)


def test_money_is_counted_by_how_well_it_is_known(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, (*GOOD, *ODD))
    with at_work(vik):
        facts, quality = year_quality(vik, 2024) or (None, None)

    assert facts
    assert quality
    assert facts.counted.size == sum(held.size for held in facts.by_source.values())
    assert facts.counted.size == sum(held.size for held in facts.by_supplier.values())
    suppliers = {state: held.size for state, held in facts.by_supplier.items()}
    assert suppliers[SupplierState.WRONG] == Decimal(700)
    assert suppliers[SupplierState.FOREIGN] == Decimal(90)
    assert suppliers[SupplierState.PERSON] == Decimal(60000)
    assert suppliers[SupplierState.NONE] == Decimal(WITHOUT_SUPPLIER.amount) + Decimal(80)  # or masked
    assert facts.by_source[Source.NONE].size == Decimal("4321.00")
    assert facts.doubled_numbers.things == 1  # Bygg i Ekby under two names
    assert facts.doubled_names.things == 1  # Ekby Grönsaker under two numbers
    assert (facts.negative_suppliers.things, facts.negative_suppliers.size) == (1, Decimal(60))
    assert (facts.unnamed.things, facts.unnamed.size) == (1, Decimal(50))
    assert facts.by_grain == {Grain.DAY: facts.counted.size}
    assert facts.details[Detail.UNIT] == facts.counted.size
    assert facts.details[Detail.TEXT] == 0
    assert facts.zero_lines == 1
    assert {currency: held.size for currency, held in facts.other_money.items()} == {"NOK": Decimal(1000)}
    assert facts.vouchers is None, "A supplier ledger has one side."
    assert 0 < (quality.score or 0) < 100


def test_years_asked_together_are_judged_as_each_alone(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2023, (replace(FOOD_IN_NOK, number=GREENS), replace(FOOD_IN_NOK, number=DAIRY)))
    imported(vik, tmp_path, 2024, (*GOOD, *ODD))
    imported(vik, tmp_path, 2025, (FOOD, SOLE_TRADER, WITHOUT_SUPPLIER))
    with at_work(vik):
        bases = quality_bases(vik, [2022, 2023, 2024, 2025])
        together = dict(zip(bases, judged(list(bases.values())), strict=True))
        alone = {year: year_quality(vik, year) for year in (2023, 2024, 2025)}

    assert together == alone
    assert {year: facts.currency for year, (facts, _quality) in together.items()} == {
        2023: "NOK",
        2024: "SEK",
        2025: "SEK",
    }


def test_suppliers_that_share_a_number_are_doubles_in_the_years_that_paid_more_than_one(
    vik: Organisation, tmp_path: Path
) -> None:
    first, second = BUILDING, replace(BUILDING, supplier="Ekby Bygg o Anläggning")
    first, second = (replace(one, number=BUILDERS) for one in (first, second))
    imported(vik, tmp_path, 2023, (first,))
    imported(vik, tmp_path, 2024, (first, second))
    imported(vik, tmp_path, 2025, (second,))
    with at_work(vik):
        bases = quality_bases(vik, [2023, 2024, 2025])
        found = dict(zip(bases, judged(list(bases.values())), strict=True))

    doubled = {year: facts.doubled_numbers.things for year, (facts, _quality) in found.items()}
    assert doubled == {2023: 0, 2024: 1, 2025: 0}


def test_the_same_invoice_in_two_vouchers_is_a_double_unless_it_was_taken_back(
    vik: Organisation, tmp_path: Path
) -> None:
    header, *rows = write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS).read_text(encoding="utf-8").splitlines()
    booked_twice = rows[0].replace("20240001", "20249901")
    again, taken_back = (rows[2].replace("20240003", f"2024990{number}") for number in (2, 3))
    taken_back = taken_back.replace("8000.00", "-8000.00")
    shared_by_two_lines = rows[3]  # the same voucher
    path = tmp_path / "doubles.csv"
    text = "\n".join([header, *rows, booked_twice, again, taken_back, shared_by_two_lines, ""])
    path.write_text(text, encoding="utf-8")
    with at_work(vik):
        found = import_ledger(organisation=vik, path=path, name=path.name).ledger_import
        facts, _quality = import_quality(found) or (None, None)

    assert facts
    assert facts.duplicates
    assert (facts.duplicates.lines, facts.duplicates.size) == (1, Decimal("12500.50"))


def test_lines_are_looked_at_once(vik: Organisation, tmp_path: Path) -> None:
    found = imported(vik, tmp_path, 2024)
    with at_work(vik):
        first = import_quality(found)
        kept = ImportQuality.objects.get(ledger_import=found)
        again = import_quality(found)

        assert first == again
        assert ImportQuality.objects.get().made_at == kept.made_at


def test_a_year_without_accounts_has_no_quality(vik: Organisation) -> None:
    with at_work(vik):
        assert year_quality(vik, 2024) is None
