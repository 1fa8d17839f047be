"""What every table of a tenant has in common: an organisation, and a manager that needs an open scope."""

from django.db import models
from django_scopes import ScopedManager


class OrganisationOwned(models.Model):
    """A row that belongs to one organisation; a query outside an open access raises instead of leaking."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        abstract = True
