"""The worked example of docs/methods/supplier_record.md, recomputed from the page itself."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from follow_up.calculations.supplier_record import Control, Deviation, KeptShare, supplier_record

PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "supplier_record.md"
TODAY = date(2027, 6, 30)


def written(name: str, share: KeptShare) -> list[str]:
    said = share.reason.value if share.reason else f"{round(share.share or Decimal(0), 4).normalize():f}"
    return [name, f"{share.controls}", f"{share.kept}", said]


def test_the_record_of_the_page(table: Callable[[str, str], list[list[str]]]) -> None:
    rows = table("supplier_record.md", "Worked example")
    controls = [
        Control(date(int(year), 2, 1), is_kept=number < int(kept))
        for year, count, kept, _share in rows[:-1]
        for number in range(int(count))
    ]
    found_on = date(2026, 1, 1)
    deviations = [Deviation(found_on, found_on + timedelta(days=days)) for days in (12, 20, 75)]
    record = supplier_record(controls, [*deviations, Deviation(date(2027, 6, 1))], TODAY)

    assert [*(written(f"{year}", share) for year, share in record.by_year), written("all", record.whole)] == rows
    mending = record.mending
    last_row = PAGE.read_text(encoding="utf-8").strip().splitlines()[-1]
    assert last_row == (
        f"| {mending.median_days} | {mending.mended} | {mending.still_open} | {mending.oldest_open_days} |"
    )
