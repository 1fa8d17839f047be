"""Files that are handed over with a form, kept and given out again: of a procurement, a contract and a talk."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from django.http import FileResponse
from django.utils.translation import gettext as _

from foundation.downloads import plain_name
from foundation.errors import DomainError
from foundation.files.forms import UploadForm
from foundation.files.models import StoredFile
from foundation.files.opened import opened
from procurement.importers.document_kind import KINDS, MOST_BYTES
from procurement.services.documents import MEGABYTE

Form = TypeVar("Form", bound=UploadForm)
MOST_MEGABYTES = MOST_BYTES // MEGABYTE
MOST_IN_A_REQUEST = MOST_BYTES + 64 * 1024
"""The file, and what a form takes beside it."""
PLAIN = "application/octet-stream"


class HandedOver(Protocol):
    """What has a file and a name for it."""

    title: str
    file: StoredFile


def too_large(empty: Form) -> Form:
    """Return a form without data that says of its file that it is larger than what is taken."""
    empty.is_valid()
    empty.errors.clear()
    sentence = _("The file is larger than %(most)s MB. Make it smaller, or divide it.")
    empty.add_error("file", sentence % {"most": MOST_MEGABYTES})
    return empty


def is_kept(form: UploadForm, keep: Callable[..., object], fields: Iterable[str]) -> bool:
    """Keep the file of a valid form with what these fields say; where that is not possible, say so in the form.

    `keep` takes `stream`, `file_name` and the fields by name, and raises a DomainError where it keeps nothing.
    """
    said = {name: form.cleaned_data[name] for name in fields}
    try:
        keep(stream=form.upload, file_name=form.upload.name or "", **said)
    except DomainError as problem:
        form.add_error(getattr(problem, "field", "") or None, str(problem))
        return False
    return True


def given_out(thing: HandedOver) -> FileResponse:
    """Return its file as it came, to be saved under its title. Needs an access that reads it."""
    ending = thing.file.name.rpartition(".")[2].lower()
    name = plain_name(thing.title) or plain_name(_("document"))
    named = f"{name}.{ending}" if ending in KINDS else name
    stream = opened(thing.file)
    return FileResponse(stream, as_attachment=True, filename=named, content_type=PLAIN)
