from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from emissions.models import Footprint
from foundation import figures


@pytest.mark.parametrize("language", ["en", "nb", "sv"])
def test_the_report_has_two_pages_with_the_figures(
    language: str, page: str, as_leader: Client, footprint: Footprint
) -> None:
    as_leader.cookies["django_language"] = language

    answer = as_leader.get(f"{page}report.pdf")

    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.content)).pages
    text = " ".join(page.extract_text() for page in pages)
    assert len(pages) == 2
    assert figures.mass_parts(footprint.total_kg, language)[0] in text
    assert "Bygg i Ekby AB" in text
    assert footprint.basis_hash[:12] in text
    assert "850709" not in text
