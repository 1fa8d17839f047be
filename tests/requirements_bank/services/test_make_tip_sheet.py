"""Tip sheets: always one page, in four languages, with the chosen values; a few here, all in `make endurance`."""

import os
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from foundation.pdf import one_page_pdf
from requirements_bank.calculations.requirement import LANGUAGES
from requirements_bank.calculations.stored_content import fingerprint, plain
from requirements_bank.models import Bank, Example, Requirement, RequirementVersion, State
from requirements_bank.reports.example_words import shown_example
from requirements_bank.reports.requirement_words import shown
from requirements_bank.reports.tip_sheet import example_sheets, requirement_sheets
from requirements_bank.services.load_shipped import shipped_examples, shipped_requirements
from requirements_bank.services.make_tip_sheet import tip_sheet_pdf
from tests.factories.bank import said, texts

ALL = bool(os.environ.get("KLIMATRAPPA_ENDURANCE"))
ADDRESS = "https://klimatrappa.example/banks/klimatrappa/"


@cache
def versions() -> dict[str, RequirementVersion]:
    return {content.code: version_of(said) for content, said in shipped_requirements()[0]}


@cache
def examples() -> dict[str, Example]:
    return {content.code: Example(code=content.code, content=plain(said)) for content, said in shipped_examples()[0]}


def version_of(said: Mapping[str, Any]) -> RequirementVersion:
    requirement = Requirement(bank=Bank(name="Klimatrappa"), code=said["code"])
    return RequirementVersion(
        requirement=requirement,
        number=said.get("version", 1),
        content=plain(said),
        content_hash=fingerprint(said),
        state=State.PUBLISHED,
        valid_from=date.fromisoformat(str(said["valid_from"])),
    )


def longest() -> list[str]:
    """The requirement that has most to say; all of them in `make endurance`."""
    by_length = sorted(versions(), key=lambda code: -len(str(versions()[code].content)))
    return by_length if ALL else by_length[:1]


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def words_of(pdf: bytes) -> str:
    return " ".join(read(pdf).pages[0].extract_text().split())


def test_endurance_of_the_sheets_of_requirements_is_one_page_each() -> None:
    for code in longest():
        for language in LANGUAGES:
            pdf = tip_sheet_pdf(requirement_sheets(versions()[code], language), owner="Ekby kommune", address=ADDRESS)
            assert len(read(pdf).pages) == 1, (code, language)


def test_endurance_of_the_sheets_of_examples_is_one_page_each() -> None:
    by_length = sorted(examples(), key=lambda code: -len(str(examples()[code].content)))
    for code in by_length if ALL else by_length[:1]:
        for language in LANGUAGES:
            example = examples()[code]
            linked = [shown(versions()[each], language=language) for each in example.content["requirements"]]
            pdf = tip_sheet_pdf(example_sheets(shown_example(example, language), linked), owner="Ekby kommune")
            assert len(read(pdf).pages) == 1, (code, language)


def test_a_requirement_of_any_length_fits() -> None:
    endless = texts(" ".join(["Leverandøren skal levere."] * 400))
    wording = texts("Minst {share} " + "av alt som leveres " * 200)
    title = texts("Lang tittel " * 7)
    long = version_of(said(motive=endless, proof=endless, follow_up=endless, wording=wording, title=title))
    pdf = tip_sheet_pdf(requirement_sheets(long, "nb"), owner="Ekby kommune")

    assert len(read(pdf).pages) == 1
    assert "Teksten er forkortet." in words_of(pdf)


def test_a_sheet_says_what_the_requirement_says_with_the_chosen_values() -> None:
    sheets = requirement_sheets(versions()["TRA-001"], "nn", {"share": Decimal(73)})
    text = words_of(tip_sheet_pdf(sheets, owner="Vik", address=ADDRESS))

    assert "73 % av leveransane" in text.replace("\u00a0", " ")
    for heading in ("Det står i kravet", "Kvifor vi ber om det", "Slik kontrollerer vi", "Føreslåtte trinn"):
        assert heading in text
    assert "Basis · Kontraktsvilkår" in text
    assert "Klimatrappa · TRA-001 versjon 1, gjeld frå 1. januar 2026" in text
    assert ADDRESS in text
    assert "forkorta" not in text


def test_a_sheet_is_tagged_with_the_language_of_its_texts() -> None:
    reader = read(tip_sheet_pdf(requirement_sheets(versions()["TRA-001"], "sv"), owner="Vik"))
    root: Any = reader.trailer["/Root"]

    assert root["/Lang"] == "sv"
    assert reader.metadata is not None
    assert reader.metadata.title == "Fossilfria leveranser"


def test_what_is_made_up_and_what_is_no_longer_used_says_so() -> None:
    made_up = Example(code="EX-900", content={**examples()["EX-001"].content, "is_demonstration": True})
    retired = version_of(said(code="EGN-001", version=2))
    retired.state = State.RETIRED

    assert "Oppdiktet" in words_of(tip_sheet_pdf(example_sheets(shown_example(made_up, "nb"), []), owner="Vik"))
    assert "Används inte längre" in words_of(tip_sheet_pdf(requirement_sheets(retired, "sv"), owner="Vik"))


def test_what_never_fits_is_an_error_and_the_fullest_that_fits_is_taken() -> None:
    page = "<html lang='nb'><title>x</title><p>{}</p>"
    long, short = page.format("ord<br>" * 100), page.format("kort")

    assert "kort" in words_of(one_page_pdf([long, short, page.format("kortere")]))
    with pytest.raises(ValueError, match="fits on one page"):
        one_page_pdf([long])
