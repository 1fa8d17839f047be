"""Files that nobody should hand in: mutated, cut, spliced and random bytes, and what must hold for each of them."""

import json
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import polars as pl
from hypothesis import strategies as st

from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_lines import BATCH_LINES, LINE_SCHEMA
from emissions.importers.ledger_summary import LedgerSummary, SummaryBuilder
from emissions.importers.problem_texts import ROW_CODES, TEXTS, sentence

SAMPLES = Path(__file__).parents[1] / "samples" / "ledgers"

# Pieces that parsers stumble over: marks, quotes, braces, labels, odd blanks, half letters, whole lines.
SHARDS: Sequence[bytes] = (
    b'"', b'""', b";", b",", b"\t", b"\n", b"\r", b"\r\n", b"\0", b"{", b"}", b"#", b"\\", b'\\"', b"\xff", b"\xc3",
    b"\xe2\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"-", b"\xe2\x88\x92", b"1e999", b"NaN", b"inf", b"99999999999999999999",
    b"0", b"1,234", b"1.234,5", b"#TRANS", b"#VER", b"#TRANS 1910 {} 1", b"\n}\n", b"\n{\n", b"#KSUMMA\n",
    b"#SIETYP 1\n", b"#KONTO\n", b"NULL", b"20249999", b"9999999999", b"\x1a", b"<html>", b"%PDF", b"PK\x03\x04",
    b'{"a":', b"[{", b"}]", b'":', b"null", b"\\ud800", b"1e999999", b"PAR1", b"0A2023", b"***", b"131052-308T",
    b"\xa0", b" " * 40, b"a" * 300, b";" * 30, b'"' * 7, b"<", b">", b"/>", b"&", b"&lt;", b"&x;", b"<!--", b"-->",
    b"<![CDATA[", b"]]>", b"<!DOCTYPE a>", b"<?x?>", b"<Amount>1</Amount>", b"<Line/>", b"</Line>", b"<Transaction/>",
    b"_x0000_", b"\\u0000", b"<a>" * 300, b"<LedgerEntry/>", b"<JournalEntry/>", b"\x1f",
)  # fmt: skip


def samples(parts: Sequence[str] = ("",)) -> list[bytes]:
    """Return the contents of the made-up sample files, of those only that have one of the parts in their names."""
    chosen = (path for path in sorted(SAMPLES.iterdir()) if any(part in path.name for part in parts))
    return [path.read_bytes() for path in chosen]


@st.composite
def mutated(draw: st.DrawFn, contents: Sequence[bytes]) -> bytes:
    """One of the contents with a few wounds: bytes changed, pieces cut out, doubled, moved, or shards put in."""
    content = bytearray(draw(st.sampled_from(contents)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        length = draw(st.integers(1, 80))
        wound = draw(st.sampled_from(("byte", "cut", "double", "shard", "end", "splice")))
        if wound == "byte" and at < len(content):
            content[at] = draw(st.integers(0, 255))
        elif wound == "cut":
            del content[at : at + length]
        elif wound == "double":
            content[at:at] = content[at : at + length]
        elif wound == "shard":
            content[at:at] = draw(st.sampled_from(SHARDS))
        elif wound == "end":
            del content[at:]
        else:
            other = draw(st.sampled_from(contents))
            content[at:] = other[min(at, len(other)) :]
    return bytes(content)


# Values that attributes of a workbook should not have: too large, negative, empty, cells that no sheet has.
EXTREMES: Sequence[bytes] = (
    b"0", b"-1", b"99999999999", b"4294967296", b"18446744073709551615", b"1048577", b"16385", b"1e9", b"",
    b"A1:XFD1048576", b"ZZZZZZ99999999", b"A99999999999", b"XFD1048576",
)  # fmt: skip


@st.composite
def overstated(draw: st.DrawFn, part: bytes) -> bytes:
    """XML, of a workbook or not, in which up to three attribute values or texts are replaced by extreme ones."""
    for _ in range(draw(st.integers(1, 3))):
        places = list(re.finditer(rb'(?<==")[^"]*(?=")|(?<=>)[^<]+(?=<)', part))
        if places:
            place = draw(st.sampled_from(places))
            part = part[: place.start()] + draw(st.sampled_from(EXTREMES)) + part[place.end() :]
    return part


@st.composite
def rebuilt_workbook(draw: st.DrawFn, contents: Sequence[bytes]) -> bytes:
    """A workbook that unpacks well, with one of its parts mutated or overstated."""
    workbook = draw(st.sampled_from([content for content in contents if _is_workbook(content)]))
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    parts[name] = draw(st.one_of(mutated([parts[name]]), overstated(parts[name])))
    rebuilt = BytesIO()
    with zipfile.ZipFile(rebuilt, "w") as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part), content)
    return rebuilt.getvalue()


