"""A line that only a supplier ledger has knows its place among those of its join: the largest money first.

Who opens a page of them reads as many as it shows, instead of sorting all.
"""

from django.db import migrations

PLACED = """
ALTER TABLE unfound_line ADD COLUMN place bigint;
SET LOCAL enable_nestloop = off;
UPDATE unfound_line AS missing SET place = placed.place
FROM (
    SELECT
        unplaced.organisation_id, unplaced.join_id, unplaced.import_id, unplaced.row,
        row_number() OVER (
            PARTITION BY unplaced.organisation_id, unplaced.join_id
            ORDER BY abs(line.amount) DESC NULLS LAST, unplaced.import_id, unplaced.row
        ) AS place
    FROM unfound_line AS unplaced
    LEFT JOIN ledger_line AS line
        ON line.organisation_id = unplaced.organisation_id AND line.import_id = unplaced.import_id
        AND line.row = unplaced.row
) AS placed
WHERE missing.organisation_id = placed.organisation_id AND missing.join_id = placed.join_id
  AND missing.import_id = placed.import_id AND missing.row = placed.row;
SET LOCAL enable_nestloop = on;
ALTER TABLE unfound_line ALTER COLUMN place SET NOT NULL;
CREATE UNIQUE INDEX unfound_line_place ON unfound_line (organisation_id, join_id, place);
"""


class Migration(migrations.Migration):
    dependencies = [("emissions", "0021_own_set_titles_once_however_written")]

    operations = [migrations.RunSQL(PLACED, "ALTER TABLE unfound_line DROP COLUMN place;")]
