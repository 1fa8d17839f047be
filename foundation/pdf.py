"""PDF from the same templates as pages: tagged for screen readers (PDF/UA-1), with language and title.

The only user of WeasyPrint. A document may take style sheets, fonts and images from our own static files and from
data URIs; it never reaches out to the network or the disk.
"""

import mimetypes
import re
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from foundation.downloads import PDF, saved_as
from foundation.errors import DomainError

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
_OPTIONS = {"pdf_variant": "pdf/ua-1"}
_BASE = "http://pages.invalid/"
_DECLARED = re.compile(r"<html[^>]*\slang=[\"']?[a-z]{2}.*<title>\s*[^<\s]", re.DOTALL | re.IGNORECASE)


class PdfUnavailableError(DomainError):
    """This machine lacks what PDFs are made with; the message names the packages."""

    status = 503


def pdf_of(html: str) -> bytes:
    """Return the PDF of a whole HTML document.

    Raises ValueError where the document has no language or no title, since a PDF/UA needs both, or uses anything but
    our static files and data URIs; and PdfUnavailableError with the names of the missing packages where the system
    libraries are not installed.
    """
    return _written(_laid_out(html))


def one_page_pdf(drafts: Iterable[str]) -> bytes:
    """Return the PDF of the first of the documents that fits on one page; give the fullest one first.

    Each is only made when the one before it was too long. Raises ValueError where none fits, and as `pdf_of` does.
    """
    for html in drafts:
        document = _laid_out(html)
        if len(document.pages) == 1:
            return _written(document)
    raise ValueError("Not even the shortest document fits on one page.")


def pdf_response(request: HttpRequest, template: str, context: dict[str, Any], *, filename: str) -> HttpResponse:
    """Render a template that extends base_print.html and answer with its PDF, to be saved as `filename`."""
    content = pdf_of(render_to_string(template, context, request))
    return saved_as(filename, content, PDF)


def _laid_out(html: str) -> Any:  # noqa: ANN401 - WeasyPrint ships no types
    if not _DECLARED.search(html):
        raise ValueError("A document for PDF needs <html lang> and a <title>: extend base_print.html.")
    weasyprint = _weasyprint()
    try:
        return weasyprint.HTML(string=html, base_url=_BASE, url_fetcher=_static_fetcher()).render(**_OPTIONS)
    except weasyprint.urls.FatalURLFetchingError as error:  # not an Exception: it would end the worker
        raise ValueError(f"{error}. {error.__cause__}") from error


def _written(document: Any) -> bytes:  # noqa: ANN401 - as above
    return bytes(document.write_pdf(**_OPTIONS))


def _weasyprint() -> Any:  # noqa: ANN401 - the module itself, loaded late since it needs system libraries
    try:
        import weasyprint  # noqa: PLC0415 - without pango the import itself fails, and only PDFs may fail then
    except OSError as error:
        sentence = _("PDF files cannot be made here: the server lacks system libraries. Install %(packages)s.")
        raise PdfUnavailableError(sentence % {"packages": PACKAGES}) from error
    return weasyprint


def _static_fetcher() -> Any:  # noqa: ANN401 - a subclass of a class that is loaded late
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - as above

    class StaticFetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint ships no types
        """Gives out our static files and data URIs, and refuses everything else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> "URLFetcherResponse":
            if url.startswith("data:"):
                return super().fetch(url, headers)
            kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
            content = _static_content(url)
            return URLFetcherResponse(
                url, _unpacked(content) if url.endswith(".woff2") else content, {"Content-Type": kind}
            )

    return StaticFetcher(fail_on_errors=True)


@lru_cache(maxsize=8)
def _unpacked(font: bytes) -> bytes:
    """Return a WOFF2 font as TrueType, unpacked once per process: WeasyPrint would do it for every document."""
    from fontTools.ttLib.woff2 import decompress  # noqa: PLC0415 - comes with WeasyPrint, needed for PDFs alone

    unpacked = BytesIO()
    decompress(BytesIO(font), unpacked)
    return unpacked.getvalue()


def _static_content(url: str) -> bytes:
    prefix = urlsplit(settings.STATIC_URL).path
    path = unquote(urlsplit(url).path)
    if not url.startswith(_BASE) or not path.startswith(prefix):
        raise ValueError(f"A document for PDF may only use our static files, not {url}")
    name = path.removeprefix(prefix)
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    found = finders.find(name)
    if not found:
        raise ValueError(f"There is no static file {name}")
    with open(found, "rb") as file:  # noqa: PTH123 - a path from the finders is a string
        return file.read()
