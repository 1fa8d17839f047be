"""What is found of an example is seen with it; whom to ask about it by its owner's networks at most."""

from django.db import migrations

from foundation.postgres.row_security import protect
from requirements_bank.fences import SEEN


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0008_example_texts")]

    operations = [
        protect("requirements_bank_exampletext", public_if=SEEN),
        protect("requirements_bank_examplecontact", public_if=SEEN),
    ]
