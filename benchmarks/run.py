"""Measure Klimatrappa on BENCH_LINES ledger lines (1,000,000) and BENCH_REQUIREMENTS requirements: `make bench`.

Files of BENCH_IMPORT_ROWS rows (1,000,000) are imported and read.

Prints a table and writes benchmarks/latest.json, a list of {name, value, unit, baseline, ratio}; a ratio above 1 always
means better than the baseline, which is measured in the same run. BENCH_PARTS="procurements bank" measures these parts
alone and keeps the other figures that are there.
"""

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.database import fresh_database

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.figures import Figure


def main() -> None:
    """Make the world, measure, publish."""
    wanted = os.environ.get("BENCH_PARTS", "").split() or list(PARTS)
    if unknown := [part for part in wanted if part not in PARTS]:
        sys.exit(f"There is no part {', '.join(unknown)}. BENCH_PARTS takes: {', '.join(PARTS)}.")
    fresh_database()
    import django  # noqa: PLC0415 - after the database is chosen
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    from benchmarks.figures import publish  # noqa: PLC0415

    figures = [figure for part in wanted for figure in PARTS[part]()]
    publish(figures, keeps_others=len(wanted) < len(PARTS))


def _ledger() -> "list[Figure]":
    """Return the figures of accounts, footprints and their pages."""
    from benchmarks import (  # noqa: PLC0415 - after Django is set up
        importing,
        one_factor,
        pages,
        reading,
        recompute,
        remap,
        workers,
    )
    from benchmarks.world import make_world  # noqa: PLC0415

    lines = int(os.environ.get("BENCH_LINES", "1000000").replace("_", ""))
    start = time.perf_counter()
    world = make_world(lines)
    print(f"made {world.lines:,} lines in {time.perf_counter() - start:.0f} s")
    return [
        *recompute.measure(world),
        *one_factor.measure(world),
        *remap.measure(world),
        *workers.measure(world),
        *importing.measure(reading.wanted_rows()),
        *reading.measure(reading.wanted_rows()),
        *pages.measure(world),
    ]


def _suppliers() -> "list[Figure]":
    """Return the figures of a large supplier register."""
    from benchmarks import supplier_pages  # noqa: PLC0415 - after Django is set up

    return supplier_pages.measure()


def _bank() -> "list[Figure]":
    """Return the figures of the search in the bank."""
    from benchmarks import requirement_search  # noqa: PLC0415 - after Django is set up
    from benchmarks.bank_world import make_bank_world  # noqa: PLC0415

    return requirement_search.measure(make_bank_world(requirement_search.wanted_size()))


def _procurements() -> "list[Figure]":
    """Return the figures of staircases, alone and together, and of the evaluation of bids."""
    from benchmarks import evaluation, staircases  # noqa: PLC0415 - after Django is set up
    from benchmarks.procurement_world import make_procurement_world  # noqa: PLC0415

    return [*staircases.measure(make_procurement_world()), *evaluation.measure()]


def _follow_up() -> "list[Figure]":
    """Return the figures of the register."""
    from benchmarks import register  # noqa: PLC0415 - after Django is set up
    from benchmarks.register_world import make_register_world  # noqa: PLC0415

    return register.measure(make_register_world())


PARTS: "dict[str, Callable[[], list[Figure]]]" = {
    "ledger": _ledger,
    "suppliers": _suppliers,
    "procurements": _procurements,
    "follow_up": _follow_up,
    "bank": _bank,
}
"""Each fills the same database with a world of its own; the largest bank comes last, it slows what is after it."""


if __name__ == "__main__":
    main()
