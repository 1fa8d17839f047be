"""What kind of document a file is, by its content; what may carry programs or does not look as it is called is none."""

import zipfile
from typing import IO

from foundation.files.content import content_type_of

MOST_BYTES = 20 * 1024 * 1024
HEAD = 8192
PLAIN_KINDS = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/plain",
    "xml": "application/xml",
}
PACKED_KINDS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
OPEN_KINDS = {"odt": b"opendocument.text", "ods": b"opendocument.spreadsheet"}
KINDS = (*PLAIN_KINDS, *PACKED_KINDS, *OPEN_KINDS)
ACCEPTED = ",".join(f".{kind}" for kind in KINDS)
"""For the file field of a browser."""
_ZIP = "application/zip"
_MOST_ENTRIES = 5000


def document_kind(stream: IO[bytes], name: str) -> str | None:
    """Return the ending of the name if the content is of that kind, None where it is not.

    The stream is left at its start. An office file with macros is of no kind.
    """
    ending = name.rpartition(".")[2].lower()
    stream.seek(0)
    found = content_type_of(stream.read(HEAD))
    fits = _is_packed(stream, ending) if found == _ZIP else PLAIN_KINDS.get(ending) == found
    stream.seek(0)
    return ending if fits else None


def _is_packed(stream: IO[bytes], ending: str) -> bool:
    try:
        with zipfile.ZipFile(stream) as package:
            names = package.namelist()
            if len(names) > _MOST_ENTRIES or any(name.lower().endswith("vbaproject.bin") for name in names):
                return False
            if ending in OPEN_KINDS:
                return _opening(package, names).endswith(OPEN_KINDS[ending])
            return PACKED_KINDS.get(ending) in names
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False


def _opening(package: zipfile.ZipFile, names: list[str]) -> bytes:
    """Return what an open document says it is."""
    if "mimetype" not in names:
        return b""
    with package.open("mimetype") as said:
        return said.read(100).strip()
