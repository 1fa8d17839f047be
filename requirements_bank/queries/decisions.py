"""The decision log of an organisation's banks, as far as the reader sees it."""

from django.db.models import QuerySet

from organisations.models import Organisation
from requirements_bank.models import Decision


def decisions_of(organisation: Organisation, verdict: str = "") -> QuerySet[Decision]:
    """Return the decisions about the organisation's requirements, newest first, all or with one verdict."""
    found = Decision.objects.filter(organisation=organisation).select_related("requirement", "version", "proposal")
    return found.filter(verdict=verdict) if verdict else found


def verdicts_in(organisation: Organisation) -> list[str]:
    """Return the verdicts that there are, in the order in which they come in a requirement's life."""
    known = set(Decision.objects.filter(organisation=organisation).order_by().values_list("verdict", flat=True))
    return [verdict for verdict in Decision.Verdict.values if verdict in known]
