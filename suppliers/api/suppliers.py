"""The register of suppliers: cards with what their numbers are, proposals, merges, corrections."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.response import Response

from foundation.api.fields import LongText, TypedUuid, WordsText
from foundation.api.input import Input, Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from foundation.api.problem_details import UnfitError
from foundation.errors import DomainError
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from suppliers.api.supplier_output import CardOutput, DoubleProposalOutput, MergeOutput
from suppliers.models import MergeProposal, SupplierCard, SupplierMerge
from suppliers.queries.register import KINDS
from suppliers.services.correct_supplier import Correction, correct_suppliers
from suppliers.services.decide_proposals import MOST, Asked, decide_proposals
from suppliers.services.merge_suppliers import Pair, merge_suppliers, undo_merges
from suppliers.services.refusals import SupplierNotPossibleError

READING = Needs("suppliers.view_supplier")
WRITING = Needs("suppliers.change_register", "ledger:write", Reach.WRITE)
STANDS = (
    "The one of the two cards whose name and number stand for both; null: the one with a public number, else the older."
)


class CardParameters(Parameters):
    """Which cards."""

    kind = serializers.ChoiceField(choices=KINDS, required=False, help_text="What the number is.")
    supplier = serializers.UUIDField(required=False, help_text="The cards of this supplier.")


class ProposalParameters(Parameters):
    """Which proposals."""

    state = serializers.ChoiceField(
        choices=MergeProposal.State.values, required=False, default="open", help_text="What became of them."
    )


class AnsweredInput(Input):
    """One proposal as it was read."""

    proposal = TypedUuid()
    revision = serializers.IntegerField(help_text="409 if somebody answered it otherwise since.")
    stands = TypedUuid(required=False, allow_null=True, default=None, help_text=STANDS)


class DoubleAnswersInput(Input):
    """The same answer to several proposals, all of them or none."""

    answer = serializers.ChoiceField(choices=MergeProposal.State.values, help_text="“open” takes an answer back.")
    proposals = AnsweredInput(many=True)


class MergeInput(Input):
    """Two cards that are one supplier."""

    one = TypedUuid(help_text="A card.")
    other = TypedUuid(help_text="Another card.")
    note = LongText(max_length=500, required=False, default="")
    stands = TypedUuid(required=False, allow_null=True, default=None, help_text=STANDS)


class CorrectionInput(Input):
    """What one card should say; null leaves a text as it is, an empty one takes its correction back."""

    card = TypedUuid()
    number = WordsText(max_length=40, required=False, allow_null=True, allow_blank=True, default=None)
    name = WordsText(max_length=300, required=False, allow_null=True, allow_blank=True, default=None)
    reason = LongText(max_length=500, help_text="Why; it is kept.")
    revision = serializers.IntegerField(required=False, allow_null=True, default=None)


class CorrectionsInput(Input):
    """Corrections, each for itself."""

    corrections = CorrectionInput(many=True)


class RowProblemOutput(serializers.Serializer[Any]):
    """What was wrong with one row."""

    row = serializers.IntegerField(help_text="From 0, as sent.")
    field = serializers.CharField()
    message = serializers.CharField()


class CorrectedOutput(serializers.Serializer[Any]):
    """The cards that hold what was sent, and what was wrong with the other rows."""

    cards = CardOutput(many=True)
    problems = RowProblemOutput(many=True)


class SuppliersView(ClientView):
    """The supplier cards of an organisation."""

    needs = {"GET": READING}

    @operation("List supplier cards", output=CardOutput, many=True, parameters=CardParameters)
    def get(self) -> Response:
        """How the ledgers write suppliers, the newest first; cards of one supplier have the same `supplier`."""
        asked = dict(self.asked)
        found = SupplierCard.objects.filter(organisation=self.organisation).select_related("party")
        if "supplier" in asked:
            found = found.filter(identity=asked["supplier"])
        if "kind" in asked:
            found = found.filter(kind=asked["kind"])
        return self.page(NewestFirst(found), CardOutput, numbers_are_seen=_sees(self))


class SupplierView(ClientView):
    """One supplier card."""

    needs = {"GET": READING}

    @operation("Read a supplier card", output=CardOutput)
    def get(self, supplier: UUID) -> Response:
        """What the ledger wrote, what it means, and what was corrected."""
        return Response(CardOutput(_card(self, supplier), context={"numbers_are_seen": _sees(self)}).data)


class ProposalsView(ClientView):
    """Cards that may be one supplier."""

    needs = {"GET": READING, "POST": WRITING}

    @operation(
        "List proposals to merge suppliers", output=DoubleProposalOutput, many=True, parameters=ProposalParameters
    )
    def get(self) -> Response:
        """Those that wait, or that were answered as `state` says; the newest first."""
        found = MergeProposal.objects.filter(organisation=self.organisation, state=self.asked.get("state", "open"))
        found = found.select_related("card__party", "other__party")
        return self.page(NewestFirst(found), DoubleProposalOutput, numbers_are_seen=_sees(self))

    @operation("Answer proposals to merge suppliers", output=DoubleProposalOutput, many=True, body=DoubleAnswersInput)
    def post(self) -> Response:
        """All or none; the same answer again changes nothing. Persons are merged one at a time: 422."""
        asked = [Asked(each["proposal"], each["revision"], each["stands"]) for each in self.sent["proposals"]]
        decided = decide_proposals(organisation=self.organisation, asked=asked, answer=self.sent["answer"])
        output: Any = DoubleProposalOutput
        return Response(output(decided, many=True, context={"numbers_are_seen": _sees(self)}).data)


class MergesView(ClientView):
    """Merges of supplier cards."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List merges of suppliers", output=MergeOutput, many=True)
    def get(self) -> Response:
        """What people said to be one supplier, undone ones too, the newest first."""
        found = SupplierMerge.objects.filter(organisation=self.organisation).select_related("card", "other")
        return self.page(NewestFirst(found), MergeOutput)

    @operation("Merge two supplier cards", output=MergeOutput, body=MergeInput)
    def post(self) -> Response:
        """Both become one supplier; nothing that a source wrote is changed. Sent again, it is the same merge."""
        one, other = (_card(self, self.sent[name], field=name) for name in ("one", "other"))
        pair = Pair(one, other, note=self.sent["note"], stands=_stands(self.sent["stands"], one, other))
        (merge,) = merge_suppliers(organisation=self.organisation, pairs=[pair])
        return Response(MergeOutput(SupplierMerge.objects.select_related("card", "other").get(pk=merge.pk)).data)


