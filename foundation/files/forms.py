"""The part of a form that takes a file."""

from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class UploadForm(forms.Form):
    """One file; an empty one is taken, so that whoever reads it can say what is wrong with it."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file, or drop one here.")},
    )

    @property
    def upload(self) -> "UploadedFile[bytes]":
        """The file that came."""
        return cast("UploadedFile[bytes]", self.cleaned_data["file"])
