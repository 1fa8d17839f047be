"""Hostile archives: nested, overlapping, lying, locked, with odd names; as parts of a SAF-T export and as anything."""

import struct
import zipfile
import zlib
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Final

from benchmarks.hostile.case import LEDGER, MB, READ, Case
from benchmarks.hostile.markup import BILLION_LAUGHS, saft, voucher

_NAMES: Final = ("../../../../tmp/1.xml", "/etc/cron.d/2.xml", "C:\\3.xml", "a\0b/4.xml", "x" * 60_000 + "5.xml")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")


def nested(path: Path, size: int) -> None:
    """Write zip in zip, that many levels deep and five wide."""
    content = b"0" * MB
    for level in range(size):
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(5):
                archive.writestr(f"{level}-{copy}.zip", content)
        content = packed.getvalue()
    path.write_bytes(content)


def _parts(path: Path, contents: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def _several(path: Path, size: int) -> None:
    _parts(path, {f"p_{n}_{size}.xml": saft(voucher(n)) for n in range(1, size + 1)})


def _named_oddly(path: Path, _size: int) -> None:
    _parts(path, {name: saft(voucher(n)) for n, name in enumerate(_NAMES, start=1)})


def _repeated(path: Path, size: int, *, same_name: bool) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(size):
            info = zipfile.ZipInfo("1.xml" if same_name else f"{n}.xml")
            archive.NameToInfo.pop("1.xml", None)  # which would warn
            archive.writestr(info, saft(voucher(n if same_name else 1)))


def _large(path: Path, size: int) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("1.xml", "w", force_zip64=True) as part,
    ):
        begin, end = saft("|").split("|")
        part.write(begin.encode())
        for _ in range(size):
            part.write(b" " * MB)
        part.write(end.encode())


def _laughing(path: Path, _size: int) -> None:
    _parts(path, {"1.xml": saft(voucher(1)), "2.xml": saft("&a9;", BILLION_LAUGHS)})


def _locked(path: Path, _size: int) -> None:
    _parts(path, {"1.xml": saft(voucher(1))})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(content))


def _lying(path: Path, _size: int) -> None:
    """Write an archive whose list says that its file has a hundred bytes, where it has more."""
    _parts(path, {"1.xml": saft(voucher(1) * 1_000)})
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.rindex(mark) + place
        content[at : at + 4] = struct.pack("<L", 100)
    path.write_bytes(bytes(content))


def _overlapping(path: Path, size: int) -> None:
    """Write many entries of one compressed file that all begin at the same place, as in Fifield's bomb."""
    begin, end = (piece.encode() for piece in saft("|").split("|"))
    plain = begin + b" " * (10 * MB) + end
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(plain) + packer.flush()
    check = zlib.crc32(plain)
    names = [f"{n:05}.xml".encode() for n in range(size)]
    local = _LOCAL.pack(b"PK\x03\x04", 20, 0, 8, 0, 33, check, len(packed), len(plain), len(names[0]), 0) + names[0]
    entry = (b"PK\x01\x02", 20, 20, 0, 8, 0, 33, check, len(packed), len(plain), len(names[0]), 0, 0, 0, 0, 0, 0)
    directory = b"".join(_CENTRAL.pack(*entry) + name for name in names)
    end_record = _END.pack(b"PK\x05\x06", 0, 0, size, size, len(directory), len(local) + len(packed), 0)
    path.write_bytes(local + packed + directory + end_record)


def _cut(path: Path, _size: int) -> None:
    _several(path, 3)
    path.write_bytes(path.read_bytes()[:-200])


CASES: Final = (
    Case("Zip: zip in zip, 30 deep, 5 wide", LEDGER, nested, 30, 3, "file_is_archive"),
    Case("SAF-T in parts: 200 of them", LEDGER, _several, 200, 5, READ),
    Case("SAF-T in parts: 20,000 of them", LEDGER, _several, 20_000, 201, "archive_has_too_many_parts"),
    Case("SAF-T in parts: 500,000 of them", LEDGER, _several, 500_000, 0, "file_has_too_many_parts"),
    Case("SAF-T in parts: names with .., /, nulls, 60,000 letters", LEDGER, _named_oddly, 1, 1, READ),
    Case("SAF-T in parts: the same file twice", LEDGER, partial(_repeated, same_name=False), 2, 2, "part_stands_twice"),
    Case("SAF-T in parts: two files of one name", LEDGER, partial(_repeated, same_name=True), 2, 2, READ),
    Case("SAF-T in parts: 10 GB of blanks in 10 MB", LEDGER, _large, 10_240, 3, "archive_is_too_large", "no_lines"),
    Case("SAF-T in parts: entities in one of them", LEDGER, _laughing, 1, 1, "xml_has_document_type"),
    Case("SAF-T in parts: with a password", LEDGER, _locked, 1, 1, "archive_is_damaged"),
    Case("SAF-T in parts: more bytes than its list says", LEDGER, _lying, 1, 1, "archive_is_damaged"),
    Case("SAF-T in parts: overlapping, 200 × 10 MB in 30 kB", LEDGER, _overlapping, 200, 3, "archive_is_damaged"),
    Case("SAF-T in parts: cut off", LEDGER, _cut, 1, 1, "archive_is_damaged"),
)
