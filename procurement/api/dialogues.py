"""The dialogue of a procurement with the market: what suppliers say of each step, and the log. Read only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs
from procurement.calculations.market_answer import PriceEffect
from procurement.models import DialogueEntry, DialoguePaper, FollowUp, MarketDialogue, Procurement, StepAnswer
from procurement.queries.dialogues import Told, dialogue_of, entries_of, invitations_of, told_in
from procurement.queries.market_answers import AskedOfMarket, Heard, asked_of_market, heard_of, step_answers
from procurement.queries.procurements import procurement_called
from requirements_bank.reports.requirement_words import shown

READING = Needs("procurement.view_procurement")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Everything that the summary says."""

    terms: MarketDialogue
    invited: int
    answered: int
    told: Sequence[Told]
    market: Sequence[AskedOfMarket]
    said: Sequence[StepAnswer]


class MarketPriceOutput(serializers.Serializer[PriceEffect]):
    """What suppliers say a step does to their price, in per cent."""

    count = serializers.IntegerField(help_text="Of how many suppliers.")
    median = serializers.DecimalField(max_digits=10, decimal_places=3)
    low = serializers.DecimalField(max_digits=10, decimal_places=3)
    high = serializers.DecimalField(max_digits=10, decimal_places=3)


class StepMarketOutput(serializers.Serializer[Heard]):
    """What the market says of a step; each supplier counts once, with its newest answer."""

    number = serializers.IntegerField(source="step.number", help_text="0 where the requirement does not rise.")
    threshold = serializers.DecimalField(
        source="step.threshold", max_digits=18, decimal_places=4, allow_null=True, help_text="Null where none rises."
    )
    day = serializers.DateField(source="step.day", allow_null=True, help_text="When it takes effect; null if unknown.")
    answers = serializers.IntegerField(source="market.answers")
    yes = serializers.IntegerField(source="market.yes", help_text="Can by the day.")
    later = serializers.IntegerField(source="market.later", help_text="Can, but not by the day.")
    no = serializers.IntegerField(source="market.no")
    unknown = serializers.IntegerField(source="market.unknown", help_text="Cannot tell.")
    latest = serializers.DateField(source="market.latest", allow_null=True, help_text="By when those later can.")
    price = MarketPriceOutput(source="market.price", allow_null=True, help_text="Null where nobody said anything.")


class AskedMarketOutput(serializers.Serializer[AskedOfMarket]):
    """One requirement with what the market says of its steps."""

    asked = serializers.UUIDField(source="asked.uuid")
    code = serializers.CharField(source="asked.code")
    title = serializers.SerializerMethodField(help_text="In the language asked for.")
    steps = serializers.SerializerMethodField()

    def get_title(self, each: AskedOfMarket) -> str:
        """Return what the requirement is called."""
        version = each.line.version
        return shown(version, values=each.line.values).title if version else each.asked.title

    @extend_schema_field(StepMarketOutput(many=True))
    def get_steps(self, each: AskedOfMarket) -> Any:  # noqa: ANN401 - JSON
        """Return the steps."""
        heard = [heard_of(step, each.asked, self.context["said"]) for step in each.steps]
        return [StepMarketOutput(step).data for step in heard]


class ToldOutput(serializers.Serializer[Told]):
    """What everyone who is invited was told in one talk."""

    day = serializers.DateField()
    words = serializers.CharField()


class DialogueOutput(serializers.Serializer[Dialogue]):
    """How far a dialogue has come, and what the market says."""

    introduction = serializers.CharField(source="terms.introduction", help_text="What suppliers read first.")
    closes_on = serializers.DateField(
        source="terms.closes_on", allow_null=True, help_text="The last day on which suppliers answer."
    )
    for_neighbours = serializers.BooleanField(source="terms.for_neighbours")
    invited = serializers.IntegerField(help_text="Suppliers that have a link, or had one and answered.")
    answered = serializers.IntegerField(help_text="Of these.")
    told = ToldOutput(many=True, help_text="In the order in which it was told.")
    requirements = serializers.SerializerMethodField()

    @extend_schema_field(AskedMarketOutput(many=True))
    def get_requirements(self, dialogue: Dialogue) -> Any:  # noqa: ANN401 - JSON
        """Return what the market is asked about."""
        return [AskedMarketOutput(each, context={"said": dialogue.said}).data for each in dialogue.market]


class FollowUpOutput(serializers.ModelSerializer[FollowUp]):
    """Something that is to be done after a talk."""

    class Meta:
        model = FollowUp
        fields = ["what", "who", "due_on", "done_on", "done_by"]
        read_only_fields = fields


class DialoguePaperOutput(serializers.ModelSerializer[DialoguePaper]):
    """A paper of a talk, without its content."""

    class Meta:
        model = DialoguePaper
        fields = ["title", "is_handed_out", "uploaded_by", "uploaded_at"]
        read_only_fields = fields


class TalkOutput(serializers.ModelSerializer[DialogueEntry]):
    """One talk of the log; only `told` is shown to suppliers."""

    talk = serializers.UUIDField(source="uuid")
    kind = serializers.CharField(help_text="meeting, written or visit.")
    follow_ups = FollowUpOutput(many=True)
    papers = DialoguePaperOutput(many=True)

    class Meta:
        model = DialogueEntry
        fields = [
            "talk", "kind", "day", "parties", "topics", "heard", "told", "follow_ups", "papers", "written_by",
            "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class DialogueClientView(ClientView):
    """Something of the dialogue of a procurement that the organisation leads or buys along in; any other is 404."""

    found: Procurement

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the procurement up."""
        super().initial(request, *args, **kwargs)
        found = procurement_called(self.organisation, self.kwargs["procurement"])
        if found is None:
            raise Http404
        self.found = found


class DialogueView(DialogueClientView):
    """What the market says."""

    needs = {"GET": READING}

    @operation("Read the market dialogue of a procurement", output=DialogueOutput)
    def get(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """How many suppliers can keep each step by its day, and what it does to the price. Nobody is named."""
        there = [each for each in invitations_of(self.found) if not each.revoked_at or each.answered_at]
        dialogue = Dialogue(
            terms=dialogue_of(self.found),
            invited=len(there),
            answered=sum(bool(each.answered_at) for each in there),
            told=told_in(entries_of(self.found)),
            market=asked_of_market(self.found),
            said=step_answers(self.found),
        )
        return Response(DialogueOutput(dialogue).data)


class TalksView(DialogueClientView):
    """The log of a dialogue."""

    needs = {"GET": READING}

    @operation("List the talks of a market dialogue", output=TalkOutput, many=True)
    def get(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Meetings, written rounds and visits, those first that were written down last."""
        those = DialogueEntry.objects.filter(procurement=self.found).prefetch_related("follow_ups", "papers")
        return self.page(NewestFirst(those), TalkOutput)
