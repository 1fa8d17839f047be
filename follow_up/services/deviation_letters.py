"""What a supplier is written about a deviation, in its language; and the receipt of what it answered."""

from collections.abc import Callable
from typing import Final

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from follow_up.models import Deviation, SupplierStatement
from follow_up.services.deviation_links import link_for
from follow_up.services.letter_limits import check_letters
from foundation.changes.record import current_actor
from foundation.outbox.send import queue_message
from foundation.requests import absolute_address

Letter = tuple[str, str]


def write_to_supplier(deviation: Deviation, kind: str, *, text: str = "") -> None:
    """Queue a letter of this kind with a link of its own; the outbox forgets its text once it is sent.

    `kind` is a key of LETTERS; `text` is what the person wrote. Raises FollowUpNotPossibleError where many went out
    in a short while.
    """
    check_letters(deviation)
    deadline = deviation.deadline or timezone.localdate()
    address = absolute_address(reverse("deviation_by_link", args=[link_for(deviation, deadline)]))
    with translation.override(deviation.supplier_language):
        subject, opening = LETTERS[kind]()
        words = {
            "number": deviation.number,
            "title": deviation.title,
            "buyer": deviation.organisation.name,
            "contract": deviation.contract.title,
            "name": current_actor().name,
            "day": date_format(deadline, "DATE_FORMAT"),
            "address": address,
            "text": text,
        }
        way_in = _way_to_read() if kind in OVER else _way_in()
        parts = [opening % words, text, way_in % words, _reference(deviation)]
        subject = subject % words
    queue_message(
        organisation_id=deviation.organisation_id,
        receiver=deviation.supplier_email,
        subject=subject,
        body="\n\n".join(part for part in parts if part) + "\n",
        holds_secret=True,
    )


def write_receipt(deviation: Deviation, statement: SupplierStatement) -> None:
    """Queue a receipt of what the supplier said, word by word, to whose link it came by."""
    with translation.override(deviation.supplier_language):
        words = {
            "number": deviation.number,
            "title": deviation.title,
            "buyer": deviation.organisation.name,
            "name": statement.name,
            "day": date_format(statement.mended_on, "DATE_FORMAT") if statement.mended_on else "",
            "files": ", ".join(each.title for each in statement.files.all()),
        }
        said = [
            _("Explanation: %(text)s") % {"text": statement.explanation} if statement.explanation else "",
            _("What you will do: %(text)s") % {"text": statement.plan} if statement.plan else "",
            _("You do not agree that it is a deviation.") if statement.disputes else "",
            _("Mended since %(day)s.") % words if statement.mended_on else "",
            _("Files: %(files)s") % words if words["files"] else "",
        ]
        opening = _("Hello %(name)s,\n\n%(buyer)s has got your answer to deviation %(number)s, “%(title)s”:") % words
        subject = _("Your answer to deviation %(number)s has come in") % words
        parts = [opening, *said, _reference(deviation)]
    queue_message(
        organisation_id=deviation.organisation_id,
        receiver=statement.receiver or deviation.supplier_email,
        subject=subject,
        body="\n\n".join(part for part in parts if part) + "\n",
    )


def _way_in() -> str:
    return _(
        "See what was found and answer here, without an account:\n\n%(address)s\n\n"
        "The link opens this deviation alone. What you answer is kept beside what was found."
    )


def _way_to_read() -> str:
    return _("See what was found and what became of it, without an account:\n\n%(address)s\n\nNo answer is asked for.")


def _reference(deviation: Deviation) -> str:
    """Return by what the supplier finds it in its own papers and whom it can ask, as far as that is known."""
    contract, manager = deviation.contract, deviation.contract.manager
    words = {"number": contract.number, "case": deviation.case_number or contract.case_number}
    lines = [
        _("Contract number: %(number)s") % words if words["number"] else "",
        _("Our case number: %(case)s") % words if words["case"] else "",
    ]
    if manager and manager.is_active and manager.email:
        known = {"name": manager.name, "email": manager.email}
        lines.append(_("If you want to ask about the contract: %(name)s, %(email)s") % known)
    return "\n".join(line for line in lines if line)


def _told() -> Letter:
    return _("%(buyer)s has found a deviation: %(title)s"), _(
        "Hello,\n\n%(name)s at %(buyer)s has found that something in the contract “%(contract)s” is not kept: "
        "%(title)s. Please say what happened and what you will do, until %(day)s."
    )


def _reminded() -> Letter:
    return _("A reminder of deviation %(number)s: %(title)s"), _(
        "Hello,\n\n%(buyer)s waits for you to answer or mend deviation %(number)s, “%(title)s”, in the contract "
        "“%(contract)s”. The deadline is %(day)s."
    )


def _reminder() -> Letter:
    return _("Formal reminder: deviation %(number)s, %(title)s"), _(
        "Hello,\n\n%(buyer)s gives you a formal reminder of deviation %(number)s in the contract “%(contract)s”."
    )


def _warning() -> Letter:
    return _("Warning: deviation %(number)s, %(title)s"), _(
        "Hello,\n\n%(buyer)s gives you a warning for deviation %(number)s in the contract “%(contract)s”."
    )


def _sanction() -> Letter:
    return _("Sanction: deviation %(number)s, %(title)s"), _(
        "Hello,\n\n%(buyer)s tells you of a sanction for deviation %(number)s in the contract “%(contract)s”."
    )


def _sent_back() -> Letter:
    return _("Not mended yet: deviation %(number)s, %(title)s"), _(
        "Hello,\n\n%(buyer)s has checked deviation %(number)s in the contract “%(contract)s”. It is not mended yet:"
    )


def _reopened() -> Letter:
    return _("Deviation %(number)s is open again: %(title)s"), _(
        "Hello,\n\n%(buyer)s has opened deviation %(number)s in the contract “%(contract)s” again:"
    )


def _closed() -> Letter:
    return _("Deviation %(number)s is closed: %(title)s"), _(
        "Hello,\n\n%(buyer)s has checked that deviation %(number)s in the contract “%(contract)s” is mended. "
        "It is closed."
    )


def _withdrawn() -> Letter:
    return _("Deviation %(number)s is withdrawn: %(title)s"), _(
        "Hello,\n\n%(buyer)s has withdrawn deviation %(number)s in the contract “%(contract)s”. It counts no more:"
    )


OVER: Final = frozenset({"close", "withdraw"})
"""Letters after which the supplier can read by the link, and answer no more."""
LETTERS: Final[dict[str, Callable[[], Letter]]] = {
    "told": _told,
    "reminded": _reminded,
    "reminder": _reminder,
    "warning": _warning,
    "sanction": _sanction,
    "send_back": _sent_back,
    "reopen": _reopened,
    "close": _closed,
    "withdraw": _withdrawn,
}
