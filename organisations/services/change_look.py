"""Change how an organisation presents itself: the name shown, the colour, the logo, how many live there."""

import re
from dataclasses import dataclass
from io import BytesIO

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.colours import OWN_GREEN, readable_colour
from foundation.errors import DomainError
from foundation.files.store import store_file
from organisations.models import Organisation

COLOUR = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Look:
    """What an administrator may choose; `logo` is a picture already read, None leaves the present one."""

    name: str
    accent_colour: str
    population: int | None = None
    logo: bytes | None = None
    without_logo: bool = False


@transaction.atomic
def change_look(*, organisation: Organisation, look: Look) -> None:
    """Save the look; raises DomainError for a colour that white text cannot be read on."""
    if look.accent_colour and not COLOUR.fullmatch(look.accent_colour):
        raise DomainError(_("Write the colour as # and six digits, such as #1b5e44."))
    if look.accent_colour and readable_colour(look.accent_colour) != look.accent_colour:
        raise DomainError(
            _("White text on %(colour)s is hard to read. Choose a darker colour, such as %(ours)s.")
            % {"colour": look.accent_colour, "ours": OWN_GREEN}
        )
    changed = [
        field
        for field in ("name", "accent_colour", "population")
        if getattr(organisation, field) != getattr(look, field)
    ]
    for field in changed:
        setattr(organisation, field, getattr(look, field))
    if look.without_logo or look.logo:
        changed.append("logo")
        organisation.logo = (
            store_file(organisation_id=organisation.pk, stream=BytesIO(look.logo), name="logo.png")
            if look.logo
            else None
        )
    if not changed:
        return
    organisation.save(update_fields=changed)
    record_change(
        organisation_id=organisation.pk,
        kind="organisations.organisation",
        object_id=organisation.uuid,
        action="changed",
        summary={"fields": changed},
    )
