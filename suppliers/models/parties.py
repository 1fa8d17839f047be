"""A party: a company or body that everybody may know by its public number. Never a private person."""

import uuid

from django.db import models


class Party(models.Model):
    """The shared identity behind the cards of many organisations; holds country and number alone and is not fenced."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.CharField(max_length=2)
    number = models.CharField(max_length=20, help_text="Public organisation number, digits only")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "number"], name="party_number_once")]

    def __str__(self) -> str:
        return f"{self.country} {self.number}"