@st.composite
def overstated_xml(draw: st.DrawFn, contents: Sequence[bytes]) -> bytes:
    """A ledger in XML in which up to three values are replaced by extreme ones."""
    return draw(overstated(draw(st.sampled_from([content for content in contents if _is_xml(content)]))))


def _is_xml(content: bytes) -> bool:
    return b"<?xml" in content[:40]


def _is_workbook(content: bytes) -> bool:
    if not zipfile.is_zipfile(BytesIO(content)):
        return False
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return "xl/workbook.xml" in archive.namelist()


def hostile(contents: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Mutated samples, workbooks with a mutated part, heaps of shards, and random bytes."""
    workbooks = rebuilt_workbook(contents) if any(map(_is_workbook, contents)) else mutated(contents)
    heap = st.lists(st.sampled_from(SHARDS), max_size=40).map(b"".join)
    return st.one_of(
        mutated(contents),
        mutated(contents),
        mutated(contents),
        workbooks,
        overstated_xml(contents) if any(map(_is_xml, contents)) else mutated(contents),
        heap,
        st.binary(max_size=400),
    )


def check(path: Path, content: bytes, year: int | None = None) -> LedgerSummary:
    """Read the content as a file and assert what must hold for any content whatsoever; returns the summary."""
    path.write_bytes(content)
    reading = open_ledger(path, year=year)
    builder = SummaryBuilder(reading)
    lines, amount, unbalanced = 0, Decimal(0), 0
    for batch in reading.batches():
        assert dict(batch.lines.schema) == dict(LINE_SCHEMA)
        assert batch.lines.height <= 2 * BATCH_LINES
        assert batch.lines.select(pl.col("row", "account", "amount", "currency").null_count()).row(0) == (0, 0, 0, 0)
        assert batch.lines["row"].is_unique().all()
        assert (
            not batch.lines.select(pl.col(pl.String).str.contains("\0", literal=True).any())
            .transpose()
            .to_series()
            .any()
        )
        lines += batch.lines.height
        amount += Decimal(str(batch.lines["amount"].sum() or 0))
        unbalanced += len(batch.unbalanced)
        builder.add(batch)
    summary = builder.finish()
    assert (summary.lines, summary.net, len(summary.unbalanced_vouchers)) == (lines, amount, unbalanced)
    assert summary.debit >= 0 >= summary.credit
    assert sum(summary.net_by_account_class.values(), Decimal(0)) == amount
    check_problems(summary)
    return summary


def check_problems(summary: LedgerSummary) -> None:
    """Every problem has a full sentence, and the verdict follows from them."""
    for problem in summary.problems:
        assert problem.code in TEXTS
        said = sentence(problem)
        assert not re.search(r"\{[a-z]+\}", TEXTS[problem.code].format_map(_Known(problem.values))), said
    errors = [problem for problem in summary.problems if problem.is_error]
    assert summary.accepted == (not errors and summary.lines > 0)
    if not summary.accepted:
        assert errors
    assert set(TEXTS) >= ROW_CODES
    json.dumps(summary.as_json())


class _Known(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
