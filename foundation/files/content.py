"""What a file is, by its first bytes; never by its name or by what the sender says."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x1f\x8b", "application/gzip"),
    (b"PAR1", "application/vnd.apache.parquet"),
)


def content_type_of(head: bytes) -> str:
    """Return the media type of a file that starts with `head`; unknown binary is application/octet-stream.

    >>> content_type_of(b"%PDF-1.7"), content_type_of(b"konto;belopp"), content_type_of(b"")
    ('application/pdf', 'text/plain', 'application/x-empty')
    """
    if not head:
        return "application/x-empty"
    for signature, content_type in _SIGNATURES:
        if head.startswith(signature) and (signature != b"RIFF" or head[8:12] == b"WEBP"):
            return content_type
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "application/octet-stream"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:100].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    if start.startswith(b"<"):
        return "application/xml"
    return "application/json" if start.startswith((b"{", b"[")) else "text/plain"
