"""A bank is read out of every format that it is written in; what swells, hides or is broken is refused in words."""

import io
import zipfile
from typing import Any

import pytest
import yaml
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from requirements_bank.calculations.same_content import comparable, plain_content
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.bank_file import read_bank_file
from requirements_bank.importers.packed import Limits, unpacked
from requirements_bank.reports.bank_files import csv_of, json_of, yaml_of, zip_of
from requirements_bank.reports.bank_load_words import worded_in_file
from requirements_bank.reports.bank_workbook import workbook_of
from requirements_bank.services.load_shipped import shipped_requirements
from tests.factories.bank import said, texts
from tests.requirements_bank.calculations.test_bank_sheets import contents

ABOUT = {"name": "Nabobanken", "source": "Nabolag", "licence": "CC BY 4.0", "languages": ["nb", "sv"]}
WRITERS = {"yaml": yaml_of, "zip": zip_of, "json": json_of, "xlsx": workbook_of}


def said_in(data: bytes) -> list[Any]:
    return [entry.said for entry in read_bank_file(data).entries]


def refusal(data: bytes) -> str:
    with pytest.raises(BankFileError) as raised:
        read_bank_file(data)
    with translation.override("en"):
        return worded_in_file(raised.value.problem)


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("language", ["nb", "sv", "en"])
def test_the_shipped_bank_comes_back_from_every_format(kind: str, language: str) -> None:
    shipped = [plain_content(said) for _content, said in shipped_requirements()[0]][:20]
    with translation.override(language):
        found = read_bank_file(WRITERS[kind](ABOUT, shipped))

    assert found.problems == ()
    assert found.about["source"] == "Nabolag"
    by_code = {entry.said["code"]: entry.said for entry in found.entries}  # type: ignore[index]
    assert {code: comparable(content) for code, content in by_code.items()} == {
        content["code"]: comparable(content) for content in shipped
    }


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(contents, min_size=1, max_size=3))
def test_writing_and_reading_lose_nothing(kind: str, found: list[dict[str, Any]]) -> None:
    bank = [{"code": f"EGN-{number}", **content} for number, content in enumerate(found)]

    back = {content["code"]: content for content in said_in(WRITERS[kind](ABOUT, bank))}

    assert [comparable(back[content["code"]]) for content in bank] == [comparable(content) for content in bank]


def test_no_stays_a_country() -> None:
    assert said_in(b"code: A-1\ncountries: [NO, SE]\n") == [{"code": "A-1", "countries": ["NO", "SE"]}]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty"),
        (b"a: &x [1]\nb: *x\n", "Line 1 has an anchor or alias"),
        (b"a: [1\nb: 2\n", "cannot be read as YAML"),
        (b"a: !!python/object:os.system 1\n", "cannot be read as YAML"),
        (b"x: " + b"[" * 40 + b"]" * 40, "deeper in each other"),
        (b"\xff\xfe\x00bad", "no text in UTF-8"),
        (b'{"a": ', "cannot be read as JSON"),
        (b"PK\x03\x04broken", "The zip file is damaged"),
        (b"# nothing\n", "holds no requirement"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


def test_a_billion_laughs_are_refused_at_once() -> None:
    lines = ["a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]"]
    lines += [f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]" for n in range(8)]

    assert "anchor or alias" in refusal("\n".join(lines).encode())


def test_a_zip_that_swells_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.yaml", b" " * 5_000_000)
    assert len(buffer.getvalue()) < 10_000

    with pytest.raises(BankFileError) as raised:
        list(unpacked(buffer.getvalue(), Limits(parts=10, unpacked=1_000_000)))
    assert raised.value.problem.code == "file_too_large"


def test_a_workbook_with_a_declaration_is_refused() -> None:
    whole = workbook_of(ABOUT, [said()])
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/sharedStrings.xml":
                content = content.replace(b"<sst", b'<!DOCTYPE sst [<!ENTITY a "aaaa">]><sst', 1)
            new.writestr(part.filename, content)

    assert "damaged" in refusal(buffer.getvalue())


def test_one_broken_file_of_a_zip_leaves_the_others() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("good.yaml", yaml.safe_dump(said("EGN-1")))
        archive.writestr("bad.yaml", "a: [")
        archive.writestr("readme.txt", "not ours")

    found = read_bank_file(buffer.getvalue())

    assert [entry.place for entry in found.entries] == ["file:good.yaml"]
    assert [(problem.code, problem.place) for problem in found.problems] == [("not_yaml", "bad.yaml")]


def test_a_row_without_its_requirement_and_a_column_that_nobody_knows_are_told() -> None:
    with translation.override("en"):
        book = load_workbook(io.BytesIO(workbook_of(ABOUT, [said("EGN-1")])))
    book.worksheets[3].append(["EGN-9", "Hvem?"])
    requirements = book.worksheets[0]
    requirements.cell(2, requirements.max_column + 1, "colour")
    buffer = io.BytesIO()
    book.save(buffer)

    with translation.override("en"):
        sentences = [worded_in_file(problem) for problem in read_bank_file(buffer.getvalue()).problems]

    assert sentences == [
        "Sheet The requirements: there is no column “colour”. It is not read.",
        (
            "EGN-9: Sheet Checklist, row 5 belongs to “EGN-9”, which has no row of its own."
            " Correct the code or remove the row."
        ),
    ]


def test_no_text_becomes_a_formula() -> None:
    hostile = said("EGN-1", title=texts('=HYPERLINK("http://evil.example";"x")', sv="@SUM(1)"), topic="+1")

    with zipfile.ZipFile(io.BytesIO(workbook_of(ABOUT, [hostile]))) as archive:
        sheets = b"".join(archive.read(name) for name in archive.namelist() if "worksheets/" in name)
    assert b"<f>" not in sheets
    assert said_in(workbook_of(ABOUT, [hostile]))[0]["title"]["nb"].startswith("=HYPERLINK")
    with translation.override("nb"):
        row = csv_of([hostile]).decode().splitlines()[1]
    assert "'=HYPERLINK" in row
    assert "'@SUM" in row
    assert ";'+1;" in row
