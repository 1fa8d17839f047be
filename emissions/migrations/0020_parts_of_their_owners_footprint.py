"""A part of a footprint and the footprint are of one organisation, which one check for each row sees to instead of two."""

import django.db.models.deletion
from django.db import migrations, models

TABLES = {"part": "emissions_footprintpart", "gap": "emissions_footprintgap"}


def _of_owner(name: str, table: str) -> migrations.RunSQL:
    constraint = f"footprint_{name}_of_owner"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {constraint} FOREIGN KEY (footprint_id, organisation_id)"
        " REFERENCES emissions_footprint (id, organisation_id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {constraint}",
    )


def _unchecked(model: str, name: str) -> list[migrations.AlterField]:
    return [
        migrations.AlterField(
            model,
            "organisation",
            models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AlterField(
            model,
            "footprint",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name=name,
                to="emissions.footprint",
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("emissions", "0019_fence_import_quality")]

    operations = [
        *_unchecked("footprintpart", "parts"),
        *_unchecked("footprintgap", "gaps"),
        migrations.AddConstraint(
            "footprint", models.UniqueConstraint(fields=["id", "organisation"], name="footprint_with_owner")
        ),
        *(_of_owner(name, table) for name, table in TABLES.items()),
    ]
