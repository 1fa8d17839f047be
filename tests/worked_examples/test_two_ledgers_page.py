"""The worked example of docs/methods/two_ledgers.md, recomputed from the page itself."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import polars as pl

from emissions.calculations.ledger_join import POSTING_SCHEMA, joined
from emissions.calculations.ledger_report import reconciliation

NONE = "–"


def postings(rows: list[list[str]], parties: dict[str, int]) -> pl.DataFrame:
    found = [
        {
            "line": int(row[0]),
            "month": date.fromisoformat(f"{row[1]}-01"),
            "voucher": row[2],
            "account": row[3],
            "amount": Decimal(row[4]),
            "currency": "SEK",
            "party": parties.get(row[5]),
        }
        for row in rows
    ]
    return pl.DataFrame(found, schema={**POSTING_SCHEMA, "party": pl.Int64()})


def test_the_postings_of_the_page_learn_whom_they_paid(table: Callable[[str, str], list[list[str]]]) -> None:
    of_general = table("two_ledgers.md", "Worked example")
    of_supplier = table("two_ledgers.md", "Worked example: the supplier ledger")
    parties = {row[5]: number for number, row in enumerate(of_supplier)}
    general, supplier = postings([[*row[:5], ""] for row in of_general], parties), postings(of_supplier, parties)

    found = joined(general, supplier)

    names = {int(row[0]): row[5] for row in of_supplier}
    told = {line: (names[by], way) for line, by, way in found.told.rows()}
    assert [told.get(int(row[0]), (NONE, NONE)) for row in of_general] == [(row[5], row[6]) for row in of_general]
    (sums,) = reconciliation(general, supplier, found).as_json()["currencies"]
    assert sums["turnover"] == "86150.00"
    assert f"{Decimal(sums['found_turnover']) / Decimal(sums['turnover']):.1%}" == "84.6%"
