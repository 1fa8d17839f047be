"""Old wordings by the API: texts in, the requirements that they are alike out; nothing is kept."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.fields import TypedText
from foundation.api.input import Input
from foundation.api.operations import operation
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.likeness import COMPARED, Likeness, Near, groups_of, meaning_of, nearest
from requirements_bank.calculations.old_values import proposed_values
from requirements_bank.calculations.texts import text_in
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.requirements import published_versions
from requirements_bank.queries.wordings import bank_in_sight

MOST_TEXTS, LONGEST, MOST_MATCHES = 100, 10_000, 10
MOST_COMPARED, LEAST_COMPARED = 3_000, 30  # of a large bank: what an answer may take
ASKING = Needs("requirements_bank.use_bank", "read", Reach.OWN)


class OldWordingsInput(Input):
    """Wordings from old contracts, one text each."""

    texts = serializers.ListField(
        child=TypedText(max_length=LONGEST), min_length=1, max_length=MOST_TEXTS, help_text="The wordings."
    )
    count = serializers.IntegerField(
        min_value=1, max_value=MOST_MATCHES, default=5, help_text="How many requirements are given for each."
    )


class MatchOutput(serializers.Serializer[Any]):
    """A requirement that a wording is alike."""

    requirement = serializers.UUIDField()
    version = serializers.UUIDField()
    bank = serializers.CharField(help_text="The bank's place in addresses.")
    code = serializers.CharField()
    language = serializers.CharField(help_text="In which it is most alike.")
    title = serializers.CharField()
    likeness = serializers.FloatField(help_text="From 0 to 1.")
    meaning = serializers.ChoiceField(choices=[each.value for each in Likeness])
    values = serializers.DictField(
        child=serializers.CharField(), help_text="Values of the requirement's variables that the wording names."
    )


class MatchedWordingOutput(serializers.Serializer[Any]):
    """One wording with its matches, in the order in which the texts were sent."""

    text = serializers.CharField()
    group = serializers.IntegerField(allow_null=True, help_text="Texts of one group are nearly the same as each other.")
    matches = MatchOutput(many=True)


class MatchedWordingsOutput(serializers.Serializer[Any]):
    """What was found."""

    wordings = MatchedWordingOutput(many=True)


class OldWordingsView(ClientView):
    """Finds near-duplicates."""

    needs = {"POST": ASKING}

    @operation("Match old wordings", output=MatchedWordingsOutput, body=OldWordingsInput)
    def post(self) -> Response:
        """For each text the nearest published requirements in sight, in any language of theirs. Nothing is kept."""
        texts = self.sent["texts"]
        each = min(COMPARED, max(LEAST_COMPARED, MOST_COMPARED // len(texts)))
        found = nearest(texts, bank_in_sight(), count=self.sent["count"], each=each)
        versions = published_versions().in_bulk({near.key for nears in found for near in nears})
        group_of = {place: number for number, group in enumerate(groups_of(texts), start=1) for place in group}
        wordings = [
            {
                "text": text,
                "group": group_of.get(place),
                "matches": [_match(text, near, versions) for near in nears if near.likeness and near.key in versions],
            }
            for place, (text, nears) in enumerate(zip(texts, found, strict=True))
        ]
        return Response(MatchedWordingsOutput({"wordings": wordings}).data)


def _match(text: str, near: Near, versions: Mapping[int, RequirementVersion]) -> dict[str, Any]:
    version = versions[near.key]
    content = content_of(version.content, version.content_hash)
    values = proposed_values(content.variables, text_in(content.wording, near.language), text)
    return {
        "requirement": version.requirement.uuid,
        "version": version.uuid,
        "bank": version.requirement.bank.slug,
        "code": version.requirement.code,
        "language": near.language,
        "title": text_in(content.title, near.language),
        "likeness": near.likeness,
        "meaning": meaning_of(near.likeness).value,
        "values": {name: str(value) for name, value in values.items()},
    }
