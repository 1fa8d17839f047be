"""Tells what a file is from its first bytes, never from its name, and why a file that is no ledger is refused."""

import re
import zipfile
from pathlib import Path
from typing import Final

from emissions.importers.zip_parts import MOST_PARTS, parts_of
from foundation.damaged_zip import DAMAGED_ZIP
from foundation.files.zip_directory import zip_directory_bytes

HEAD_BYTES: Final = 64 * 1024
LONGEST_DIRECTORY: Final = 2 << 20  # room for 20,000 parts; a workbook has some dozen

SIE, SIE5, SAFT, WORKBOOK, TEXT = "sie", "sie5", "saft", "workbook", "text"
KOSTRA, JSON, PARQUET, SAFT_PARTS = "kostra", "json", "parquet", "saft_parts"
_ENOUGH_RECORDS: Final = 3
_CONTROL: Final = tuple(chr(code) for code in (*range(9), *range(14, 26), *range(27, 32)))

_MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "file_is_pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_is_old_office"),
    (b"\x89PNG\r\n", "file_is_image"),
    (b"\xff\xd8\xff", "file_is_image"),
    (b"GIF8", "file_is_image"),
    (b"II*\x00", "file_is_image"),
    (b"MM\x00*", "file_is_image"),
    (b"BM", "file_is_bitmap"),
    (b"\x1f\x8b", "file_is_archive"),
    (b"7z\xbc\xaf\x27\x1c", "file_is_archive"),
    (b"Rar!", "file_is_archive"),
    (b"BZh", "file_is_archive"),
    (b"\xfd7zXZ", "file_is_archive"),
    (b"{\\rtf", "file_is_document"),
    (b"PAR1", PARQUET),
    (b"SQLite format 3", "file_is_binary"),
)

_SIE_RECORD: Final = re.compile(
    r"^[ \t]*#(FLAGGA|PROGRAM|FORMAT|GEN|SIETYP|PROSA|FNR|ORGNR|FNAMN|ADRESS|RAR|TAXAR|KPTYP|VALUTA|KONTO|VER)\b",
    re.IGNORECASE | re.MULTILINE,
)
_SAFT: Final = re.compile(r"<([\w.-]+:)?AuditFile[\s/>]")
_SIE5: Final = re.compile(r"<([\w.-]+:)?(Sie|SieEntry)[\s/>]")
_INVOICE: Final = re.compile(r"<(\w+:)?(Invoice|CreditNote)\b")
_ROOT: Final = re.compile(r"(?:\s++|(?><\?.*?\?>)|(?><!--.*?-->))*+<(?:[\w.\-]+:)?(\w+)", re.DOTALL)
_ROOTS: Final = {
    **dict.fromkeys(
        ("ContractNotice", "ContractAwardNotice", "PriorInformationNotice", "TED_EXPORT"), "file_is_notice"
    ),
    **dict.fromkeys(("Order", "OrderResponse", "OrderChange", "OrderCancellation", "OrderAgreement"), "file_is_order"),
    **dict.fromkeys(("Catalogue", "CatalogueResponse", "CataloguePricingUpdate"), "file_is_catalogue"),
    "CodeList": "file_is_code_list",
}
_HTML: Final = re.compile(r"<!doctype html|<html\b|<head\b|<body\b|<table\b", re.IGNORECASE)
_HTML_START: Final = re.compile(r"[^\n;,\t]{0,200}?\s*(<!doctype html|<html\b)", re.IGNORECASE)
_JSON: Final = re.compile(r"[\[{]\s*([\"\[{\]}]|-?\d|true|false|null)")
_OF_A_WORKBOOK: Final = (b"[Content_Types].xml", b"_rels/.rels", b"xl/")
_BROKEN: Final = (*DAMAGED_ZIP, OSError)
_OTHER_DOCUMENTS: Final = frozenset({"mimetype", "content.xml", "xl/workbook.bin"})
_KOSTRA: Final = re.compile(r"0[A-DFGI-NPQXY](?:19|20)\d\d[ 1-4]\d{6}[ \d]{18}[ \d]{8} *-?\d+ *\r?(?:\n|\Z)")


def file_kind(path: Path) -> str:
    """Return the kind of what may hold a ledger (`sie`, `workbook` …), else the code of the problem that refuses it."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b" \t\r\n\x00\x1a\xef\xbb\xbf"):
        return "file_is_empty"
    if head.startswith(b"PK"):
        return _zip_kind(path, head)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return _bitmap_or_text(head) if kind == "file_is_bitmap" else kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "file_is_image"
    return _text_kind(head)


def _bitmap_or_text(head: bytes) -> str:
    return "file_is_image" if b"\0" in head[:32] else _text_kind(head)


def _text_kind(head: bytes) -> str:
    text = _letters(head)
    if text is None:
        return "file_is_binary"
    start = text.lstrip("\ufeff \t\r\n\x1a")
    if start.startswith("<"):
        return _markup_kind(start)
    if _is_sie(start):
        return SIE
    for pattern, kind in ((_JSON, JSON), (_HTML_START, "file_is_html"), (_KOSTRA, KOSTRA)):
        if pattern.match(start):
            return kind
    return TEXT


def _is_sie(start: str) -> bool:
    records = len(_SIE_RECORD.findall(start[:4096]))
    return records >= _ENOUGH_RECORDS or (records > 0 and start.startswith("#"))


def _letters(head: bytes) -> str | None:
    """Return the start of a text file, or None when its bytes are not text."""
    text = _wide_letters(head) or head.decode("utf-8", "replace")
    control = sum(text.count(sign) for sign in _CONTROL)
    return None if control * 100 > len(text) else text


def _wide_letters(head: bytes) -> str | None:
    """Return the text of UTF-16, told by its mark or by every other byte of plain letters being zero."""
    whole = head[: len(head) // 2 * 2]
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return whole.decode(codec, "replace")
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if min(even, odd) == 0 and max(even, odd) * 5 > len(head):
        return whole.decode("utf-16-le" if odd else "utf-16-be", "replace")
    return None


def _markup_kind(start: str) -> str:
    root = _ROOT.match(start)
    if root and root[1] in _ROOTS:
        return _ROOTS[root[1]]
    kinds = ((_SAFT, SAFT), (_SIE5, SIE5), (_HTML, "file_is_html"), (_INVOICE, "file_is_invoice"))
    for pattern, kind in kinds:
        if pattern.search(start):
            return kind
    return "file_is_xml"


def _zip_kind(path: Path, head: bytes) -> str:
    if zip_directory_bytes(path) > LONGEST_DIRECTORY:
        return "file_has_too_many_parts"
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (*_BROKEN, UnicodeError):
        return "workbook_is_damaged" if any(name in head for name in _OF_A_WORKBOOK) else "archive_is_damaged"
    if names & _OTHER_DOCUMENTS:
        return "file_is_document"
    if "xl/workbook.xml" in names:
        return WORKBOOK
    if "[Content_Types].xml" in names:
        return "file_is_document"
    return _archive_kind(path)


def _archive_kind(path: Path) -> str:
    """Return what an archive is that is neither workbook nor document, by how each of its files begins."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = parts_of(archive)
            if not parts or not all(_begins_as_saft(archive, part) for part in parts[:MOST_PARTS]):
                return "file_is_archive"
    except _BROKEN:
        return "archive_is_damaged"
    return SAFT_PARTS if len(parts) <= MOST_PARTS else "archive_has_too_many_parts"


def _begins_as_saft(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as file:
        return _text_kind(file.read(HEAD_BYTES)) == SAFT