class UndoMergeView(ClientView):
    """Taking a merge back."""

    needs = {"POST": WRITING}

    @operation("Undo a merge of suppliers", output=MergeOutput)
    def post(self, merge: UUID) -> Response:
        """Everything is grouped as if it had never been; undone again, it stays undone."""
        those = SupplierMerge.objects.select_related("card", "other").filter(organisation=self.organisation, uuid=merge)
        found = those.first()
        if found is None:
            raise Http404
        undo_merges(organisation=self.organisation, merges=[found])
        return Response(MergeOutput(those.get()).data)


class CorrectionsView(ClientView):
    """Corrections of supplier cards."""

    needs = {"POST": WRITING}

    @operation("Correct supplier cards", output=CorrectedOutput, body=CorrectionsInput)
    def post(self) -> Response:
        """Each row for itself: what can be done is done, and what is wrong is told by row.

        Sent again, rows that hold already change nothing.
        """
        sent = self.sent["corrections"]
        if len(sent) > MOST:
            sentence = _("Send at most %(most)s corrections at once.")
            raise UnfitError({"corrections": [ErrorDetail(sentence % {"most": MOST}, "too_many")]})
        those = SupplierCard.objects.select_related("organisation").filter(organisation=self.organisation)
        known = {card.uuid: card for card in those.filter(uuid__in=[said["card"] for said in sent])}
        rows = [(row, said) for row, said in enumerate(sent) if said["card"] in known]
        outcomes = correct_suppliers(
            organisation=self.organisation,
            corrections=[
                Correction(**{**said, "card": known[said["card"]], "sees_numbers": _sees(self)}) for _row, said in rows
            ],
        )
        unknown = SupplierNotPossibleError(_("There is no such supplier card."), field="card")
        found: list[tuple[int, SupplierCard | DomainError]] = [
            *((row, outcome) for (row, _said), outcome in zip(rows, outcomes, strict=True)),
            *((row, unknown) for row, said in enumerate(sent) if said["card"] not in known),
        ]
        cards = [outcome for _row, outcome in found if isinstance(outcome, SupplierCard)]
        problems = [
            {"row": row, "field": getattr(outcome, "field", "revision"), "message": str(outcome)}
            for row, outcome in sorted(found, key=lambda each: each[0])
            if isinstance(outcome, DomainError)
        ]
        answer = {"cards": cards, "problems": problems}
        return Response(CorrectedOutput(answer, context={"numbers_are_seen": _sees(self)}).data)


def _sees(view: ClientView) -> bool:
    return view.api_client.sees_numbers_of(view.organisation)


def _stands(chosen: UUID | None, one: SupplierCard, other: SupplierCard) -> SupplierCard | None:
    """Return the card that was chosen to stand; 422 where it is neither of the two."""
    found = next((card for card in (one, other) if card.uuid == chosen), None)
    if chosen is not None and found is None:
        raise UnfitError({"stands": [ErrorDetail(_("Choose one of the two cards that are merged."), "neither")]})
    return found


def _card(view: ClientView, uuid: UUID, *, field: str = "") -> SupplierCard:
    """Return a card of the organisation; Http404 where the address names none, and 422 where a field does."""
    those = SupplierCard.objects.select_related("party").filter(organisation=view.organisation, uuid=uuid)
    found = those.first()
    if found is None and field:
        raise UnfitError({field: [ErrorDetail(_("There is no such supplier card."), "unknown_supplier")]})
    if found is None:
        raise Http404
    return found
