"""Bids as programs read them after the award: in a list, and whole with answers, steps and what was checked."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.fields import Money
from procurement.api.fields import Figure
from procurement.calculations.answer_points import Verdict
from procurement.calculations.bid_answers import answer_verdict
from procurement.models import Bid
from procurement.queries.bid_lines import BidLine, BidPart
from procurement.queries.bid_shortfalls import step_shortfalls
from procurement.reports.bid_words import BidFinding, findings_of
from procurement.reports.contract_words import shown_number

Output = serializers.Serializer[Any]
VERDICTS = "kept, not_kept or missing; null where only people can tell, and for award criteria."


class BidOutput(serializers.ModelSerializer[Bid]):
    """One bid in a list."""

    bid = serializers.UUIDField(source="uuid")
    lot = serializers.UUIDField(source="lot.uuid", allow_null=True, help_text="Null where there are no lots.")
    state = serializers.CharField(help_text="received, rejected, withdrawn or struck_out.")
    supplier_number = serializers.SerializerMethodField(
        help_text="Empty where nobody has said it, hidden where it is a person's."
    )
    price = Money(help_text="Of the whole contract, without VAT, in the currency of the procurement.")
    tonnes = Figure(allow_null=True, help_text="CO2e over the contract, as the supplier says; null if unknown.")
    ladder_level = serializers.IntegerField(allow_null=True, help_text="0 where it has none; null if unknown.")

    class Meta:
        model = Bid
        fields = [
            "bid", "lot", "supplier_name", "supplier_number", "state", "state_because", "price", "tonnes",
            "ladder_level", "received_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_supplier_number(self, bid: Bid) -> str:
        """Return the number, its digits hidden where it is that of a person."""
        return shown_number(bid.supplier_number)


class RegisteredBidOutput(serializers.ModelSerializer[Bid]):
    """A bid that was registered; until the award no more is told of it."""

    bid = serializers.UUIDField(source="uuid")
    lot = serializers.UUIDField(source="lot.uuid", allow_null=True)

    class Meta:
        model = Bid
        fields = ["bid", "lot", "supplier_name", "received_at"]
        read_only_fields = fields


class BidAnswerOutput(Output):
    """What a bid answers to one thing that is asked."""

    asked = serializers.UUIDField()
    code = serializers.CharField()
    title = serializers.CharField()
    answer = serializers.CharField(
        allow_null=True, help_text="A decimal, yes or no, an ISO day, an option or words; null where there is none."
    )
    evidence = serializers.CharField()
    verdict = serializers.CharField(allow_null=True, help_text=VERDICTS)
    points = Figure(allow_null=True, help_text="That people gave; null where they gave none.")
    reason = serializers.CharField(help_text="Why these points.")


class BidStepOutput(Output):
    """What a bid promises at one step that is asked."""

    asked = serializers.UUIDField()
    code = serializers.CharField()
    number = serializers.IntegerField()
    threshold_asked = Figure()
    threshold = Figure(allow_null=True, help_text="Null where nothing is promised.")
    months = serializers.IntegerField(allow_null=True, help_text="After the first day.")
    day = serializers.DateField(allow_null=True)
    verdict = serializers.CharField(help_text="kept, not_kept or missing.")


class BidFindingOutput(serializers.Serializer[BidFinding]):
    """What does not meet what is asked, or is not answered."""

    code = serializers.CharField(help_text="Of what is asked.")
    message = serializers.CharField(source="sentence")
    is_breach = serializers.BooleanField(help_text="False where something is only not answered.")


class BidDetail(BidOutput):
    """One bid with its answers, its steps, and what was checked."""

    answers = serializers.SerializerMethodField()
    steps = serializers.SerializerMethodField()
    findings = serializers.SerializerMethodField()

    class Meta(BidOutput.Meta):
        fields = [*BidOutput.Meta.fields, "answers", "steps", "findings"]
        read_only_fields = fields

    @extend_schema_field(BidAnswerOutput(many=True))
    def get_answers(self, bid: Bid) -> Any:  # noqa: ANN401 - JSON
        """Return an answer for each thing that is to be answered."""
        return BidAnswerOutput(list(_answers(self.context["part"], bid)), many=True).data

    @extend_schema_field(BidStepOutput(many=True))
    def get_steps(self, bid: Bid) -> Any:  # noqa: ANN401 - JSON
        """Return what is promised at each step that is asked."""
        return BidStepOutput(list(_steps(self.context["part"], bid)), many=True).data

    @extend_schema_field(BidFindingOutput(many=True))
    def get_findings(self, bid: Bid) -> Any:  # noqa: ANN401 - JSON
        """Return what a machine sees of the bid, breaches first."""
        return [BidFindingOutput(each).data for each in findings_of(self.context["part"], bid)]


def _answers(part: BidPart, bid: Bid) -> Iterator[dict[str, Any]]:
    said = {answer.asked_id: answer for answer in bid.answers.all()}
    for line in part.lines:
        if not line.is_answered:
            continue
        answer = said.get(line.line.asked.pk)
        verdict = None if line.is_criterion else answer_verdict(line.answer, answer.text if answer else "", line.code)
        yield {
            **_named(line),
            "title": line.title,
            "answer": (answer.text or None) if answer else None,
            "evidence": answer.evidence if answer else "",
            "verdict": verdict,
            "points": answer.points if answer else None,
            "reason": answer.reason if answer else "",
        }


def _steps(part: BidPart, bid: Bid) -> Iterator[dict[str, Any]]:
    promised = {(step.asked_id, step.position): step for step in bid.steps.all()}
    for line in part.lines:
        for asked in line.steps:
            step = promised.get((line.line.asked.pk, asked.position))
            verdict = Verdict.MISSING
            if step is not None:
                verdict = Verdict.NOT_KEPT if any(step_shortfalls(line, asked, step)) else Verdict.KEPT
            yield {
                **_named(line),
                "number": asked.position,
                "threshold_asked": asked.threshold,
                "threshold": step and step.threshold,
                "months": step and step.months,
                "day": step and step.day,
                "verdict": verdict,
            }


def _named(line: BidLine) -> dict[str, Any]:
    return {"asked": line.line.asked.uuid, "code": line.code}
