"""All footprints after a factor set changes, against an emission per line in SQL and numpy over lines in memory."""

from io import BytesIO

import numpy as np
import polars as pl
from django.db import connection, transaction

from benchmarks.figures import Figure, faster, seconds
from benchmarks.world import World
from emissions.models import Footprint, IntensitySet
from emissions.queries.published import choice_for
from emissions.services.recompute_footprints import recompute_footprints
from foundation.access import open_access
from foundation.postgres.owner import as_owner

PER_LINE = """
CREATE TABLE line_emission AS
SELECT line.organisation_id, line.import_id, line.row, line.amount * factor.kg_per_unit AS kg
FROM ledger_line AS line
JOIN (
    SELECT DISTINCT ON (organisation_id, key_id) organisation_id, key_id, treatment, category
    FROM key_category ORDER BY organisation_id, key_id, version DESC
) AS decided USING (organisation_id, key_id)
JOIN emissions_intensityset AS chosen
    ON chosen.year = extract(year FROM line.month) AND chosen.id = ANY (%s)
JOIN emissions_intensity AS factor
    ON factor.intensity_set_id = chosen.id AND factor.category = decided.category AND factor.currency = line.currency
WHERE decided.treatment IN ('purchase', 'capital_good', 'energy')
"""


_FACTORS = """
CREATE TEMPORARY TABLE factor_of_key AS
SELECT decided.organisation_id, decided.key_id, chosen.year, max(factor.kg_per_unit) AS kg_per_unit
FROM (
    SELECT DISTINCT ON (organisation_id, key_id) organisation_id, key_id, treatment, category
    FROM key_category ORDER BY organisation_id, key_id, version DESC
) AS decided
JOIN emissions_intensityset AS chosen ON chosen.id = ANY (%s)
JOIN emissions_intensity AS factor ON factor.intensity_set_id = chosen.id AND factor.category = decided.category
WHERE decided.treatment IN ('purchase', 'capital_good', 'energy')
GROUP BY 1, 2, 3
"""
_EVERY_LINE = """
COPY (
    SELECT
        line.amount, line.organisation_id * 10 + extract(year FROM line.month)::int % 10,
        line.key_id * 10 + extract(year FROM line.month)::int % 10, coalesce(factor.kg_per_unit, 0)
    FROM ledger_line AS line
    LEFT JOIN factor_of_key AS factor
        ON factor.organisation_id = line.organisation_id AND factor.key_id = line.key_id
        AND factor.year = extract(year FROM line.month)
) TO STDOUT (FORMAT csv)
"""


def measure(world: World) -> list[Figure]:
    """Recompute every organisation's every year on another factor set; then write an emission per line on the same."""
    count = 0

    def forget() -> None:
        choice_for.cache_clear()
        with open_access(world.access), transaction.atomic():
            Footprint.objects.all().delete()
            IntensitySet.objects.all().delete()

    def recompute() -> None:
        nonlocal count
        with open_access(world.access):
            count = len(recompute_footprints(organisations=world.organisations, factor_set="us-epa-1.3.0"))

    ours = seconds(recompute, before=forget)
    sets = list(IntensitySet.objects.values_list("pk", flat=True))
    per_line = seconds(lambda: _per_line(sets), times=3, before=_drop)
    _drop()
    in_memory = _in_memory(sets)
    print(f"recomputed {count} footprints over {world.lines:,} lines")
    return [
        faster(ours, per_line, name="recompute_all", against="an emission per line written in SQL"),
        faster(ours, in_memory, name="recompute_all_in_memory", against="numpy over all lines, in memory already"),
    ]


def _per_line(sets: list[int]) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(PER_LINE, [sets])


def _in_memory(sets: list[int]) -> float:
    """Return the seconds that numpy needs to multiply every line and sum by organisation and year.

    Reading the lines into memory is not timed: it takes far longer than everything here.
    """
    frame = _lines(sets)
    amounts, factors = frame["amount"].to_numpy(), frame["factor"].to_numpy()
    books, places = frame["book"].to_numpy(), frame["place"].to_numpy()
    table = np.zeros(int(places.max()) + 1)
    table[places] = factors
    return seconds(lambda: np.bincount(books, amounts * table[places]))


def _lines(sets: list[int]) -> pl.DataFrame:
    """Return of every line: amount, its organisation and year as `book`, its key and year as `place`, its factor."""
    buffer = BytesIO()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(_FACTORS, [sets])
        with cursor.copy(_EVERY_LINE) as copy:
            for block in copy:
                buffer.write(block)
        cursor.execute("DROP TABLE factor_of_key")
    buffer.seek(0)
    schema = {"amount": pl.Float64(), "book": pl.Int32(), "place": pl.Int64(), "factor": pl.Float64()}
    found = pl.read_csv(buffer, has_header=False, schema=schema)
    return found.with_columns(pl.col("place").rank("dense").cast(pl.Int64) - 1)


def _drop() -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS line_emission")
