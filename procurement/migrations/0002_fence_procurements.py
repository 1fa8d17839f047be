"""A procurement is read by the people of its lead and of those who buy along, and written by the lead's alone."""

from django.db import migrations

from foundation.postgres.row_security import READ, protect
from requirements_bank.fences import SEEN

JOINED = f"""
CREATE FUNCTION procurement_joined() RETURNS SETOF bigint
LANGUAGE plpgsql STABLE COST 1 ROWS 100 AS $$
BEGIN
    RETURN QUERY
    SELECT along.procurement_id FROM procurement_buyer AS along
    WHERE along.buyer_id = ANY (coalesce(nullif(current_setting('{READ}', true), ''), '{{}}')::bigint[]);
END
$$;
"""
BUYS_ALONG = f"buyer_id = ANY (coalesce(nullif(current_setting('{READ}', true), ''), '{{}}')::bigint[])"
OF_JOINED = "procurement_id IN (SELECT procurement_joined())"
PARTS = ("participant", "procurementdocument", "lot", "askedrequirement")


class Migration(migrations.Migration):
    dependencies = [("procurement", "0001_procurements"), ("requirements_bank", "0026_used_at_its_price")]

    operations = [
        migrations.RunSQL(JOINED, "DROP FUNCTION procurement_joined();"),
        protect("procurement_buyer", public_if=BUYS_ALONG),
        protect("procurement_procurement", public_if="id IN (SELECT procurement_joined())"),
        *[protect(f"procurement_{part}", public_if=OF_JOINED) for part in PARTS],
        protect(
            "procurement_staircase",
            public_if=f"asked_id IN (SELECT id FROM procurement_askedrequirement WHERE {OF_JOINED})",
        ),
        protect(
            "procurement_staircasestep",
            public_if=(
                "staircase_id IN (SELECT stairs.id FROM procurement_staircase AS stairs"
                f" JOIN procurement_askedrequirement AS asked ON asked.id = stairs.asked_id WHERE asked.{OF_JOINED})"
            ),
        ),
        protect("procurement_shownstaircase", public_if=SEEN),
    ]
