"""Measure Klimatrappa on BENCH_LINES ledger lines (1,000,000) and BENCH_REQUIREMENTS requirements: `make bench`.

Prints a table and writes benchmarks/latest.json, a list of {name, value, unit, baseline, ratio}; a ratio above 1 always
means better than the baseline, which is measured in the same run.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.database import fresh_database


def main() -> None:
    """Make the world, measure, publish."""
    lines = int(os.environ.get("BENCH_LINES", "1000000").replace("_", ""))
    fresh_database()
    import django  # noqa: PLC0415 - after the database is chosen
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    from benchmarks import importing, pages, recompute, requirement_search  # noqa: PLC0415
    from benchmarks.bank_world import make_bank_world  # noqa: PLC0415
    from benchmarks.figures import publish  # noqa: PLC0415
    from benchmarks.world import make_world  # noqa: PLC0415

    start = time.perf_counter()
    world = make_world(lines)
    print(f"made {world.lines:,} lines in {time.perf_counter() - start:.0f} s")
    figures = [*recompute.measure(world), *importing.measure(lines), *pages.measure(world)]
    bank = make_bank_world(requirement_search.wanted_size())
    publish([*figures, *requirement_search.measure(bank)])


if __name__ == "__main__":
    main()
