"""Requirements in sight, found as the page finds them, and what each further choice would leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.fields import Names, WordsText
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import Key
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs
from organisations.models import Organisation
from requirements_bank.forms.find import FITS, MOST_VALUES
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.found_requirements import FACETS, SORTS, Chosen, Found, found_requirements
from requirements_bank.queries.requirements import published_versions
from requirements_bank.reports.facet_words import value_name

VIEWING = {"GET": Needs("requirements_bank.view_bank")}
_DEEPEST = 1_000_000


class Values(serializers.CharField):
    """Values of a facet with commas between them; any of them will do."""

    def __init__(self, *, facet: str, **options: Any) -> None:  # noqa: ANN401 - passed on
        self.facet = facet
        super().__init__(**{"required": False, "max_length": 1000, "trim_whitespace": False, **options})

    def to_internal_value(self, data: Any) -> Any:  # noqa: ANN401 - the framework's signature
        """Return the values; unknown ones are an error."""
        values = super().to_internal_value(data).split(",")
        if len(values) > MOST_VALUES or not all(map(FITS[self.facet], values)):
            self.fail("invalid")
        return tuple(dict.fromkeys(values))


class FindParameters(Parameters):
    """What to look for; all that is given must fit."""

    q = WordsText(
        required=False, max_length=200, help_text="Words, a CPV code or its first digits, a requirement's code."
    )
    category = Values(facet="category", help_text="Purchase categories, areas or leaves, with commas between them.")
    area = Values(facet="area", help_text="Areas of the bank.")
    kind = Values(facet="kind", help_text="Such as award_criterion,contract_clause.")
    level = Values(facet="level", help_text="basic, advanced or spearhead.")
    theme = Values(facet="theme", help_text="Such as climate,circular.")
    country = Values(facet="country", help_text="Where it can be used as it stands: NO, SE.")
    owner = Values(facet="owner", help_text="own, shipped, network or others.")
    bank = Values(facet="bank", help_text="Short names of banks.")
    market = Values(facet="market", help_text="ready, growing or early.")
    text = Values(facet="text", help_text="Languages in which it is written.")
    measurable = Values(facet="measurable", help_text="yes: a machine can tell whether it is kept.")
    staircase = Values(facet="staircase", help_text="yes: it rises in steps during the contract.")
    ours = Values(facet="ours", help_text="yes: the organisation uses it.")
    neighbours = Values(facet="neighbours", help_text="yes: somebody in its networks uses it.")


class ListParameters(FindParameters):
    """What to look for, and in which order."""

    sort = serializers.ChoiceField(
        choices=SORTS, required=False, help_text="By relevance where there is a q, else by code, unless said here."
    )


class FoundRequirementOutput(serializers.ModelSerializer[RequirementVersion]):
    """A published requirement in its version of today."""

    requirement = serializers.UUIDField(source="requirement.uuid")
    version = serializers.UUIDField(source="uuid")
    number = serializers.IntegerField(help_text="Of the version.")
    code = serializers.CharField(source="requirement.code")
    bank = serializers.CharField(source="requirement.bank.slug")
    titles = Names(source="content.title")
    wordings = Names(source="content.wording")
    used_by = serializers.SerializerMethodField(help_text="How many organisations in sight use it.")

    class Meta:
        model = RequirementVersion
        fields = [
            "requirement", "version", "number", "code", "bank", "kind", "level", "phase", "area", "topic", "themes",
            "categories", "cpv", "countries", "is_measurable", "has_staircase", "valid_from", "review_on",
            "published_at", "titles", "wordings", "used_by",
        ]  # fmt: skip
        read_only_fields = fields

    def get_used_by(self, version: RequirementVersion) -> int:
        """Return how many use it."""
        return int(self.context["uses"].get(version.pk, 0))


class FacetValueOutput(serializers.Serializer[Any]):
    """One value to narrow down by."""

    facet = serializers.CharField(help_text="The parameter that takes the value.")
    value = serializers.CharField()
    name = serializers.CharField(help_text="In the language asked for.")
    requirements = serializers.IntegerField(help_text="How many there would be with this value and all other choices.")


class FacetsOutput(serializers.Serializer[Any]):
    """How many requirements fit, and how many each further choice would leave."""

    total = serializers.IntegerField()
    has_all_words = serializers.BooleanField(
        help_text="False where too few have all words, so that those with any of them are found as well."
    )
    facets = FacetValueOutput(many=True)


@dataclass
class HitsInOrder:
    """The hits in their order; the key of one is its place, since relevance has no other."""

    organisation: Organisation
    chosen: Chosen
    uses: dict[int, int]
    kinds: tuple[type, ...] = (int,)

    def after(self, key: Key | None, limit: int) -> Sequence[RequirementVersion]:
        """Return at most `limit` hits after that place."""
        self._first = min(max(int(key[0]), 0), _DEEPEST) if key else 0
        found = _found(self.organisation, self.chosen, limit=limit, offset=self._first, is_counted=False)
        self.uses.update(found.uses)
        versions = published_versions().in_bulk([version for version, _uses in found.page])
        self._page = [versions[version] for version, _uses in found.page if version in versions]
        return self._page

    def key_of(self, row: RequirementVersion) -> Key:
        """Return the place of a hit, counted from one."""
        return (self._first + self._page.index(row) + 1,)


class RequirementsView(ClientView):
    """The requirements that an organisation sees."""

    needs = VIEWING

    @operation("Find requirements", output=FoundRequirementOutput, many=True, parameters=ListParameters)
    def get(self) -> Response:
        """Published requirements in sight – shipped, own, of networks and public ones – that fit what is asked for.

        With words, the best come first; where too few have all words, those with any of them follow. Pages go by place
        in the order: what is published in between may move a requirement from one page to the next.
        """
        uses: dict[int, int] = {}
        hits = HitsInOrder(self.organisation, _chosen(self.asked), uses)
        return self.page(hits, FoundRequirementOutput, uses=uses)


class RequirementFacetsView(ClientView):
    """What the requirements of an organisation can be narrowed down by."""

    needs = VIEWING

    @operation("Count requirements", output=FacetsOutput, parameters=FindParameters)
    def get(self) -> Response:
        """How many fit, and by facet how many there would be with each value; a facet's own choice is set aside."""
        found = _found(self.organisation, _chosen(self.asked), limit=0)
        rows = [
            {"facet": facet, "value": value, "name": value_name(facet, value, found.banks), "requirements": number}
            for facet in FACETS
            for value, number in sorted(found.counts[facet].items())
        ]
        return Response(FacetsOutput({"total": found.total, "has_all_words": not found.is_any, "facets": rows}).data)


def _chosen(asked: Mapping[str, Any]) -> Chosen:
    choices = {facet: asked[facet] for facet in FACETS if facet in asked}
    return Chosen(asked.get("q", ""), choices, asked.get("sort", ""))


def _found(organisation: Organisation, chosen: Chosen, **options: Any) -> Found:  # noqa: ANN401 - passed on
    return found_requirements(organisation, chosen, language=get_language() or "nb", **options)
