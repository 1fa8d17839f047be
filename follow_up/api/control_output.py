"""Controls as programs read them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from follow_up.models import Control, ControlAnswer
from follow_up.queries.controls import LookedAt, looked_at
from procurement.api.fields import Figure


class ControlOutput(serializers.ModelSerializer[Control]):
    """One control."""

    control = serializers.UUIDField(source="uuid")
    contract = serializers.UUIDField(source="contract.uuid")
    task = serializers.UUIDField(source="task.uuid", allow_null=True, default=None)
    kind = serializers.CharField(help_text="desk, site or third_party.")
    state = serializers.CharField(help_text="under_way, finished or cancelled.")
    hours = Figure(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        model = Control
        fields = [
            "control", "contract", "task", "kind", "is_announced", "place", "held_on", "third_party", "state",
            "summary", "hours", "finished_at", "finished_by", "cancelled_because", "made_by", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class ControlAnswerOutput(serializers.ModelSerializer[ControlAnswer]):
    """One answer, which is never changed."""

    answer = serializers.UUIDField(source="uuid")
    seen = serializers.CharField(help_text="kept, not_kept, not_seen or not_applicable.")
    value = Figure(allow_null=True)
    answered_by = serializers.CharField(source="answered_by_name")

    class Meta:
        model = ControlAnswer
        fields = ["answer", "seen", "value", "unit", "note", "answered_at", "answered_by", "received_at"]
        read_only_fields = fields


class ControlItemOutput(serializers.Serializer[LookedAt]):
    """One question with its answers in their order."""

    item = serializers.UUIDField(source="item.uuid")
    question = serializers.CharField(source="item.question")
    language = serializers.CharField(source="item.language")
    source = serializers.CharField(  # type: ignore[assignment] # a declared field hides it
        source="item.source", help_text="requirement, general or own."
    )
    obligation = serializers.UUIDField(source="item.obligation.uuid", allow_null=True, default=None)
    unit = serializers.CharField(source="item.unit")
    direction = serializers.CharField(source="item.direction", help_text="at_least or at_most; empty: not measured.")
    step = serializers.IntegerField(source="item.step", allow_null=True)
    threshold = Figure(source="item.threshold", allow_null=True, help_text="In force on the day of the control.")
    counted = serializers.UUIDField(
        source="counted.uuid", allow_null=True, default=None, help_text="The answer that counts."
    )
    people_differ = serializers.BooleanField(source="differs", help_text="Whether two people answered differently.")
    answers = ControlAnswerOutput(many=True)
    late = ControlAnswerOutput(many=True, help_text="Came after the control was finished, and count for nothing.")
    photos = serializers.SerializerMethodField(help_text="How many pictures there are.")
    excused_because = serializers.CharField(source="item.excused_because", help_text="Why it is no deviation.")
    deviation = serializers.UUIDField(source="deviation.uuid", allow_null=True, default=None)

    def get_photos(self, looked: LookedAt) -> int:
        """Return how many pictures there are."""
        return len(looked.photos)


class ControlDetail(ControlOutput):
    """One control with its questions."""

    items = serializers.SerializerMethodField()

    class Meta(ControlOutput.Meta):
        fields = [*ControlOutput.Meta.fields, "items"]
        read_only_fields = fields

    @extend_schema_field(ControlItemOutput(many=True))
    def get_items(self, control: Control) -> Any:  # noqa: ANN401 - JSON
        """Return the questions in their order."""
        return ControlItemOutput(looked_at(control), many=True).data  # type: ignore[arg-type] # many of them


class ReceivedOutput(serializers.Serializer[Any]):
    """What became of one answer."""

    answer = serializers.UUIDField(source="uuid")
    outcome = serializers.CharField(help_text="kept, known (it was there already) or refused.")
    because = serializers.CharField(help_text="Why it was refused, and how to mend it.")


class AnswersReceivedOutput(serializers.Serializer[Any]):
    """What became of the answers, in their order."""

    rows = ReceivedOutput(many=True)
