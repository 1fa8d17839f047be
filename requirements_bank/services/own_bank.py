"""The one bank in which an organisation writes its own requirements; it is made when it is first needed."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organisations.models import Organisation
from requirements_bank.calculations.requirement import LANGUAGES
from requirements_bank.models import Bank, SeenBy

MAIN_LANGUAGE = {"NO": "nb", "SE": "sv"}


@transaction.atomic
def own_bank(organisation: Organisation) -> Bank:
    """Return the organisation's own bank. A new one asks for texts in the language of the organisation's country."""
    mine = Bank.objects.filter(organisation=organisation, source="")
    return mine.first() or _made(organisation, organisation.slug) or mine.first() or _made_anyway(organisation)


def _made(organisation: Organisation, slug: str) -> Bank | None:
    """Return a new bank in that place; nothing where somebody has the place, or made the bank in the meantime."""
    language = MAIN_LANGUAGE.get(organisation.country, LANGUAGES[-1])
    try:
        with transaction.atomic():
            return Bank.objects.create(
                organisation=organisation,
                slug=slug,
                name=_("The requirements of %(name)s") % {"name": organisation.name},
                languages=[language],
                seen_by=SeenBy.NETWORK,
            )
    except IntegrityError:
        return None


def _made_anyway(organisation: Organisation) -> Bank:
    bank = _made(organisation, f"{organisation.slug}-{organisation.uuid.hex[:8]}")
    return bank or Bank.objects.get(organisation=organisation, source="")
