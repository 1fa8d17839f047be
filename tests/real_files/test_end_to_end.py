"""Real files all the way: handed over as finance offices publish them, imported, classified, turned into tonnes.

Every figure on docs/evidence/real_files.md is measured here again. Örebro's file is part of one month without
investments, and is labelled so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_summary import summarise
from emissions.models import Footprint, LedgerImport, PeriodSource
from emissions.queries.imports import treatment_of_import
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.import_ledger import LedgerNotAcceptedError, ReadingChoices, import_ledger
from emissions.services.set_policies import set_policies
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation
from tests.factories.organisations import make_organisation

pytestmark = [pytest.mark.real_files, pytest.mark.django_db]

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "evidence" / "real_files.md"
CONSUMER_PRICES = ROOT / "emissions" / "price_data" / "cpi-world-bank" / "series.csv"
SOGNDAL = ("sogndal_2013_drift_med_rekneskap2011.csv", "sogndal_2013_investering_med_rekneskap2011.csv")
OREBRO = "Orebro_2016-03_dev-part.xlsx"
INHABITANTS = 7_200
LARGEST = 7


def table(heading: str, number: int = 0) -> dict[str, tuple[str, ...]]:
    """A table below a heading of the page: the first cell of each row, and the others."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    blocks = [block for block in section.split("\n\n") if block.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in blocks[number].splitlines()[2:]]
    return {row[0]: tuple(row[1:]) for row in rows}


@contextmanager
def at_home(place: Organisation) -> Iterator[None]:
    with open_access(access_for_work(place.pk)):
        yield


def hand_over(place: Organisation, path: Path, year: int | None = None) -> LedgerImport:
    return import_ledger(organisation=place, path=path, name=path.name, choices=ReadingChoices(year=year)).ledger_import


@pytest.fixture
def sogndal() -> Organisation:
    return make_organisation("sogndal", name="Sogndal kommune", population=INHABITANTS)


@pytest.fixture
def orebro() -> Organisation:
    return make_organisation(
        "orebro", name="Örebro kommun", country=Organisation.Country.SWEDEN, chart=Organisation.Chart.KOMMUN_BAS
    )


def whole(number: Decimal) -> str:
    return str(number.quantize(Decimal(1), ROUND_HALF_UP))


def tonnes(kg: Decimal | None) -> str:
    assert kg is not None
    return whole(kg / 1000)


def figures_of(imports: list[LedgerImport], footprint: Footprint) -> dict[str, tuple[str, ...]]:
    """The figures of a municipality as the page writes them."""
    rows = [row for known in imports for row in treatment_of_import(known).rows]
    by_treatment = {
        treatment: sum((row["amount"] for row in rows if row["treatment"] == treatment), Decimal(0))
        for treatment in ("purchase", "capital_good", "energy", "unclassified")
    }
    counted = by_treatment["purchase"] + by_treatment["capital_good"] + by_treatment["unclassified"]
    assert counted == footprint.money_counted
    return {
        "lines": (str(sum(known.lines for known in imports)),),
        "money in, debit": (whole(sum((known.debit for known in imports), Decimal(0))),),
        "money in, credit": (whole(sum((known.credit for known in imports), Decimal(0))),),
        "counted": (whole(counted),),
        "– of it capital goods": (whole(by_treatment["capital_good"]),),
        "energy, apart": (whole(by_treatment["energy"]),),
        "classified share of counted money": (f"{whole((counted - by_treatment['unclassified']) / counted * 100)} %",),
        "footprint of purchases, t CO₂e": (tonnes(footprint.total_kg),),
        "95 % interval, t CO₂e": (f"{tonnes(footprint.low_kg)}–{tonnes(footprint.high_kg)}",),
        "energy by spend, screening, t CO₂e": (tonnes(footprint.energy_kg),),
        "kg CO₂e per counted krone": (str((footprint.total_kg / counted).quantize(Decimal("0.0001"))),),
    }


def left_out_of(imports: list[LedgerImport]) -> dict[str, tuple[str, ...]]:
    sums: dict[str, tuple[int, Decimal]] = {}
    for known in imports:
        for reason, row in treatment_of_import(known).excluded.items():
            lines, amount = sums.get(reason, (0, Decimal(0)))
            sums[reason] = lines + row["lines"], amount + Decimal(row["amount"])
    return {reason: (str(lines), whole(amount)) for reason, (lines, amount) in sums.items()}


def largest_of(footprint: Footprint) -> dict[str, tuple[str, ...]]:
    parts = footprint.parts.filter(dimension="category", is_energy=False).order_by("-kg")[:LARGEST]
    return {part.key: (whole(part.amount), tonnes(part.kg)) for part in parts}


@pytest.mark.parametrize("order", [1, -1], ids=["running accounts first", "investments first"])
def test_both_tables_of_sogndal_count_at_the_same_time(sogndal: Organisation, shared: Path, order: int) -> None:
    with at_home(sogndal):
        for name in SOGNDAL[::order]:
            hand_over(sogndal, shared / "data" / "municipal-ledgers-no" / name)
        held = {
            (source.month.isoformat(), source.investment): source.ledger_import.file.name
            for source in PeriodSource.objects.select_related("ledger_import__file")
        }
        footprint = calculate_footprint(organisation=sogndal, year=2011)

    assert held == {("2011-01-01", False): SOGNDAL[0], ("2011-01-01", True): SOGNDAL[1]}
    assert footprint.money_counted == Decimal(135_937_964)


