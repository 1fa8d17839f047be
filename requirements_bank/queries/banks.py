"""Banks in the reader's sight, and what stands in them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from organisations.models import Organisation
from organisations.reference.categories import categories
from organisations.reference.code_lists import cpv_codes
from requirements_bank.calculations.bank_check import Known
from requirements_bank.models import Bank, Requirement, RequirementVersion, State

UNFINISHED = (State.DRAFT, State.IN_REVIEW)


def banks_in_sight() -> QuerySet[Bank]:
    """Return every bank that the reader sees, with the number of its published requirements in sight and of drafts."""
    versions = "requirements__versions"
    published = Count(versions, filter=Q(requirements__versions__state=State.PUBLISHED), distinct=True)
    drafts = Count(versions, filter=Q(requirements__versions__state__in=UNFINISHED), distinct=True)
    banks = Bank.objects.select_related("organisation")
    return banks.annotate(published=published, drafts=drafts).order_by("name")


def bank_called(uuid: UUID | str) -> Bank | None:
    """Return the bank, if it is in sight."""
    return Bank.objects.filter(uuid=uuid).select_related("organisation").first()


def contents_of_bank(bank: Bank) -> list[Mapping[str, Any]]:
    """Return what the published versions of the bank say, in order of code."""
    published = RequirementVersion.objects.filter(requirement__bank=bank, state=State.PUBLISHED)
    return [version.content_today for version in published.order_by("requirement__code")]


def newest_versions(bank: Bank) -> dict[str, RequirementVersion]:
    """Return the newest version of every requirement of the bank by code, whatever its state."""
    found = RequirementVersion.objects.filter(requirement__bank=bank).select_related("requirement__bank")
    return {
        version.requirement.code: version
        for version in found.order_by("requirement_id", "-number").distinct("requirement_id")
    }


def known_in(bank: Bank | None) -> Known:
    """Return what a file is compared with that is loaded into the bank, or into a new one."""
    newest = newest_versions(bank) if bank else {}
    return Known(
        contents={code: version.content for code, version in newest.items()},
        review_on={code: version.review_on for code, version in newest.items()},
        elsewhere=frozenset(Requirement.objects.filter(organisation=None).values_list("code", flat=True)),
        in_review=frozenset(code for code, version in newest.items() if version.state == State.IN_REVIEW),
        categories=frozenset(category.code for category in categories()),
        cpv=frozenset(cpv_codes()["code"].to_list()),
    )


def banks_of(organisation: Organisation) -> QuerySet[Bank]:
    """Return the banks that the organisation may load files into: its own one and those from other sources."""
    return Bank.objects.filter(organisation=organisation).order_by("source", "name")


def banks_taking_proposals() -> QuerySet[Bank]:
    """Return the banks in sight that somebody writes: not the shipped one, none that was loaded from elsewhere."""
    return Bank.objects.exclude(organisation=None).filter(source="").order_by("name")
