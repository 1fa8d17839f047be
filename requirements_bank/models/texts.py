"""What can be found of a version: its words in each language, stemmed, and their three-letter parts."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from requirements_bank.models.banks import SeenBy
from requirements_bank.models.requirements import RequirementVersion


class RequirementText(models.Model):
    """The searchable text of one version in one language; whoever sees the version finds it.

    `body` holds wording, motive, codes and the names of categories and CPV codes. Owner and `seen_by` are the
    version's, so that the fence needs no other table.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey(RequirementVersion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    words = SearchVectorField()
    trigrams = ArrayField(models.CharField(max_length=3))
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="requirement_text_once")]
        indexes = [
            GinIndex(fields=["words"], name="requirement_text_words"),
            GinIndex(fields=["trigrams"], name="requirement_text_trigrams"),
        ]

    def __str__(self) -> str:
        return self.title
