"""What was loaded before there were banks belongs to the shipped one, and everybody sees it."""

from django.db import migrations


def shipped_bank(apps, schema_editor):
    Bank = apps.get_model("requirements_bank", "Bank")
    models = [apps.get_model("requirements_bank", name) for name in ("Requirement", "RequirementVersion", "Example")]
    Requirement = models[0]
    if Requirement.objects.filter(organisation=None).exists():
        bank, _ = Bank.objects.get_or_create(
            organisation=None,
            slug="klimatrappa",
            defaults={"name": "Klimatrappa", "languages": ["nb", "nn", "sv", "en"], "seen_by": "public"},
        )
        Requirement.objects.filter(organisation=None).update(bank=bank)
    for model in models:
        model.objects.filter(organisation=None).update(seen_by="public")


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0005_banks")]

    operations = [migrations.RunPython(shipped_bank, migrations.RunPython.noop)]
