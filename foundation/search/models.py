"""What can be found: one document per thing and language, stemmed words beside trigrams."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from foundation.scoping import OrganisationOwned


class SearchDocument(OrganisationOwned):
    """The searchable text of one thing in one language.

    `words` holds stemmed words by the language's own configuration; `trigrams` finds parts of compounds, which the
    Scandinavian configurations do not split.
    """

    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    address = models.CharField(max_length=300, help_text="Path of the page that shows the thing")
    permission = models.CharField(max_length=100, blank=True, help_text="What the reader's role must allow")
    words = SearchVectorField()
    trigrams = ArrayField(models.CharField(max_length=3))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "object_id", "language"], name="search_document_once"
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="search_words"),
            GinIndex(fields=["trigrams"], name="search_trigrams"),
        ]

    def __str__(self) -> str:
        return self.title
