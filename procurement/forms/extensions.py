"""The extensions of a contract as somebody types them: the months of each, with something between them."""

import re

from django import forms
from django.utils.translation import gettext as _

from procurement.calculations.contract_period import MOST_OPTIONS
from procurement.models.procurements import LONGEST_MONTHS


def typed_extensions(text: str) -> list[int]:
    """Return the months of each extension; ValidationError for what is no number of months, and for too many."""
    parts = [part for part in re.split(r"[,;+\s]+", text) if part]
    if len(parts) > MOST_OPTIONS or not all(part.isdecimal() and 1 <= int(part) <= LONGEST_MONTHS for part in parts):
        raise forms.ValidationError(_("Write the months of at most ten extensions, such as 12, 12."))
    return [int(part) for part in parts]
