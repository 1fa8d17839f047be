from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader

from emissions.models import Footprint
from foundation import figures
from organisations.models import Organisation
from tests.emissions.footprint_cases import Posting, calculated


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


def test_a_large_municipality_fits_on_two_pages_too(vik: Organisation, tmp_path: Path, as_leader: Client) -> None:
    accounts = [f"{group}{place}00" for group in (*range(60, 77), 11, 12, 40, 43, 45, 46, 57, 79) for place in range(9)]
    postings = [
        Posting(
            f"0{place % 9 + 1}-11",
            account,
            "Inköp av varor och tjänster för verksamheten",
            f"{1000 + place}.00",
            f"Aktiebolaget Mycket Långa Leverantörsnamn i Norden {place}",
            f"5599{place % 90 + 10}-0011",
        )
        for place, account in enumerate(accounts)
    ]
    footprint = calculated(vik, tmp_path, 2024, postings)
    as_leader.cookies["django_language"] = "sv"

    for address in (f"footprints/{footprint.uuid}/report.pdf", "overview/report.pdf"):
        answer = as_leader.get(f"/o/vik/{address}")
        assert len(PdfReader(BytesIO(answer.content)).pages) == 2, address
