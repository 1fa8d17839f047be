"""A supplier bids once in a lot, whether its name is written in capitals or not.

Of bids that are there twice the later ones get a number behind their names, and the team settles which of them counts.
"""

import django.db.models.functions.text
from django.db import migrations, models

NAME = "bid_of_a_supplier_once_in_a_lot"
NUMBERED = """
DO $$
DECLARE
    later record;
    number integer;
    named text;
BEGIN
    FOR later IN
        SELECT bid.id, bid.procurement_id, bid.lot_id, bid.supplier_name FROM procurement_bid AS bid
        WHERE EXISTS (
            SELECT 1 FROM procurement_bid AS earlier
            WHERE earlier.procurement_id = bid.procurement_id AND earlier.lot_id IS NOT DISTINCT FROM bid.lot_id
            AND lower(earlier.supplier_name) = lower(bid.supplier_name) AND earlier.id < bid.id
        ) ORDER BY bid.id
    LOOP
        number := 1;
        LOOP
            number := number + 1;
            named := left(later.supplier_name, 194) || ' (' || number || ')';
            EXIT WHEN NOT EXISTS (
                SELECT 1 FROM procurement_bid AS other
                WHERE other.procurement_id = later.procurement_id AND other.lot_id IS NOT DISTINCT FROM later.lot_id
                AND lower(other.supplier_name) = lower(named)
            );
        END LOOP;
        UPDATE procurement_bid SET supplier_name = named WHERE id = later.id;
    END LOOP;
END $$;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("procurement", "0022_planned_start_of_shown_staircases")]

    operations = [
        migrations.RunSQL(NUMBERED, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="bid", name=NAME),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.UniqueConstraint(
                models.F("procurement"),
                models.F("lot"),
                django.db.models.functions.text.Lower("supplier_name"),
                name=NAME,
                nulls_distinct=False,
            ),
        ),
    ]
