"""What waits for people in the bank: proposals that came in, and newer versions of what is used; each told of once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.requests import absolute_address
from organisations.models import Organisation
from requirements_bank.calculations.texts import text_in
from requirements_bank.models import Proposal, Told
from requirements_bank.queries.adoptions import Use, uses_of
from requirements_bank.queries.proposals import received_by


@dataclass(frozen=True, slots=True)
class Waiting:
    """Things of one kind that wait in an organisation, for those who hold the permission.

    `words` is the paragraph about them in a language; `note` remembers that somebody was told.
    """

    count: int
    permission: str
    words: Callable[[str], str]
    note: Callable[[], object]


def proposals_waiting(organisation: Organisation) -> Waiting | None:
    """Return the proposals that came in, have no answer and were not told of."""
    told = Told.objects.filter(organisation=organisation, proposal__isnull=False).values("proposal")
    found = list(received_by(organisation).filter(state=Proposal.State.RECEIVED).exclude(pk__in=told))

    def words(_language: str) -> str:
        lines = "\n".join(f"– {proposal.title} ({proposal.organisation.name})" for proposal in found)
        sentence = _(
            "Others propose this to your bank and wait for an answer:\n\n%(lines)s\n\nRead and answer:\n%(address)s"
        )
        return sentence % {"lines": lines, "address": page_address("proposals", organisation)}

    return _waiting("requirements_bank.approve", found, words, [{"proposal": each} for each in found], organisation)


def newer_versions_waiting(organisation: Organisation) -> Waiting | None:
    """Return the uses that have a newer version which was neither taken, passed over nor told of."""
    told = set(Told.objects.filter(organisation=organisation).values_list("version", flat=True))
    found = [use for use in uses_of(organisation, only="newer") if use.newer and use.newer.pk not in told]

    def words(language: str) -> str:
        lines = "\n".join(_newer_line(use, language) for use in found)
        sentence = _(
            "These requirements, which %(organisation)s uses, have a newer version:\n\n%(lines)s\n\n"
            "See what it changes, and take it or stay:\n%(address)s"
        )
        address = page_address("adoptions", organisation)
        return sentence % {"organisation": organisation.name, "lines": lines, "address": address}

    return _waiting("requirements_bank.use_bank", found, words, [{"version": use.newer} for use in found], organisation)


def page_address(name: str, organisation: Organisation) -> str:
    """Return the whole address of one of the organisation's pages."""
    return absolute_address(reverse(name, args=[organisation.slug]))


def _waiting(
    permission: str,
    found: Sequence[object],
    words: Callable[[str], str],
    told: Sequence[dict[str, Any]],
    organisation: Organisation,
) -> Waiting | None:
    if not found:
        return None
    rows = [Told(organisation=organisation, **about) for about in told]
    return Waiting(len(found), permission, words, lambda: Told.objects.bulk_create(rows))


def _newer_line(use: Use, language: str) -> str:
    version = use.newer or use.adoption.version
    words = {
        "code": version.requirement.code,
        "title": text_in(version.content.get("title"), language),
        "number": version.number,
        "old": use.adoption.version.number,
    }
    return _("– %(code)s %(title)s: version %(number)s, you use %(old)s") % words
