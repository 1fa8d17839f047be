"""A SAF-T export in several files is one ledger when they come together, and none of them replaces another."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from emissions.importers.saft import parts
from emissions.importers.saft.parts import export_mark, is_another_part
from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, summary_of

WHOLE = SAMPLES / "vik_saft_130.xml"
PARTS = SAMPLES / "vik_saft_parts.zip"


def packed(folder: Path, content: Mapping[str, bytes | str]) -> Path:
    path = folder / "parts"
    with zipfile.ZipFile(path, "w") as archive:
        for name, piece in content.items():
            archive.writestr(name, piece)
    return path


def pieces() -> dict[str, bytes]:
    with zipfile.ZipFile(PARTS) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_all_parts_together_are_the_whole() -> None:
    columns = [
        "posted_on",
        "account",
        "account_name",
        "amount",
        "supplier_number",
        "supplier_name",
        "unit_name",
        "text",
    ]
    whole, together = lines_of(WHOLE).select(columns), lines_of(PARTS).select(columns)

    assert together.sort(columns).equals(whole.sort(columns))
    assert lines_of(PARTS)["row"].to_list() == list(range(1, whole.height + 1))
    assert summary_of(PARTS).as_json()["vouchers"] == summary_of(WHOLE).as_json()["vouchers"]


def test_parts_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    first, second, third, last = pieces().values()
    numbered = {"saft_10_11.xml": last, "saft_3_11.xml": third, "saft_2_11.xml": second, "saft_1_11.xml": first}

    assert lines_of(packed(tmp_path, numbered))["text"].to_list() == lines_of(PARTS)["text"].to_list()


def test_a_part_that_is_missing_its_end_is_named(tmp_path: Path) -> None:
    content = pieces()
    last = list(content)[-1]
    summary = summary_of(packed(tmp_path, {**content, last: content[last][:-60]}))

    assert not summary.accepted
    assert f"({last})" in str(summary.as_json()["problems"])


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (lambda part: part.replace(b"938801363", b"938801371"), "parts_do_not_belong_together"),
        (lambda part: part.replace(b"2024-12-31</Sel", b"2024-06-30</Sel"), "parts_do_not_belong_together"),
        (lambda _part: next(iter(pieces().values())), "part_stands_twice"),
        (lambda _part: b"konto;belopp\n1;2\n", "file_is_archive"),
    ],
    ids=["another company", "another period", "the same twice", "another kind"],
)  # fmt: skip
def test_what_does_not_belong_together_is_refused(tmp_path: Path, changed: object, code: str) -> None:
    content = pieces()
    last = list(content)[-1]
    content[last] = changed(content[last])  # type: ignore[operator]

    assert codes_of(summary_of(packed(tmp_path, content))) == [f"error {code} file"]


def test_an_archive_may_not_unpack_to_more_than_a_worker_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_MOST_BYTES", 1_000)

    assert codes_of(summary_of(PARTS)) == ["error archive_is_too_large file"]


def test_two_parts_know_each_other_and_a_correction_is_none(tmp_path: Path) -> None:
    one, two = (tmp_path / name for name in ("one", "two"))
    first, second = list(pieces().values())[1:3]
    one.write_bytes(first)
    two.write_bytes(second)
    corrected = tmp_path / "corrected"
    corrected.write_bytes(re.sub(b"<Description>Lunsj</Description>", b"<Description>Annet</Description>", first))

    marks = [export_mark(path) for path in (one, two, corrected)]

    assert all(marks)
    assert is_another_part(marks[0], marks[1])  # type: ignore[arg-type]
    assert not is_another_part(marks[0], marks[2])  # type: ignore[arg-type]


def test_two_files_of_the_same_name_are_both_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "parts", "w") as archive:
        for piece in pieces().values():
            archive.NameToInfo.clear()  # it would warn
            archive.writestr("export.xml", piece)

    assert sorted(lines_of(tmp_path / "parts")["amount"]) == sorted(lines_of(PARTS)["amount"])


def test_a_damaged_archive_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "cut").write_bytes(PARTS.read_bytes()[:-40])

    assert codes_of(summary_of(tmp_path / "cut")) == ["error archive_is_damaged file"]
