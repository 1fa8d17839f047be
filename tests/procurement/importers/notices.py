"""Reads a sample or a text as a notice, the way every test here does it."""

from pathlib import Path

from procurement.calculations.notice import Notice
from procurement.importers.notice import NoticeReading, read_notice

SAMPLES = Path(__file__).parents[2] / "samples" / "notices"
CONTRACT_NOTICE = "vans_contract_notice.xml"
AWARD_NOTICE = "vans_award_notice.xml"
PRIOR_INFORMATION = "meals_prior_information_notice.xml"
ODD = "sand_unknown_codes.xml"


def notice_of(name: str) -> Notice:
    notice = read_notice(SAMPLES / name).notice
    assert notice is not None
    return notice


def read_text(folder: Path, content: str | bytes) -> NoticeReading:
    """Return what is read of a content, under a name that says nothing."""
    path = folder / "file"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_notice(path)


def changed(name: str, *changes: tuple[str, str]) -> str:
    """Return a sample in which something stands otherwise."""
    text = (SAMPLES / name).read_text()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def told(reading: NoticeReading) -> list[str]:
    """Return `severity code place field` of each problem, in order."""
    return [f"{each.severity} {each.code} {each.place} {each.field}" for each in reading.problems]
