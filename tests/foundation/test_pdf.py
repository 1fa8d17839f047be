import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from foundation import charts, pdf

DOCUMENT = """{% extends "base_print.html" %}{% block title %}Klimafotavtrykk 2024{% endblock %}
{% block running_title %}Klimafotavtrykk 2024{% endblock %}
{% block content %}<h1>Innkjøpene våre</h1><p>Ærlig talt: 12 400 t.</p>{{ drawing.wide }}
<h2>Mer</h2>{{ more }}{% endblock %}"""


def document(language: str = "nb", more: str = "", **context: object) -> str:
    drawing = charts.horizontal_bars(
        [charts.BarRow("Bygg og anlegg", 4_810)], unit="t", title="Kategorier", description="Størst", language=language
    )
    with translation.override(language):
        return engines["django"].from_string(DOCUMENT).render({"drawing": drawing, "more": more, **context})


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def test_pdf_holds_the_text_of_the_page_and_its_chart() -> None:
    text = read(pdf.pdf_of(document())).pages[0].extract_text()

    assert "Innkjøpene våre" in text
    assert "Ærlig talt" in text
    assert "Bygg og anlegg" in text


def test_pdf_is_tagged_with_language_and_title() -> None:
    reader = read(pdf.pdf_of(document("sv")))
    root: Any = reader.trailer["/Root"]

    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Klimafotavtrykk 2024"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_pages_are_numbered_in_the_footer() -> None:
    long = "\n".join(["Linje"] * 900)
    reader = read(pdf.pdf_of(document("en", more=long)))

    assert len(reader.pages) > 1
    assert f"Page 2 of {len(reader.pages)}" in " ".join(reader.pages[1].extract_text().split())
    assert "Klimafotavtrykk 2024" in reader.pages[1].extract_text()


def test_pdf_carries_our_typeface() -> None:
    page: Any = read(pdf.pdf_of(document())).pages[0]
    fonts = [str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()]

    assert any("Inter" in name for name in fonts)


@pytest.mark.parametrize("html", ["<p>no head</p>", "<html lang='nb'><title></title></html>", "<html><title>x</title>"])
def test_document_without_language_or_title_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match="base_print"):
        pdf.pdf_of(html)


@pytest.mark.parametrize("address", ["http://example.org/x.png", "file:///etc/hostname", "../../../manage.py"])
def test_document_reaches_neither_network_nor_disk(address: str) -> None:
    with pytest.raises(ValueError, match="static file"):
        pdf.pdf_of(f"<html lang='nb'><title>x</title><img alt='' src='{address}'>")


def test_document_finds_static_files_under_the_names_that_they_are_served_by(
    settings: Settings, tmp_path: Path
) -> None:
    storage = "foundation.static_addresses.PlainFiles"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}
    call_command("collectstatic", verbosity=0, interactive=False)
    html = document()

    assert re.search(r"/css/report\.[0-9a-f]{12}\.css", html)
    assert "Innkjøpene våre" in read(pdf.pdf_of(html)).pages[0].extract_text()


def test_response_is_a_file_to_save() -> None:
    response = pdf.pdf_response(
        RequestFactory().get("/"), "base_print.html", {"title": "x"}, filename="Fotavtrykk – Ekby.pdf"
    )

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Fotavtrykk%20%E2%80%93%20Ekby.pdf"
    assert response.content.startswith(b"%PDF-")


def test_missing_system_library_is_named_in_a_sentence() -> None:
    program = """
import sys
class NoPango:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, NoPango())
import django
django.setup()
from foundation.pdf import PdfUnavailableError, pdf_of
try:
    pdf_of("<html lang='nb'><title>x</title></html>")
except PdfUnavailableError as error:
    print(error)
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=None)  # noqa: S603 - our own program

    assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core" in result.stdout
