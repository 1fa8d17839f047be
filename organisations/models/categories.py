"""Purchase categories: the small tree that ties requirements, contracts, spend and factors together."""

from django.db import models
from django.utils.translation import get_language


class PurchaseCategory(models.Model):
    """One area or leaf, loaded from `organisations/reference`; shared by all, owned by none."""

    code = models.CharField(max_length=60, unique=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    names = models.JSONField(help_text="nb, nn, sv, en")
    descriptions = models.JSONField(default=dict)
    ghg_category = models.PositiveSmallIntegerField(help_text="GHG Protocol Scope 3 category of running purchases")
    position = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=20)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, else Norwegian."""
        return str(self.names.get((get_language() or "nb")[:2]) or self.names["nb"])
