"""The bank in which an organisation or network writes: made on first use, described, shown to whom it is for."""

from collections.abc import Sequence
from itertools import count

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.errors import ConflictError, DomainError
from organisations.models import Organisation
from requirements_bank.calculations.requirement import LANGUAGES
from requirements_bank.models import Bank, SeenBy
from requirements_bank.services.decisions import owner_of

SLUG_LENGTH = 70
MAIN_LANGUAGE = {"NO": "nb", "SE": "sv"}


@transaction.atomic
def own_bank(organisation: Organisation) -> Bank:
    """Return the organisation's own bank. A new one asks for texts in the language of the organisation's country."""
    known = Bank.objects.filter(organisation=organisation, source="").first()
    return known or make_own_bank(
        organisation=organisation,
        name=_("The requirements of %(name)s") % {"name": organisation.name},
        languages=[MAIN_LANGUAGE.get(organisation.country, LANGUAGES[-1])],
        seen_by=SeenBy.NETWORK,
    )


@transaction.atomic
def make_own_bank(
    *,
    organisation: Organisation,
    name: str,
    languages: Sequence[str],
    description: str = "",
    seen_by: str = SeenBy.PUBLIC,
) -> Bank:
    """Return the organisation's new bank; ConflictError if it has one."""
    _check(name, languages)
    if Bank.objects.filter(organisation=organisation, source="").exists():
        raise ConflictError(_("There is a bank already. Load the page again."))
    bank = _stored(
        Bank(
            organisation=organisation,
            name=name.strip(),
            description=description.strip(),
            languages=list(languages),
            seen_by=SeenBy(seen_by),
        )
    )
    record_change(
        organisation_id=organisation.pk,
        kind="requirements_bank.own_bank",
        object_id=bank.uuid,
        action="made",
        summary={"name": bank.name},
    )
    return bank


@transaction.atomic
def change_own_bank(bank: Bank, *, name: str, languages: Sequence[str], description: str, seen_by: str) -> None:
    """Change what the bank is called and says of itself, its languages, and who sees it."""
    _check(name, languages)
    bank.name, bank.description = name.strip(), description.strip()
    bank.languages, bank.seen_by = list(languages), SeenBy(seen_by)
    bank.save(update_fields=["name", "description", "languages", "seen_by"])
    record_change(
        organisation_id=owner_of(bank),
        kind="requirements_bank.own_bank",
        object_id=bank.uuid,
        action="changed",
        summary={"name": bank.name},
    )


def _check(name: str, languages: Sequence[str]) -> None:
    if not name.strip():
        raise DomainError(_("Give the bank a name."))
    if not languages:
        raise DomainError(_("Choose at least one language."))


def _stored(bank: Bank) -> Bank:
    """Save the bank under the first free address; others' banks may be out of sight, so it is tried."""
    base = slugify(bank.organisation.slug if bank.organisation else bank.name)[:SLUG_LENGTH]
    for number in count(1):
        bank.slug = base if number == 1 else f"{base}-{number}"
        try:
            with transaction.atomic():
                bank.save()
        except IntegrityError as error:
            if "slug" not in str(error):
                raise ConflictError(_("There is a bank already. Load the page again.")) from error
            continue
        return bank
    raise AssertionError  # count() never ends
