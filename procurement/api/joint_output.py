"""Joint staircases as programs read them: in a list, and whole with versions, votes, matrix and conflicts."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from procurement.api.fields import Figure
from procurement.api.staircase_output import DIRECTIONS
from procurement.calculations.joint_staircase import Cell, Difference
from procurement.models import JointAdoption, JointStaircase, JointState, JointVersion, Staircase, Vote
from procurement.queries.joint_staircases import Row, differences_of, versions_of
from requirements_bank.models import SeenBy

Output = serializers.Serializer[Any]


class JointOutput(serializers.ModelSerializer[JointStaircase]):
    """One joint staircase in a list."""

    joint = serializers.UUIDField(source="uuid")
    network = serializers.CharField(source="organisation.slug", help_text="Who owns it.")
    direction = serializers.ChoiceField(choices=DIRECTIONS)
    seen_by = serializers.ChoiceField(choices=SeenBy.values)
    agreed = serializers.SerializerMethodField(help_text="The number of the agreed version; null while none is.")
    proposed = serializers.SerializerMethodField(help_text="The number of the version that is voted on, if any.")

    class Meta:
        model = JointStaircase
        fields = [
            "joint", "network", "title", "description", "code", "topic", "unit", "direction", "category", "seen_by",
            "agreed", "proposed", "created_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_agreed(self, joint: JointStaircase) -> int | None:
        """Return the agreed version's number."""
        return number_in(joint, JointState.AGREED)

    def get_proposed(self, joint: JointStaircase) -> int | None:
        """Return the proposed version's number."""
        return number_in(joint, JointState.PROPOSED)


def number_in(joint: JointStaircase, state: JointState) -> int | None:
    """Return the number of the version in a state, of versions that were fetched already."""
    return next((version.number for version in joint.versions.all() if version.state == state), None)


class JointStepOutput(Output):
    """A step in no contract yet: months after any contract begins, or a day."""

    threshold = Figure()
    months = serializers.IntegerField(allow_null=True, default=None)
    day = serializers.DateField(allow_null=True, default=None)


class VoteOutput(serializers.ModelSerializer[Vote]):
    """What a member says."""

    organisation = serializers.CharField(source="organisation.slug")
    answer = serializers.ChoiceField(choices=Vote.Answer.values)

    class Meta:
        model = Vote
        fields = ["organisation", "answer", "comment", "voted_at"]
        read_only_fields = fields


class JointVersionOutput(serializers.ModelSerializer[JointVersion]):
    """One version of the steps with its votes."""

    version = serializers.UUIDField(source="uuid")
    state = serializers.ChoiceField(choices=JointState.values)
    steps = JointStepOutput(many=True)
    on_extension = serializers.ChoiceField(choices=Staircase.OnExtension.values)
    on_late_start = serializers.ChoiceField(choices=Staircase.OnLateStart.values)
    votes = VoteOutput(many=True)

    class Meta:
        model = JointVersion
        fields = [
            "version", "number", "state", "steps", "on_extension", "on_late_start", "note", "votes", "proposed_at",
            "decided_at",
        ]  # fmt: skip
        read_only_fields = fields


class CellOutput(serializers.Serializer[Cell]):
    """A member's step beside the joint one; null where it has no such step."""

    threshold = Figure(allow_null=True)
    months = serializers.IntegerField(allow_null=True)
    day = serializers.DateField(allow_null=True)
    is_as_agreed = serializers.BooleanField()


class MemberRowOutput(serializers.Serializer[Row]):
    """One member: how it follows the steps, and each step of its own."""

    organisation = serializers.CharField(source="member.slug")
    name = serializers.CharField(source="member.name")
    way = serializers.ChoiceField(
        source="adoption.way",
        choices=JointAdoption.Way.values,
        allow_null=True,
        default=None,
        help_text="Null: none.",
    )
    months_later = serializers.IntegerField(source="adoption.months_later", allow_null=True, default=None)
    reason = serializers.CharField(source="adoption.reason", default="", help_text="Where it does otherwise.")
    is_behind = serializers.BooleanField(help_text="Whether it stands on a version that another has replaced.")
    steps = CellOutput(source="cells", many=True)


class AskedByOutput(Output):
    """What one member asks at that time."""

    name = serializers.CharField()
    threshold = Figure(allow_null=True, help_text="Null where it asks for nothing yet.")


class ConflictOutput(serializers.Serializer[Difference]):
    """A time in which members ask different things of the same market."""

    first = serializers.DateField()
    last = serializers.DateField()
    spread = Figure(help_text="How far the highest threshold lies from the lowest.")
    asked = serializers.SerializerMethodField()

    @extend_schema_field(AskedByOutput(many=True))
    def get_asked(self, difference: Difference) -> Any:  # noqa: ANN401 - JSON
        """Return what each asks, by name."""
        rows = [{"name": name, "threshold": threshold} for name, threshold in sorted(difference.asked.items())]
        return AskedByOutput(rows, many=True).data


class JointDetail(JointOutput):
    """One joint staircase whole."""

    versions = serializers.SerializerMethodField(help_text="The newest first.")
    matrix = serializers.SerializerMethodField(help_text="Members beside the agreed steps, else the proposed ones.")
    conflicts = serializers.SerializerMethodField(help_text="In contracts that begin on the day asked about.")

    class Meta(JointOutput.Meta):
        fields = [*JointOutput.Meta.fields, "versions", "matrix", "conflicts"]
        read_only_fields = fields

    @extend_schema_field(JointVersionOutput(many=True))
    def get_versions(self, joint: JointStaircase) -> Any:  # noqa: ANN401 - JSON
        """Return all versions."""
        return JointVersionOutput(versions_of(joint), many=True).data

    @extend_schema_field(MemberRowOutput(many=True))
    def get_matrix(self, joint: JointStaircase) -> Any:  # noqa: ANN401, ARG002 - JSON; read already
        """Return a row for each member of today."""
        return [MemberRowOutput(row).data for row in self.context["rows"]]

    @extend_schema_field(ConflictOutput(many=True))
    def get_conflicts(self, joint: JointStaircase) -> Any:  # noqa: ANN401 - JSON
        """Return when members differ."""
        found = differences_of(joint, self.context["rows"], self.context["first_day"], self.context["months"])
        return [ConflictOutput(each).data for each in found]
