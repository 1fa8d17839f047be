"""Requirements in sight, found as the page finds them, and what each further choice would leave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.fields import Names, WordsText
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import Key
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs
from organisations.models import Organisation
from requirements_bank.calculations.requirement import LANGUAGES, Area, Kind, Level, Maturity, Theme
from requirements_bank.forms.find import MOST_VALUES, OWNERS, YES
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.found_requirements import FACETS, SORTS, Chosen, Found, found_requirements
from requirements_bank.queries.requirements import published_versions
from requirements_bank.reports.facet_words import value_name

VIEWING = {"GET": Needs("requirements_bank.view_bank")}
_DEEPEST = 1_000_000


class Values(serializers.RegexField):
    """Values of a facet with commas between them; any of them will do."""

    def __init__(self, one: str, **options: Any) -> None:  # noqa: ANN401 - passed on
        errors = {"invalid": _("Give known values with commas between them and no spaces.")}
        super().__init__(
            rf"^{one}(?:,{one}){{0,{MOST_VALUES - 1}}}\Z",
            **{"required": False, "trim_whitespace": False, "max_length": 2000, "error_messages": errors, **options},
        )


def one_of(values: Iterable[str], help_text: str) -> Values:
    """Return the field of a facet whose values are known."""
    return Values(f"(?:{'|'.join(values)})", help_text=help_text)


class FindParameters(Parameters):
    """What to look for; all that is given must fit."""

    q = WordsText(
        required=False, max_length=200, help_text="Words, a CPV code or its first digits, a requirement's code."
    )
    category = Values("[a-z_]+(?:[.][a-z_]+)?", help_text="Purchase categories, areas or leaves: food,transport.goods.")
    area = one_of(Area, "Areas of the bank.")
    kind = one_of(Kind, "What they are in a tender.")
    level = one_of(Level, "How far they go.")
    theme = one_of(Theme, "What they are about.")
    country = Values("[A-Z][A-Z]", help_text="Where they can be used as they stand: NO,SE.")
    owner = one_of(OWNERS, "Whose they are.")
    bank = Values("[a-z0-9][a-z0-9_-]*", help_text="Short names of banks.")
    market = one_of(Maturity, "Whether the market can meet them.")
    text = one_of((*LANGUAGES, "da"), "Languages in which they are written.")
    measurable = one_of(YES, "A machine can tell whether they are kept.")
    staircase = one_of(YES, "They rise in steps during the contract.")
    ours = one_of(YES, "The organisation uses them.")
    neighbours = one_of(YES, "Somebody in its networks uses them.")


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
    choices = {facet: tuple(dict.fromkeys(asked[facet].split(","))) for facet in FACETS if facet in asked}
    return Chosen(asked.get("q", ""), choices, asked.get("sort", ""))


def _found(organisation: Organisation, chosen: Chosen, **options: Any) -> Found:  # noqa: ANN401 - passed on
    return found_requirements(organisation, chosen, language=get_language() or "nb", **options)
