"""An organisation has one factor set of a title, whether it is written in capitals or not.

Of sets whose titles are alike the later ones get a number behind theirs.
"""

import django.db.models.functions.text
from django.db import migrations, models

NAME = "own_set_title_once"
NUMBERED = """
DO $$
DECLARE
    later record;
    number integer;
    named text;
BEGIN
    FOR later IN
        SELECT own.id, own.organisation_id, own.title FROM emissions_ownfactorset AS own
        WHERE EXISTS (
            SELECT 1 FROM emissions_ownfactorset AS earlier
            WHERE earlier.organisation_id = own.organisation_id
            AND lower(earlier.title) = lower(own.title) AND earlier.id < own.id
        ) ORDER BY own.id
    LOOP
        number := 1;
        LOOP
            number := number + 1;
            named := left(later.title, 110) || ' (' || number || ')';
            EXIT WHEN NOT EXISTS (
                SELECT 1 FROM emissions_ownfactorset AS other
                WHERE other.organisation_id = later.organisation_id AND lower(other.title) = lower(named)
            );
        END LOOP;
        UPDATE emissions_ownfactorset SET title = named, revision = revision + 1 WHERE id = later.id;
    END LOOP;
END $$;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("emissions", "0020_parts_of_their_owners_footprint")]

    operations = [
        migrations.RunSQL(NUMBERED, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="ownfactorset", name=NAME),
        migrations.AddConstraint(
            model_name="ownfactorset",
            constraint=models.UniqueConstraint(
                models.F("organisation"), django.db.models.functions.text.Lower("title"), name=NAME
            ),
        ),
    ]
