"""Ledger files as clients send them: multipart, bounded, and never trusted in name or type."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from emissions.importers.column_mapping import ColumnMapping, mapping_from_json
from emissions.importers.file_kinds import PARQUET, WORKBOOK, file_kind
from emissions.importers.ledger_file import FORMATS
from emissions.importers.parquet_check import WHILE_SOMEBODY_WAITS as PARQUET_WHILE_SOMEBODY_WAITS
from emissions.importers.parquet_check import check_parquet
from emissions.importers.problem_texts import sentence
from emissions.importers.workbook_check import WHILE_SOMEBODY_WAITS, check_workbook
from emissions.services.import_ledger import ReadingChoices
from foundation.api.fields import YesOrNo
from foundation.api.input import Input

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_LINES_WHILE_SOMEBODY_WAITS = 500_000
FIRST_YEAR, LAST_YEAR = 1990, 2100


class BoundedUpload(MultiPartParser):
    """Refuses a request that says it is too large before a byte of it is read."""

    def parse(self, stream: Request, *args: object, **kwargs: object) -> object:  # type: ignore[override]  # passed on
        """Read the parts of the body."""
        self.refuse_too_large(int(stream.META.get("CONTENT_LENGTH") or 0))
        return super().parse(stream, *args, **kwargs)  # type: ignore[arg-type]

    def refuse_too_large(self, size: int) -> None:
        """Raise what tells the client that the body is larger than what is taken here."""
        if size > settings.LEDGER_UPLOAD_MAX_BYTES:
            raise RequestDataTooBig


class TooLargeToCheckError(APIException):
    """A file that a worker reads, but that is not read while the client waits."""

    status_code = 413
    default_code = "too_large"
    default_detail = _(
        "The file is too large to be read while you wait. Import it: the job says what is wrong with it."
    )


class SmallUpload(BoundedUpload):
    """The same for a file that is read while the client waits."""

    def refuse_too_large(self, size: int) -> None:
        """Raise the error that leads to the imports."""
        if size > settings.LEDGER_CHECK_MAX_BYTES:
            raise TooLargeToCheckError


def refuse_long_reading(path: Path) -> None:
    """Raise TooLargeToCheckError for a small file that holds much: very short lines or rows, or many cells."""
    content = path.read_bytes()
    if max(content.count(mark) for mark in (b"\n", b"\r", b"{")) > MOST_LINES_WHILE_SOMEBODY_WAITS:
        raise TooLargeToCheckError
    kind = file_kind(path)
    if kind == WORKBOOK and check_workbook(path, WHILE_SOMEBODY_WAITS) == "workbook_is_too_large":
        raise TooLargeToCheckError
    if kind == PARQUET and check_parquet(path, PARQUET_WHILE_SOMEBODY_WAITS) == "parquet_is_too_large":
        raise TooLargeToCheckError


@extend_schema_field({"type": "object", "additionalProperties": True})
class MappingField(serializers.JSONField):
    """What the columns of a table are, as JSON; what is wrong with it is said in sentences."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:  # noqa: ANN401 - the framework's signature
        """Return the mapping with all its keys."""
        said = mapping_from_json(super().to_internal_value(data))
        if isinstance(said, ColumnMapping):
            return said.as_json()
        raise serializers.ValidationError([sentence(problem, gettext) for problem in said], code="mapping")


@extend_schema_serializer(component_name="LedgerUpload")
class LedgerUploadInput(Input):
    """A file and, where its content leaves a choice, how to read it."""

    file = serializers.FileField(help_text="The ledger as the accounting system gives it.", allow_empty_file=True)
    format = serializers.ChoiceField(
        choices=list(FORMATS), required=False, help_text="What it is expected to be; found in the content if left out."
    )
    year = serializers.IntegerField(
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text="The year, where the file has several or does not say.",
    )
    mapping = MappingField(
        required=False,
        help_text="What the columns of a table are, as a check of an unknown table proposes it. Left out, a file is "
        "read as it is recognised, or as was said of an earlier one with the same columns.",
    )
    keep_good_rows = YesOrNo(
        default=False, help_text="Accept a file in spite of rows that are wrong, without those rows."
    )


def choices_of(sent: dict[str, Any]) -> ReadingChoices:
    """Return how the file is to be read."""
    names = ("format", "year", "keep_good_rows", "mapping")
    return ReadingChoices(**{name: sent[name] for name in names if name in sent})


@contextmanager
def on_disk(upload: "UploadedFile[bytes]") -> Iterator[Path]:
    """Yield a path with the upload's bytes."""
    with tempfile.NamedTemporaryFile() as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)
