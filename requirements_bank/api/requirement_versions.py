"""One requirement and its versions: what they say, what they say when filled in, and what changed between two."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.response import Response

from foundation.api.fields import TypedText
from foundation.api.input import Input, Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from foundation.api.problem_details import UnfitError
from foundation.api.wording import ProblemRowOutput
from foundation.errors import NotFoundError
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs
from requirements_bank.api import wording  # noqa: F401 - problems are worded because the wording is imported
from requirements_bank.api.content_output import ContentOutput
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.differences import Mark
from requirements_bank.calculations.filling import fill
from requirements_bank.calculations.requirement import LAST_NUMBER, RequirementContent
from requirements_bank.calculations.texts import language_of, text_in
from requirements_bank.calculations.wording import filled
from requirements_bank.forms.requirement_page import language_in
from requirements_bank.models import Requirement, RequirementVersion, State
from requirements_bank.queries.related import newest_written, versions_called
from requirements_bank.queries.requirements import requirement_called, versions_of
from requirements_bank.reports.difference_words import ShownDifference, differences_of
from requirements_bank.services.versions import problems_of

READING = Needs("requirements_bank.view_bank")
LANGUAGE = serializers.RegexField(
    r"^[a-z]{2,5}\Z", required=False, help_text="Of the texts: nb, nn, sv, en or another that the bank writes in."
)


class VersionOutput(serializers.ModelSerializer[RequirementVersion]):
    """One version of a requirement, without what it says."""

    version = serializers.UUIDField(source="uuid")
    requirement = serializers.UUIDField(source="requirement.uuid")
    code = serializers.CharField(source="requirement.code")
    state = serializers.ChoiceField(choices=State.values)

    class Meta:
        model = RequirementVersion
        fields = [
            "version", "requirement", "code", "number", "state", "kind", "level", "phase", "area", "topic",
            "is_measurable", "has_staircase", "valid_from", "review_on", "change_note", "approved_by", "published_at",
        ]  # fmt: skip
        read_only_fields = fields


class VersionDetail(VersionOutput):
    """One version with everything that it says; a draft that is not complete has its problems instead."""

    content = serializers.SerializerMethodField()
    problems = serializers.SerializerMethodField(help_text="What keeps a draft from being published.")

    class Meta(VersionOutput.Meta):
        fields = [*VersionOutput.Meta.fields, "content", "problems"]
        read_only_fields = fields

    @extend_schema_field(ContentOutput(allow_null=True))
    def get_content(self, version: RequirementVersion) -> Mapping[str, Any] | None:
        """Return the content, typed; None where it is not complete."""
        content = complete_content(version)
        return ContentOutput(content).data if content else None

    @extend_schema_field(ProblemRowOutput(many=True))
    def get_problems(self, version: RequirementVersion) -> list[Any]:
        """Return nothing for what is published."""
        if version.state not in (State.DRAFT, State.IN_REVIEW):
            return []
        return [ProblemRowOutput(problem.as_json()).data for problem in problems_of(version)]


class RequirementDetail(serializers.ModelSerializer[Requirement]):
    """One requirement with the version that holds now."""

    requirement = serializers.UUIDField(source="uuid")
    bank = serializers.CharField(source="bank.name")
    owner = serializers.CharField(
        source="organisation.slug", default=None, allow_null=True, help_text="Null for a shipped one."
    )
    variant_of = serializers.UUIDField(source="variant_of.uuid", default=None, allow_null=True)
    current = serializers.SerializerMethodField(help_text="The version that holds now, else the newest.")

    class Meta:
        model = Requirement
        fields = ["requirement", "code", "bank", "owner", "variant_of", "is_published", "current"]
        read_only_fields = fields

    @extend_schema_field(VersionDetail(allow_null=True))
    def get_current(self, requirement: Requirement) -> Mapping[str, Any] | None:
        """Return the version that holds now; a requirement never published has its draft."""
        current = newest_written(requirement) or versions_of(requirement).first()
        return VersionDetail(current).data if current else None


class FillingInput(Input):
    """What fills the places of a wording, by variable."""

    language = LANGUAGE
    values = serializers.DictField(child=TypedText(max_length=100, allow_blank=True), required=False, default=dict)


class FilledOutput(serializers.Serializer[Any]):
    """A wording with its places filled; a place that is open shows its name in brackets."""

    text = serializers.CharField()
    language = serializers.CharField()
    is_complete = serializers.BooleanField(help_text="Whether every place is filled.")
    problems = ProblemRowOutput(many=True)


class PieceOutput(serializers.Serializer[Any]):
    """A piece of text, and what became of it."""

    text = serializers.CharField(trim_whitespace=False)
    mark = serializers.ChoiceField(choices=[mark.value for mark in Mark])


class DifferenceOutput(serializers.Serializer[ShownDifference]):
    """One field before and after, as one text in pieces."""

    field = serializers.CharField(source="difference.key")
    name = serializers.CharField(help_text="In the language asked for.")
    has_changed = serializers.BooleanField(source="difference.has_changed")
    pieces = PieceOutput(source="difference.pieces", many=True)


class DifferencesOutput(serializers.Serializer[Any]):
    """What changed between two versions."""

    before = serializers.IntegerField()
    after = serializers.IntegerField()
    fields_changed = DifferenceOutput(many=True)
    fields_unchanged = DifferenceOutput(many=True)


class DifferenceParameters(Parameters):
    """Which versions."""

    before = serializers.IntegerField(
        min_value=1,
        max_value=LAST_NUMBER,
        required=False,
        help_text="The older version; else the one before.",
    )
    after = serializers.IntegerField(
        min_value=1, max_value=LAST_NUMBER, required=False, help_text="The newer version; else the newest."
    )
    language = LANGUAGE


class RequirementView(ClientView):
    """One requirement."""

    needs = {"GET": READING}

    @operation("Read a requirement", output=RequirementDetail)
    def get(self, requirement: UUID) -> Response:
        """What it says now, with its wording, proof, measure, legal basis and sources."""
        return Response(RequirementDetail(requirement_seen(requirement)).data)


class VersionsView(ClientView):
    """The versions of a requirement."""

    needs = {"GET": READING}

    @operation("List the versions of a requirement", output=VersionOutput, many=True)
    def get(self, requirement: UUID) -> Response:
        """The newest first. Published and retired versions never change."""
        return self.page(NewestFirst(versions_of(requirement_seen(requirement))), VersionOutput)


class VersionView(ClientView):
    """One version."""

    needs = {"GET": READING}

    @operation("Read a version of a requirement", output=VersionDetail)
    def get(self, version: UUID) -> Response:
        """Everything that it says, typed."""
        return Response(VersionDetail(version_seen(version)).data)


class FilledView(ClientView):
    """A wording to fill."""

    needs = {"POST": READING}

    @operation("Fill in a wording", output=FilledOutput, body=FillingInput)
    def post(self, version: UUID) -> Response:
        """The text with these values, and what is wrong with them. Nothing is stored."""
        found = version_seen(version)
        content = complete_content(found)
        if content is None:
            raise Http404
        language = language_of(content.wording, language_in(self.sent.get("language", "")))
        self._refuse_unknown(content)
        filling = fill(content.variables, self.sent["values"])
        open_places = {
            name
            for name, variable in filling.variables.items()
            if name not in filling.values and variable.default is None
        }
        answer = {
            "text": filled(text_in(content.wording, language), filling.variables, filling.values, language),
            "language": language,
            "is_complete": not open_places,
            "problems": [problem.as_json() for problem in filling.problems.values()],
        }
        return Response(FilledOutput(answer).data)

    def _refuse_unknown(self, content: RequirementContent) -> None:
        unknown = sorted(set(self.sent["values"]) - set(content.variables))
        if unknown:
            sentence = _("There is no such variable here. Known are: %(known)s.")
            known = ", ".join(content.variables) or "–"
            raise UnfitError({"values": [ErrorDetail(sentence % {"known": known}, "unknown_variable")]})


class DifferencesView(ClientView):
    """What changed between two versions of a requirement."""

    needs = {"GET": READING}

    @operation("Compare two versions of a requirement", output=DifferencesOutput, parameters=DifferenceParameters)
    def get(self, requirement: UUID) -> Response:
        """Field by field and word by word."""
        versions = {version.number: version for version in versions_of(requirement_seen(requirement))}
        after = versions[self._number("after", max(versions), sorted(versions))]
        earlier = [number for number in versions if number < after.number]
        before = versions[self._number("before", max(earlier, default=after.number), sorted(versions))]
        found = differences_of(before.content, after.content, language_in(self.asked.get("language", "")))
        answer = {
            "before": before.number,
            "after": after.number,
            "fields_changed": found.changed,
            "fields_unchanged": found.same,
        }
        return Response(DifferencesOutput(answer).data)

    def _number(self, name: str, otherwise: int, known: list[int]) -> int:
        asked: int = self.asked.get(name, otherwise)
        if asked not in known:
            sentence = _("There is no version “%(asked)s” here. There are: %(known)s.")
            words = {"asked": asked, "known": ", ".join(map(str, known))}
            raise NotFoundError(sentence % words)
        return asked


def requirement_seen(uuid: UUID) -> Requirement:
    """Return a requirement in the client's sight; Http404 for any other."""
    found = requirement_called(uuid)
    if found is None:
        raise Http404
    return found


def version_seen(uuid: UUID) -> RequirementVersion:
    """Return a version in the client's sight; Http404 for any other."""
    found = versions_called([uuid])
    if not found:
        raise Http404
    return found[0]


def complete_content(version: RequirementVersion) -> RequirementContent | None:
    """Return what a version says, typed; nothing for a draft that is not complete."""
    try:
        return content_of(version.content, version.content_hash)
    except ValueError:
        return None
