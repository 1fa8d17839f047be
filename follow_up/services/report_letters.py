"""Letters about reports: the link, reminders, a report sent back, and the receipt."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from follow_up.models import ReportRequest, SupplierReport
from follow_up.reports.report_words import period_words
from follow_up.services.report_links import link_to_reports
from foundation.outbox.send import queue_message
from foundation.requests import absolute_address

ASK, REMIND, LATE, BACK = "ask", "remind", "late", "back"


def spoken(language: str) -> translation.override:
    """Speak the language of a request; Nynorsk is written in Bokmål as long as we have no words in it."""
    known: Final = {code for code, _name in settings.LANGUAGES}
    return translation.override(language if language in known else "nb")


def send_letter(report: SupplierReport, kind: str, *, today: date, others: Sequence[SupplierReport] = ()) -> None:
    """Write the supplier a letter with a link of its own; the outbox forgets its text once it is sent.

    `others` are reports of the same request that are asked for as well: the letter names their periods.
    """
    request = report.request
    secret = link_to_reports(request, report.due_on)
    address = absolute_address(reverse("report_by_link_of", args=[secret, report.uuid]))
    with spoken(request.language):
        words = {**_words(report, today), "address": address, "others": "; ".join(map(_period_and_day, others))}
        subject, body = _subject(kind) % words, "\n\n".join(_paragraphs(request, kind, others)) % words
    queue_message(
        organisation_id=request.organisation_id,
        receiver=request.email,
        subject=subject,
        body=f"{body}\n",
        holds_secret=True,
    )


def send_receipt(report: SupplierReport, *, receiver: str, said: str, today: date) -> None:
    """Write the supplier what came in; `said` are the lines with their figures, one below the other."""
    with spoken(report.request.language):
        words = {**_words(report, today), "said": said}
        subject = _("Received: %(title)s, %(period)s") % words
        body = _(
            "Hello %(supplier)s,\n\n%(buyer)s has received your report “%(title)s” for %(period)s:\n\n%(said)s\n\n"
            "You can change it with the link that you were sent, until it is accepted.\n"
        )
    queue_message(organisation_id=report.organisation_id, receiver=receiver, subject=subject, body=body % words)


def _words(report: SupplierReport, today: date) -> dict[str, object]:
    request = report.request
    return {
        "supplier": request.party.name,
        "buyer": request.contract.organisation.name,
        "contract": request.contract.title,
        "title": request.title,
        "period": period_words(report.first_day, report.last_day),
        "day": date_format(report.due_on, "DATE_FORMAT"),
        "days": abs((report.due_on - today).days),
        "reason": report.returned_because,
        "clause": request.clause,
    }


def _subject(kind: str) -> str:
    return {
        ASK: _("%(buyer)s asks for your report: %(title)s, %(period)s"),
        REMIND: _("Reminder: %(title)s, %(period)s, by %(day)s"),
        LATE: _("Your report is late: %(title)s, %(period)s"),
        BACK: _("Please look once more: %(title)s, %(period)s"),
    }[kind]


def _period_and_day(report: SupplierReport) -> str:
    words = {
        "period": period_words(report.first_day, report.last_day),
        "day": date_format(report.due_on, "DATE_FORMAT"),
    }
    return _("%(period)s, by %(day)s") % words


def _paragraphs(request: ReportRequest, kind: str, others: Sequence[SupplierReport]) -> list[str]:
    opening = {
        ASK: _("%(buyer)s asks you to report “%(title)s” for %(period)s, under the contract “%(contract)s”."),
        REMIND: _("your report “%(title)s” for %(period)s is due on %(day)s."),
        LATE: _("your report “%(title)s” for %(period)s was due on %(day)s and has not come in."),
        BACK: _("%(buyer)s has looked at your report “%(title)s” for %(period)s and asks you to look once more:"),
    }[kind]
    found = [_("Hello %(supplier)s,"), opening]
    if kind == BACK:
        found.append("%(reason)s")
    if kind == ASK and request.clause:
        found.append(_("The contract asks for it: %(clause)s."))
    if others:
        found.append(_("It is asked for as well, by the same link, for: %(others)s."))
    found.append(
        _("Fill it in here, without an account, by %(day)s. You can save and come back:")
        if kind in (ASK, REMIND)
        else _("Fill it in here, without an account. You can save and come back:")
    )
    return [*found, "%(address)s", _("The link is yours alone; colleagues of yours may use it.")]
