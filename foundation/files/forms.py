"""The part of a form that takes a file, and files that are handed over without any other field."""

from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest

_MEGABYTE = 1024 * 1024


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


def upload_within(request: "HttpRequest", most_bytes: int) -> "UploadedFile[bytes] | str":
    """Return the file that came, or the sentence that says why none can be taken."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return gettext("Choose a file, or drop one here.")
    return too_large(most_bytes) if (form.upload.size or 0) > most_bytes else form.upload


def too_large(most_bytes: int) -> str:
    """Return what is said of a file of rows that is larger than so many bytes."""
    return gettext("The file is larger than %(most)s MB. Divide it.") % {"most": most_bytes // _MEGABYTE}
