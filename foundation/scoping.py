"""What every table of a tenant has in common: an organisation, and a manager that needs an open scope.

Three kinds, by who else may ever read a row. `protect` in the migration must say the same to PostgreSQL.
"""

from typing import ClassVar, Self

from django.apps import apps
from django.db import models
from django_scopes import ScopedManager

from foundation.access import Access


class OrganisationOwned(models.Model):
    """A row that only its organisation's own people read; a query outside an open access raises instead of leaking."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar["models.Manager[Self]"] = ScopedManager(organisation="organisation")

    class Meta:
        abstract = True


class SharedRows(OrganisationOwned):
    """A row of the accounts: read by those, too, with whom the organisation shares down to the line."""

    objects: ClassVar["models.Manager[Self]"] = ScopedManager(rows="organisation")

    class Meta:
        abstract = True


class SharedTotals(OrganisationOwned):
    """A sum: read by those, too, with whom the organisation shares its totals, and by its partners and guests."""

    objects: ClassVar["models.Manager[Self]"] = ScopedManager(totals="organisation")

    class Meta:
        abstract = True


def access_for_operations() -> Access:
    """Return the access of the sweeper and the mail sender: every organisation, each named."""
    organisations = apps.get_model("organisations.Organisation")
    everyone = tuple(organisations.objects.order_by("pk").values_list("pk", flat=True))
    return Access(writable=everyone)


def access_for_work(organisation_id: int) -> Access:
    """Return the access of a job or command that works for one organisation."""
    return Access(writable=(organisation_id,), acting=organisation_id)
