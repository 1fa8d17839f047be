"""What a phone sends, read into typed values; what cannot be read says so, row by row."""

import json
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from follow_up.services.control_signatures import Signed
from follow_up.services.receive_answers import FIRST_YEAR, MOST_AT_ONCE, Said
from foundation.errors import DomainError

SPACES = str.maketrans("", "", " \u00a0\u202f")


class UnreadableError(DomainError):
    """Something that was sent cannot be read."""

    status = 400


def body_of(raw: bytes) -> dict[str, Any]:
    """Return the object of a JSON body. Raises UnreadableError for anything else."""
    try:
        sent = json.loads(raw or b"{}")
    except (ValueError, RecursionError) as error:
        raise UnreadableError(_("What was sent cannot be read. Load the page anew and try again.")) from error
    if not isinstance(sent, dict):
        raise UnreadableError(_("What was sent cannot be read. Load the page anew and try again."))
    return sent


def answers_in(sent: dict[str, Any]) -> list[Said | str]:
    """Return each answer, or the sentence that says what cannot be read in it. Raises UnreadableError for no list."""
    rows = sent.get("answers")
    if not isinstance(rows, list) or len(rows) > MOST_AT_ONCE:
        raise UnreadableError(_("Send a list of at most %(most)s answers.") % {"most": MOST_AT_ONCE})
    return [_answer(row) for row in rows]


def _answer(row: object) -> Said | str:
    if not isinstance(row, dict):
        return _("What was sent cannot be read. Load the page anew and try again.")
    try:
        return Said(
            uuid=UUID(str(row.get("uuid"))),
            item=UUID(str(row.get("item"))),
            seen=text_of(row.get("seen")),
            answered_at=moment_of(row.get("answered_at")),
            value=figure_of(row.get("value")),
            unit=text_of(row.get("unit")),
            note=text_of(row.get("note")),
        )
    except DomainError as problem:
        return str(problem)
    except ValueError:
        return _("What was sent cannot be read. Load the page anew and try again.")


def signature_in(sent: dict[str, Any]) -> Signed:
    """Return a signature. Raises UnreadableError for an id or a moment that is none."""
    try:
        uuid = UUID(str(sent.get("uuid")))
    except ValueError as error:
        raise UnreadableError(_("What was sent cannot be read. Load the page anew and try again.")) from error
    return Signed(
        uuid=uuid,
        name=text_of(sent.get("name")),
        on_behalf_of=text_of(sent.get("on_behalf_of")),
        signed_at=moment_of(sent.get("signed_at")),
        strokes=sent.get("strokes") or [],
    )


def figure_of(sent: object) -> Decimal | None:
    """Return a figure with comma or point, None where nothing is said. Raises UnreadableError for what is none."""
    text = "" if sent is None else str(sent).translate(SPACES).replace("\u2212", "-").replace(",", ".").rstrip("%")
    try:
        return Decimal(text) if text else None
    except InvalidOperation as error:
        raise UnreadableError(_("Write a figure, such as 70 or 2,5.")) from error


def moment_of(sent: object) -> datetime:
    """Return a moment as phones write it, with its zone. Raises UnreadableError for what is none."""
    try:
        moment = parse_datetime(str(sent))
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment) or moment.year < FIRST_YEAR:
        raise UnreadableError(_("The moment cannot be read. Write it as 2026-06-01T14:02:00+02:00."))
    return moment


def text_of(sent: object) -> str:
    """Return a text without what the database refuses – NUL, and half a sign that was cut in two; else empty."""
    return sent.replace("\0", "").encode("utf-8", "replace").decode() if isinstance(sent, str) else ""
