"""What is given out equals what the page shows."""

import csv
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from emissions.models import Footprint
from emissions.models.footprints import Dimension
from emissions.views import exports
from organisations.models import Organisation
from tests.emissions.footprint_cases import (
    COUNTED,
    FOOD,
    MONEY_COUNTED,
    SOLE_TRADER,
    WITHOUT_SUPPLIER,
    at_work,
    calculated,
)
from tests.factories.numbers import swedish_numbers


def csv_rows(answer: Any, delimiter: str = ",") -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))


def sheets(answer: Any) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(BytesIO(answer.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.parametrize("dimension", sorted(set(Dimension.values) - {Dimension.SUPPLIER.value}))
def test_a_breakdown_as_csv_has_the_rows_of_the_page(
    dimension: str, page: str, as_leader: Client, footprint: Footprint, vik: Organisation
) -> None:
    rows = csv_rows(as_leader.get(f"{page}by/{dimension}.csv"))

    shown = [row for row in as_leader.get(f"{page}?by={dimension}").context["rows"] if not row.is_area]
    assert {row["Code"] for row in rows} == {row.key for row in shown}
    with at_work(vik):
        for row in rows:
            part = footprint.parts.get(dimension=dimension, key=row["Code"], is_energy=False)
            assert Decimal(row["Money (SEK)"]) == part.amount
            assert row["Emissions (kg CO₂e)"] == ("" if part.kg is None else format(round(part.kg, 3), "f"))


def test_suppliers_are_known_by_their_public_number_and_persons_by_none(
    vik: Organisation, tmp_path: Path, as_leader: Client
) -> None:
    number = next(swedish_numbers())
    company = replace(FOOD, supplier="Grannkommunen", number=number)
    footprint = calculated(vik, tmp_path, 2024, [company, SOLE_TRADER, WITHOUT_SUPPLIER])
    rows = csv_rows(as_leader.get(f"/o/vik/footprints/{footprint.uuid}/by/supplier.csv"))

    assert {row["Supplier"]: row["Organisation number"] for row in rows} == {
        "Grannkommunen": number,
        "Private persons and sole traders": "",
        "Without a supplier": "",
    }


def test_the_name_of_a_file_keeps_its_letters(page: str, as_leader: Client) -> None:
    as_leader.cookies["django_language"] = "nb"

    assert "vik-kommune-2024-leverandor.csv" in as_leader.get(f"{page}by/supplier.csv")["Content-Disposition"]


def test_a_search_holds_for_the_file_too(page: str, as_leader: Client) -> None:
    rows = csv_rows(as_leader.get(f"{page}by/account.csv?q=livs"))

    assert [row["Code"] for row in rows] == ["64400"]


def test_excel_holds_numbers_and_the_same_rows(page: str, as_leader: Client, footprint: Footprint) -> None:
    (found,) = sheets(as_leader.get(f"{page}by/account.xlsx")).values()

    assert found[0][:3] == ("Code", "Account", "Money (SEK)")
    assert sum(row[2] for row in found[1:]) == pytest.approx(float(MONEY_COUNTED))
    assert sum(row[4] or 0 for row in found[1:]) == pytest.approx(float(footprint.total_kg))


def test_the_workbook_says_what_it_is(page: str, as_leader: Client, footprint: Footprint) -> None:
    answer = as_leader.get(f"{page}footprint.xlsx")
    found = sheets(answer)

    assert answer["Content-Disposition"] == 'attachment; filename="vik-kommune-2024-footprint.xlsx"'
    about = dict(found["About"][1:])
    assert about["Fingerprint of everything used"] == footprint.basis_hash
    assert about["Emissions (kg CO₂e)"] == pytest.approx(float(footprint.total_kg))
    assert {"Category", "Supplier", "Unit", "Account", "Month", "GHG Protocol", "Left out"} <= set(found)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_lines_are_given_out_whole(kind: str, page: str, as_leader: Client, footprint: Footprint) -> None:
    answer = as_leader.get(f"{page}lines.{kind}")
    if kind == "csv":
        rows: list[dict[str, Any]] = list(csv_rows(answer))
    else:
        (found,) = sheets(answer).values()
        rows = [dict(zip(found[0], row, strict=True)) for row in found[1:]]

    assert len(rows) == len(COUNTED)
    assert sum(Decimal(str(row["Amount"])) for row in rows) == MONEY_COUNTED
    kg = sum(Decimal(str(row["Emissions (kg CO₂e)"] or 0)) for row in rows)
    assert kg == pytest.approx(footprint.total_kg, abs=Decimal("0.0005") * len(rows))


def test_the_file_shows_no_more_of_a_person_than_the_page(page: str, as_leader: Client, as_finance: Client) -> None:
    address = f"{page}lines.csv?supplier=persons"

    assert [row["Supplier number"] for row in csv_rows(as_finance.get(address))] == ["850709-9805"]
    assert [row["Supplier number"] for row in csv_rows(as_leader.get(address))] == ["••••••-••••"]


def test_the_file_speaks_the_language_of_the_page(page: str, as_leader: Client) -> None:
    as_leader.cookies["django_language"] = "sv"

    (row,) = csv_rows(as_leader.get(f"{page}lines.csv?account=74500"), ";")

    assert row["Kategori"] == "Konsulttjänster"
    assert row["Belopp"].count(",") == 1


def test_too_many_lines_for_excel_are_refused_with_a_way_out(
    page: str, as_leader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_LINES_IN_EXCEL", 3)

    answer = as_leader.get(f"{page}lines.xlsx")

    assert answer.status_code == 422
    assert "Choose CSV" in answer.content.decode()
