"""Cards that an earlier rule took for persons', such as those with a Swedish company's VAT number, and the reverse."""

from typing import Any

from django.db import migrations

from foundation.personal_numbers import without_personal_numbers
from suppliers.calculations.numbers import company_digits, is_personal, is_valid_organisation_number


def judge_again(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - the framework's signature
    """Say of every card anew whether it is a person's; a company's joins its party, a person's none."""
    cards, parties = apps.get_model("suppliers", "SupplierCard"), apps.get_model("suppliers", "Party")
    for card in cards.objects.select_related("organisation").iterator(chunk_size=10_000):
        country = card.organisation.country
        of_person = is_personal(card.number, country) or without_personal_numbers(card.name, country) != card.name
        if of_person == card.is_personal:
            continue
        card.is_personal, card.party = of_person, None
        if not of_person and is_valid_organisation_number(card.number, country):
            card.party, _made = parties.objects.get_or_create(
                country=country, number=company_digits(card.number, country), defaults={"name": card.name}
            )
        card.save(update_fields=["is_personal", "party"])


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0002_fence_supplier_cards")]

    operations = [migrations.RunPython(judge_again, migrations.RunPython.noop)]
