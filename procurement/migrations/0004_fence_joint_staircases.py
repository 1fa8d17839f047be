"""A network's joint staircases are seen by its members, or by everybody; each member's vote and way are its own to write."""

from django.db import migrations

from foundation.postgres.row_security import protect
from requirements_bank.fences import SEEN

TABLES = ("jointstaircase", "jointversion", "vote", "jointadoption")


class Migration(migrations.Migration):
    dependencies = [("procurement", "0003_joint_staircases"), ("organisations", "0005_neighbours")]

    operations = [protect(f"procurement_{table}", public_if=SEEN) for table in TABLES]
