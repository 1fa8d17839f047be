"""Find an organisation as a command or a file names it."""

import re

from foundation.errors import NotFoundError
from organisations.models import Organisation


def organisation_by_number(number: str) -> Organisation:
    """Return the organisation with this number, written with signs between or not; NotFoundError says what to do."""
    digits = re.sub(r"\D", "", number)
    found = list(Organisation.objects.filter(number=digits))
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(f"Organisation number {number} is used in several countries; use the address name instead.")
    by_slug = Organisation.objects.filter(slug=number).first()
    if by_slug:
        return by_slug
    raise NotFoundError(
        f"There is no organisation with number {number}. Make it first: manage.py create_organisation --help"
    )
