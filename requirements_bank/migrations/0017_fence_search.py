"""What is found is what is in sight: fences for the new tables, and quick ones for all that lists read."""

from django.db import migrations

from foundation.postgres.row_security import protect
from requirements_bank.fences import SEEN, read_quickly

NEW = ("indexedword", "knownword", "listedrequirement")
READ_MUCH = ("requirement", "requirementversion", "bank", "adoption", "requirementtext", *NEW)


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0016_search_of_requirements")]

    operations = [
        *[protect(f"requirements_bank_{table}", public_if=SEEN) for table in NEW],
        *[read_quickly(f"requirements_bank_{table}") for table in READ_MUCH],
    ]
