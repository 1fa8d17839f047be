"""What is opened as a notice, and what is refused with which reason."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.importers import notice_xml
from procurement.importers.notice import read_notice
from procurement.importers.notice_summary import notice_as_json
from tests.procurement.importers.notices import AWARD_NOTICE, CONTRACT_NOTICE, ODD, SAMPLES, read_text

REFUSED = {
    "vans_cut_short.xml": "xml_is_broken",
    "entity_bomb.xml": "xml_has_doctype",
    "invoice.xml": "root_is_unknown",
    "ted_before_eforms.xml": "notice_is_before_eforms",
    "vans_without_namespace.xml": "root_has_wrong_namespace",
}
ROOT = "urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
ORIGINALS = [(SAMPLES / name).read_bytes() for name in (CONTRACT_NOTICE, AWARD_NOTICE, ODD)]


def only_code(content: str | bytes, folder: Path) -> str:
    reading = read_text(folder, content)
    (problem,) = reading.problems
    assert (reading.accepted, reading.notice, problem.place) == (False, None, "file")
    return problem.code


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_no_notice_is_refused_with_its_reason(name: str) -> None:
    reading = read_notice(SAMPLES / name)

    assert [problem.code for problem in reading.problems] == [REFUSED[name]]
    assert (reading.accepted, reading.notice) == (False, None)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_is_empty"),
        (b" \r\n", "file_is_empty"),
        (b"\xef\xbb\xbf", "file_is_empty"),
        (b"%PDF-1.7", "file_is_no_xml"),
        (b'{"ocid": "1"}', "file_is_no_xml"),
        (b"<!DOCTYPE html><html><p>Sign in</html>", "file_is_html"),
        (b"\xef\xbb\xbf<HTML lang='nb'>", "file_is_html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html/>', "file_is_html"),
        (b"<ContractNotice", "xml_is_broken"),
        (b'<?xml version="1.0" encoding="klingon"?><ContractNotice/>', "xml_is_broken"),
        (f'<!DOCTYPE ContractNotice SYSTEM "file:///etc/passwd"><ContractNotice xmlns="{ROOT}"/>', "xml_has_doctype"),
        (f'<!DOCTYPE ContractNotice><ContractNotice xmlns="{ROOT}"/>', "xml_has_doctype"),
        (f'<ContractNotice xmlns="{ROOT.replace("-2", "-3")}"/>', "root_has_wrong_namespace"),
        (f'<BusinessRegistrationInformationNotice xmlns="{ROOT}"/>', "notice_is_registration"),
        (f'<ContractNotice xmlns="{ROOT}">{"<a>" * 300}{"</a>" * 300}</ContractNotice>', "xml_is_too_deep"),
    ],
)
def test_other_contents_are_refused(tmp_path: Path, content: str | bytes, code: str) -> None:
    assert only_code(content, tmp_path) == code


def test_entities_in_attributes_are_never_unfolded(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    text = f'<!DOCTYPE ContractNotice [<!ENTITY a0 "van">{entities}]><ContractNotice xmlns="{ROOT}" note="&a12;"/>'
    began = time.monotonic()

    assert only_code(text, tmp_path) == "xml_has_doctype"
    assert time.monotonic() - began < 5


def test_a_file_beyond_the_bound_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice_xml, "MOST_BYTES", 100)

    assert only_code(ORIGINALS[0], tmp_path) == "file_is_too_large"


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.xml", tmp_path):
        assert [problem.code for problem in read_notice(path).problems] == ["file_cannot_be_opened"]


def test_utf_16_is_read_like_utf_8(tmp_path: Path) -> None:
    text = ORIGINALS[0].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')

    assert read_text(tmp_path, text.encode("utf-16")) == read_notice(SAMPLES / CONTRACT_NOTICE)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(original=st.sampled_from(ORIGINALS), cut=st.floats(0, 1), other=st.binary(max_size=12), keep=st.booleans())
def test_whatever_the_file_holds_it_is_read_or_refused(
    tmp_path: Path, original: bytes, cut: float, other: bytes, *, keep: bool
) -> None:
    at = int(len(original) * cut)
    reading = read_text(tmp_path, original[:at] + other + (original[at:] if keep else b""))

    assert reading.accepted == (reading.notice is not None and not any(each.is_error for each in reading.problems))
    assert notice_as_json(reading)["accepted"] == reading.accepted


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.text(st.characters(exclude_characters="<>&", exclude_categories=["Cc", "Cs"]), max_size=30),
    number=st.integers(0, 500),
)
def test_whatever_a_field_holds_the_notice_is_read(tmp_path: Path, value: str, number: int) -> None:
    parts = ORIGINALS[0].decode().split("</cbc:")
    at = 1 + number % (len(parts) - 1)
    before = parts[at - 1].rsplit(">", 1)[0]
    text = "</cbc:".join([*parts[: at - 1], f"{before}>{value}", *parts[at:]])

    assert read_text(tmp_path, text).notice is not None
