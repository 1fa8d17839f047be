"""What the lead alone knows of an evaluation gets a table of its own, and so do changes while bids are there."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_neighbours"),
        ("procurement", "0018_percent_as_it_was_said"),
    ]

    operations = [
        migrations.AddField(
            model_name="lot",
            name="revision",
            field=models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites"),
        ),
        migrations.CreateModel(
            name="EvaluationNotes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reasons",
                    models.TextField(
                        blank=True, help_text="Why this model, and what was weighed; stands in the protocol"
                    ),
                ),
                ("chosen_by", models.CharField(blank=True, max_length=200)),
                ("expected", models.JSONField(blank=True, default=dict, help_text="Of bids, before they are there")),
                (
                    "evaluation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="procurement.evaluation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="The lead",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EvaluationChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.CharField(blank=True, help_text="The model until then", max_length=20)),
                ("model", models.CharField(blank=True, help_text="The model from then on", max_length=20)),
                ("reason", models.TextField()),
                ("made_by", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="procurement.evaluation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="The lead",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="evaluation_change_has_a_reason"
                    )
                ],
            },
        ),
    ]