def test_sogndal_from_the_files_to_tonnes(sogndal: Organisation, shared: Path) -> None:
    with at_home(sogndal):
        imports = [hand_over(sogndal, shared / "data" / "municipal-ledgers-no" / name) for name in SOGNDAL]
        footprint = calculate_footprint(organisation=sogndal, year=2011)
        figures = figures_of(imports, footprint)
        figures["kg CO₂e per inhabitant"] = (whole(footprint.total_kg / INHABITANTS),)

        assert figures == table("Sogndal kommune 2011")
        assert left_out_of(imports) == table("Sogndal kommune 2011", 1)
        assert largest_of(footprint) == table("Sogndal kommune 2011", 2)
        assert list(footprint.gaps.all()) == []


def test_orebro_from_the_file_to_tonnes(orebro: Organisation, shared: Path) -> None:
    with at_home(orebro):
        imports = [hand_over(orebro, shared / "samples" / "supplier-ledger-se" / OREBRO, 2016)]
        footprint = calculate_footprint(organisation=orebro, year=2016)
        figures, largest = figures_of(imports, footprint), largest_of(footprint)
        left_out = left_out_of(imports)
        set_policies(organisation=orebro, policies={"count_free_choice_schools": False})
        without = figures_of(imports, calculate_footprint(organisation=orebro, year=2016))

    heading = "Örebro kommun, part of March 2016, without investments"
    assert {name: (figures[name][0], without[name][0]) for name in figures} == table(heading)
    assert left_out == table(heading, 1)
    assert largest == table(heading, 2)


def test_orebro_without_a_year_is_refused_with_what_to_do(orebro: Organisation, shared: Path) -> None:
    with at_home(orebro), pytest.raises(LedgerNotAcceptedError) as refused:
        hand_over(orebro, shared / "samples" / "supplier-ledger-se" / OREBRO)

    errors = [problem.code for problem in refused.value.problems if problem.is_error]
    assert errors == ["period_is_missing"]


def sie_files(shared: Path) -> list[Path]:
    return sorted(path for path in (shared / "samples" / "sie").iterdir() if path.name != "SOURCE.md")


def test_every_sie_file_is_accepted_or_refused_as_the_page_says(shared: Path) -> None:
    found = {}
    for path in sie_files(shared):
        summary = summarise(open_ledger(path))
        errors = ", ".join(problem.code for problem in summary.problems if problem.is_error)
        counts = (str(summary.vouchers), str(summary.lines)) if summary.accepted else ("–", "–")
        found[path.name] = (summary.header.format, *counts, "accepted" if summary.accepted else f"refused: {errors}")

    assert found == table("SIE files of bookkeeping programs")


def test_every_saft_and_sie5_file_is_accepted_or_refused_as_the_page_says(shared: Path) -> None:
    found = {}
    for path in sorted([*(shared / "samples" / "saft-no").glob("*.xml"), *(shared / "samples" / "sie5").glob("*.sie")]):
        summary = summarise(open_ledger(path))
        said = summary.as_json()
        errors = ", ".join(problem.code for problem in summary.problems if problem.is_error)
        verdict = "accepted" if summary.accepted else f"refused: {errors}"
        counts = (summary.vouchers, summary.lines, said["debit"], said["credit"]) if summary.accepted else ("–",) * 4
        found[path.name] = (summary.header.format, *map(str, counts), verdict)

    assert found == table("SAF-T and SIE 5 files")


def test_every_accepted_sie_file_is_imported_whole(shared: Path) -> None:
    accepted = [path for path in sie_files(shared) if summarise(open_ledger(path)).accepted]
    for place, path in enumerate(accepted):
        company = make_organisation(
            f"bolag-{place}", country=Organisation.Country.SWEDEN, chart=Organisation.Chart.BAS, population=None
        )
        with at_home(company):
            found = hand_over(company, path)
            assert (found.lines, treatment_lines(found)) == (summarise(open_ledger(path)).lines, found.lines)


def treatment_lines(ledger_import: LedgerImport) -> int:
    return sum(row["lines"] for row in treatment_of_import(ledger_import).rows)


def test_figures_in_the_text_follow_from_the_tables() -> None:
    """Shares, sums per inhabitant and the change of prices that the prose names."""
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    sogndal = {name: cells[0] for name, cells in table("Sogndal kommune 2011").items()}
    counted, energy = Decimal(sogndal["counted"]), Decimal(sogndal["energy by spend, screening, t CO₂e"])
    footprint = Decimal(sogndal["footprint of purchases, t CO₂e"])
    waste, waste_tonnes = (Decimal(cell) for cell in table("Sogndal kommune 2011", 2)["waste.handling"])
    orebro = "Örebro kommun, part of March 2016, without investments"
    bought = [table(orebro, 2)[category] for category in ("services.education", "health.care")]
    others, others_tonnes = (sum((Decimal(row[cell]) for row in bought), Decimal(0)) for cell in (0, 1))
    prices = {
        year: index
        for country, year, _change, index in (line.split(",") for line in CONSUMER_PRICES.read_text().splitlines())
        if country == "NO"
    }

    assert f"{whole(counted / INHABITANTS / 100)[:2]},{whole(counted / INHABITANTS / 100)[2:]}00 kroner" in text
    assert f"rose by {whole((Decimal(prices['2017']) / Decimal(prices['2011']) - 1) * 100)} % until 2017" in text
    assert f"about {whole(Decimal(1053) / Decimal('0.0214') / 1000)},000 kroner" in text
    assert f"{whole(Decimal(sogndal['– of it capital goods']) / counted * 100)} % of what counts" in text
    assert f"Sogndal has {whole((footprint + energy) * 1000 / INHABITANTS)} kg" in text
    assert f"its factor, {(waste_tonnes * 1000 / waste).quantize(Decimal('0.01'))} kg per krone" in text
    assert f"{whole(others / Decimal(table(orebro)['counted'][0]) * 100)} % of the counted money buys" in text
    assert f"at {(others_tonnes * 1000 / others).quantize(Decimal('0.001'))} kg per krona" in text
