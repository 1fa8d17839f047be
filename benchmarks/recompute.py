"""All footprints after a factor set changes, against an emission per line written in SQL in the same run."""

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
    print(f"recomputed {count} footprints over {world.lines:,} lines")
    return [faster(ours, per_line, name="recompute_all", against="an emission per line written in SQL")]


def _per_line(sets: list[int]) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(PER_LINE, [sets])


def _drop() -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS line_emission")
