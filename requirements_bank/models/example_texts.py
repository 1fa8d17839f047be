"""What can be found of an example, and whom to ask about it: apart from it, since fewer people see that."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from requirements_bank.models.banks import SeenBy
from requirements_bank.models.examples import Example


class ExampleText(models.Model):
    """The searchable text of one example in one language; whoever sees the example finds it, and no contact in it."""

    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    words = SearchVectorField()
    trigrams = ArrayField(models.CharField(max_length=3))
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["example", "language"], name="example_text_once")]
        indexes = [
            GinIndex(fields=["words"], name="example_text_words"),
            GinIndex(fields=["trigrams"], name="example_text_trigrams"),
        ]

    def __str__(self) -> str:
        return self.title


class ExampleContact(models.Model):
    """Whom to ask about an example of an organisation's own: for itself and its networks, never for everybody."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    example = models.OneToOneField(Example, on_delete=models.CASCADE, related_name="contact")
    words = models.CharField(max_length=300)
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seen_by__in=["own", "network"]), name="example_contact_never_public"
            ),
        ]

    def __str__(self) -> str:
        return self.words
