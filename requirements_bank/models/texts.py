"""What can be found: versions by their words in each language, the words there are, and what lists narrow down by."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from requirements_bank.models.banks import Bank, SeenBy
from requirements_bank.models.requirements import Requirement, RequirementVersion


class RequirementText(models.Model):
    """The searchable words of one version in one language; whoever sees the version finds it.

    Owner and `seen_by` are the version's, so that the fence needs no other table. `words` holds, by falling weight, the
    title, the names of categories and CPV codes, the wording and the motive, all stemmed, and the codes as marks.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey(RequirementVersion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5)
    read_in = ArrayField(
        models.CharField(max_length=5), default=list, help_text="Languages whose readers are shown this text"
    )
    title = models.CharField(max_length=300)
    words = SearchVectorField()
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="requirement_text_once")]

    def __str__(self) -> str:
        return self.title


class IndexedWord(models.Model):
    """Where a stem stands in what an owner has published for one audience, as readers of one language are shown it.

    An index of our own: PostgreSQL uses none of its indexes of words behind a fence, but finds a row by an equal text.
    `places` are ids of versions times four, plus how much the place counts: 3 title, 2 names, 1 wording, 0 motive.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)
    reader = models.CharField(max_length=5)
    word = models.CharField(max_length=100, db_collation="C")
    places = ArrayField(models.BigIntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["word", "reader", "organisation", "seen_by"], nulls_distinct=False, name="indexed_word_once"
            ),
        ]

    def __str__(self) -> str:
        return self.word


class KnownWord(models.Model):
    """A stem that stands somewhere in what is published, for compounds and misspellings.

    It is kept once where everybody sees it, else once for an owner and audience; it is not taken away again.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)
    word = models.CharField(max_length=60, db_collation="C")
    trigrams = ArrayField(models.CharField(max_length=3))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["word", "organisation", "seen_by"], nulls_distinct=False, name="known_word_once"
            ),
        ]

    def __str__(self) -> str:
        return self.word


class ListedRequirement(models.Model):
    """What a list of requirements asks of each published version, in a narrow row; written with the version.

    `facets` is the same number for versions that no filter of their content tells apart. `categories` holds the areas
    of the leaves, too.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    requirement = models.OneToOneField(Requirement, on_delete=models.CASCADE, related_name="listed")
    version = models.OneToOneField(RequirementVersion, on_delete=models.CASCADE, related_name="listed")
    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    published_at = models.DateTimeField()
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)
    # What it is narrowed down by
    facets = models.BigIntegerField()
    kind = models.CharField(max_length=30)
    level = models.CharField(max_length=20)
    area = models.CharField(max_length=30)
    maturity = models.CharField(max_length=20)
    is_measurable = models.BooleanField()
    has_staircase = models.BooleanField()
    themes = ArrayField(models.CharField(max_length=30))
    categories = ArrayField(models.CharField(max_length=60))
    countries = ArrayField(models.CharField(max_length=2))
    languages = ArrayField(models.CharField(max_length=5))

    def __str__(self) -> str:
        return self.code
