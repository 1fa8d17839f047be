"""Files that people save: what they are called, and sheets as Excel or CSV."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language, override

from foundation.spreadsheets import Sheet, csv_of, workbook_of

PDF = "application/pdf"
ZIP = "application/zip"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Letters that Unicode does not take apart into a plain one and its mark.
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ð": "d", "þ": "th", "ß": "ss"})


def plain_name(*words: object) -> str:
    """Return words as one name of plain letters, for a file or an address; no letter is lost.

    >>> plain_name("Söderåsa kommun", 2024, "Leverandør")
    'soderasa-kommun-2024-leverandor'
    """
    return slugify(" ".join(str(word) for word in words).lower().translate(_LETTERS))


def saved_as(filename: str, content: bytes, content_type: str) -> HttpResponse:
    """Answer with a file, to be saved under a name with its ending."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename)
    return response


def file_of(sheets: Sequence[Sheet], name: str, kind: str) -> HttpResponseBase:
    """Answer with the sheets as an Excel file, or with the first of them as CSV, to be saved under a name."""
    return _csv(sheets[0], name) if kind == "csv" else saved_as(f"{name}.xlsx", workbook_of(sheets), EXCEL)


def table_links(address_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return the links to a table as Excel and as CSV for a page's actions; `address_of` takes "xlsx" or "csv"."""
    kinds = {"xlsx": ("Excel", "table"), "csv": ("CSV", "download")}
    return [
        {"title": title, "icon": icon, "address": address_of(kind), "download": True}
        for kind, (title, icon) in kinds.items()
    ]


def _csv(sheet: Sheet, name: str) -> StreamingHttpResponse:
    language = get_language() or "en"
    parts = _worded(csv_of(sheet, language), language)
    response = StreamingHttpResponse(parts, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.csv")
    return response


def _worded(parts: Iterator[str], language: str | None) -> Iterator[str]:
    """Yield the parts of a streamed answer, each made in the reader's language, which is given back in between."""
    while True:
        with override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part
