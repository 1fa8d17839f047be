"""Short texts that leave the house closed: whoever holds one can hand it back, and neither read it nor make another.

Method: a synthetic initialisation vector (as RFC 5297 has one) of HMAC-SHA-256 with keys drawn from SECRET_KEY. The
same text for the same purpose is always sealed alike, so that answers keep their ETag. A new SECRET_KEY voids all.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from django.utils.crypto import salted_hmac

_TAG: Final = 16
_BLOCK: Final = 16


def seal(text: str, purpose: str) -> str:
    """Return the text as letters for an address; only its length in blocks of 16 bytes is to be seen."""
    content = text.encode()
    padded = content.ljust(-(-len(content) // _BLOCK) * _BLOCK)
    tag = _tag(padded, purpose)
    return urlsafe_b64encode(tag + _veiled(padded, tag)).decode().rstrip("=")


def unseal(sealed: str, purpose: str) -> str | None:
    """Return what was sealed for the purpose, with spaces behind it; None for what was not sealed here."""
    try:
        content = urlsafe_b64decode(sealed.encode() + b"=" * (-len(sealed) % 4))
    except ValueError:
        return None
    tag, text = content[:_TAG], _veiled(content[_TAG:], content[:_TAG])
    return text.decode() if hmac.compare_digest(tag, _tag(text, purpose)) else None


def _tag(content: bytes, purpose: str) -> bytes:
    named = purpose.encode() + b"\x00" + content
    return hmac.digest(_key("tag"), named, "sha256")[:_TAG]


def _veiled(content: bytes, tag: bytes) -> bytes:
    """Return the bytes joined bit by bit to a stream that the key and the tag give; done twice, it gives them back."""
    stream = hashlib.shake_256(_key("veil") + tag).digest(len(content))
    return bytes(one ^ other for one, other in zip(content, stream, strict=True))


def _key(use: str) -> bytes:
    return salted_hmac(f"klimatrappa.sealed_text.{use}", "", algorithm="sha256").digest()
