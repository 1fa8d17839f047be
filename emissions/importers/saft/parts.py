"""A SAF-T export that its system has split over several files, handed over together in a zip archive.

1. Every file of the archive must be SAF-T, of one company, one selection and one currency, and none may be there twice.
2. What the files say before their transactions is put together, since later parts may lack the master files: of an
   account or supplier that several describe, the first description holds.
3. The transactions follow each other in the order of the names, `…_2_12.xml` before `…_10_12.xml`. Vouchers of later
   parts stand with their journal's id before their number, as each may count from one.
"""

import os
import shutil
import tempfile
import weakref
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final

from emissions.importers.ledger_lines import LedgerHeader, LedgerReading, refused
from emissions.importers.problem_log import short
from emissions.importers.saft.header import ROOT, SaftHeader, read_header
from emissions.importers.saft.ledger import Part, open_parts
from emissions.importers.xml.source import open_xml, xml_problem
from emissions.importers.zip_parts import parts_of
from foundation.damaged_zip import DAMAGED_ZIP
from foundation.problems import Problem
from foundation.xml_stream import XmlError

_MOST_BYTES: Final = 2 << 30


class _Unpacked:
    """Parts in files without a name, which are gone with their last user, however that ends."""

    def __init__(self) -> None:
        self._open: list[int] = []
        weakref.finalize(self, _close, self._open)

    def add(self, packed: IO[bytes]) -> Path:
        """Unpack a part and return where it can be read."""
        with tempfile.TemporaryFile() as plain:
            shutil.copyfileobj(packed, plain, 1 << 20)
            plain.flush()
            self._open.append(os.dup(plain.fileno()))
        return Path(f"/proc/self/fd/{self._open[-1]}")


def _close(files: Sequence[int]) -> None:
    for file in files:
        os.close(file)


def open_saft_parts(path: Path) -> LedgerReading:
    """Return the reading of all parts in an archive as one ledger; refused where they do not belong together."""
    unpacked = _Unpacked()
    try:
        with zipfile.ZipFile(path) as archive:
            parts = _parts(archive, unpacked)
    except (*DAMAGED_ZIP, OSError):
        return refused(Problem("archive_is_damaged", "file"))
    if isinstance(parts, Problem):
        return refused(parts, LedgerHeader("saft"))
    return open_parts(parts, _together([part.saft for part in parts]), unpacked)


def _parts(archive: zipfile.ZipFile, unpacked: _Unpacked) -> list[Part] | Problem:
    infos = parts_of(archive)
    if wrong := _too_much(infos):
        return wrong
    parts: list[Part] = []
    for info in infos:
        with archive.open(info) as packed:
            source = open_xml(unpacked.add(packed))
        try:
            parts.append(Part(source, read_header(source.stream()), Path(info.filename).name))
        except XmlError as error:
            return _in_part(xml_problem(error), info.filename)
    return _do_not_belong_together(parts) or parts


def _too_much(infos: Sequence[zipfile.ZipInfo]) -> Problem | None:
    if sum(info.file_size for info in infos) > _MOST_BYTES:
        return Problem("archive_is_too_large", "file")
    seen: dict[tuple[int, int], zipfile.ZipInfo] = {}
    for info in infos:
        first = seen.setdefault((info.CRC, info.file_size), info)
        if first is not info:
            values = {"first": short(Path(first.filename).name), "second": short(Path(info.filename).name)}
            return Problem("part_stands_twice", "file", values=values)
    return None


def _in_part(problem: Problem, name: str) -> Problem:
    values = {**problem.values, "row": f"{problem.values['row']} ({short(Path(name).name)})"}
    return replace(problem, values=values)


def _do_not_belong_together(parts: Sequence[Part]) -> Problem | None:
    first = parts[0]
    for part in parts[1:]:
        if part.saft.root != ROOT or _marks(part.saft) != _marks(first.saft):
            values = {"first": short(first.name), "second": short(part.name)}
            return Problem("parts_do_not_belong_together", "file", values=values)
    return None


def _marks(saft: SaftHeader) -> tuple[object, ...]:
    return saft.organisation_number, saft.period_from, saft.period_to, saft.currency


def _together(headers: Sequence[SaftHeader]) -> SaftHeader:
    """Return what all parts say before their transactions."""
    whole = replace(headers[0], accounts={}, suppliers={}, dimensions={}, dimension_names={})
    for header in headers:
        whole.accounts = header.accounts | whole.accounts
        whole.suppliers = header.suppliers | whole.suppliers
        whole.dimensions = header.dimensions | whole.dimensions
        whole.dimension_names = header.dimension_names | whole.dimension_names
        whole.has_entries = whole.has_entries or header.has_entries
    return whole


@dataclass(frozen=True, slots=True)
class ExportMark:
    """What the parts of one export share, and the first line that only one of them has."""

    shared: tuple[object, ...]
    first_line: tuple[object, ...]


def is_another_part(one: ExportMark, other: ExportMark) -> bool:
    """Return whether two files are of one export and hold different transactions, so that none replaces the other."""
    return one.shared == other.shared and one.first_line != other.first_line


def export_mark(path: Path) -> ExportMark | None:
    """Return the mark of a SAF-T file; None where it does not say when it was made, or cannot be read."""
    source = open_xml(path)
    try:
        saft = read_header(source.stream())
    except XmlError:
        return None
    if saft.root != ROOT or not saft.created or saft.period_from is None:
        return None
    reading = open_parts([Part(source, saft, path.name)], saft)
    lines = (batch.lines for batch in reading.batches() if batch.lines.height)
    first = next(lines, None)
    said = ("voucher", "posted_on", "account", "amount", "text")
    return None if first is None else ExportMark((*_marks(saft), saft.created), first.select(said).row(0))
