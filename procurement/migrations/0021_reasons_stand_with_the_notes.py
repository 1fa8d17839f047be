"""Reasons, and who chose a model, no longer stand in the row that those who buy along read."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("procurement", "0020_let_buyers_read_how_bids_are_compared")]

    operations = [
        migrations.RemoveField(model_name="evaluation", name="reasons"),
        migrations.RemoveField(model_name="evaluation", name="chosen_by"),
    ]
