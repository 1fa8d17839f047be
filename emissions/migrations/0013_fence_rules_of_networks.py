"""A network's published rules are read by its members and never changed; what a member makes of them is its own."""

from django.db import migrations

from foundation.postgres.row_security import protect

OF_NEIGHBOURS = "organisation_id IN (SELECT organisations_neighbours())"


class Migration(migrations.Migration):
    dependencies = [("emissions", "0012_rules_of_networks"), ("organisations", "0006_neighbours_today")]

    operations = [
        protect("emissions_networkruleset", public_if=OF_NEIGHBOURS, append_only=True),
        protect("emissions_networkrules"),
    ]
