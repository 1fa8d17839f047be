"""What somebody who hands over accounts fills in: the file, and how to read it where its content leaves a choice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emissions.services.import_ledger import ReadingChoices
from foundation.files.forms import UploadForm

FIRST_YEAR, LAST_YEAR = 1990, 2100


class LedgerUploadForm(UploadForm):
    """One ledger file; an empty one is taken, so that the check can say what is wrong with it."""


class ReadingForm(forms.Form):
    """How to read a file: the year where it does not say or has several, and what to do with rows that are wrong."""

    year = forms.IntegerField(
        label=_("Year of the accounts"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )
    keep_good_rows = forms.BooleanField(
        label=_("Leave out the rows that cannot be read, and import the others"), required=False
    )

    def choices_with(self, earlier: dict[str, Any]) -> ReadingChoices:
        """Return the choices of the form on top of the earlier ones; what the form does not show stays as it was."""
        said = {name: value for name, value in self.cleaned_data.items() if value or name in self.data}
        return ReadingChoices(**{**earlier, **said})
