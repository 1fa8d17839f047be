"""Proposals: what came in and what was sent, proposing, and deciding."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.fields import CodeText, LinesText, YesOrNo
from foundation.api.input import Input, Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from foundation.api.problem_details import UnfitError
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from requirements_bank.api.said import Said, storable
from requirements_bank.models import Bank, Proposal, Requirement
from requirements_bank.queries.banks import banks_taking_proposals
from requirements_bank.queries.proposals import proposals_of, received_by, sent_by
from requirements_bank.queries.requirements import requirement_called
from requirements_bank.services.decide_proposals import accept_proposal, decline_proposal
from requirements_bank.services.proposals import propose

READING = Needs("requirements_bank.use_bank")
PROPOSING = Needs("requirements_bank.use_bank", "bank:write", Reach.WRITE)
DECIDING = Needs("requirements_bank.write_bank", "bank:write", Reach.WRITE)
REASON_LENGTH = 4000


class ProposalOutput(serializers.ModelSerializer[Proposal]):
    """One proposal and its answer."""

    proposal = serializers.UUIDField(source="uuid")
    proposer = serializers.CharField(source="organisation.slug")
    bank = serializers.CharField(source="receiver.slug", help_text="Its place in addresses.")
    requirement = serializers.UUIDField(
        source="requirement.uuid", default=None, allow_null=True, help_text="The one to change; null for a new one."
    )
    content = Said(source="said", allow_null=True)
    state = serializers.ChoiceField(choices=Proposal.State.values)
    answer = serializers.SerializerMethodField(help_text="What its receiver said; null while it waits.")

    class Meta:
        model = Proposal
        fields = [
            "proposal", "proposer", "bank", "requirement", "title", "wording", "language", "content", "reason", "state",
            "answer", "proposed_by", "created_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_answer(self, proposal: Proposal) -> str | None:
        """Return the reason that the decision gives."""
        answers = getattr(proposal, "answers", [])
        return answers[0].reason if answers else None


class ProposalParameters(Parameters):
    """Which proposals."""

    received = YesOrNo(required=False, help_text="Only those that came in, or only those that were sent.")
    state = serializers.ChoiceField(choices=Proposal.State.values, required=False, help_text="Where they stand.")


class ProposalInput(Input):
    """What to propose: a requirement of a bank, or a change of one."""

    bank = CodeText(max_length=80, required=False, help_text="For a new requirement: the bank's place in addresses.")
    requirement = serializers.UUIDField(required=False, help_text="For a change; its bank receives the proposal.")
    title = LinesText(max_length=300)
    wording = LinesText(max_length=8000)
    reason = LinesText(max_length=REASON_LENGTH)
    language = serializers.RegexField(r"^[a-z]{2}\Z", required=False, help_text="Of title and wording.")
    content = Said(required=False)


class DecisionInput(Input):
    """What is decided."""

    accepted = YesOrNo()
    reason = LinesText(max_length=REASON_LENGTH, required=False, help_text="Needed to decline.")


class ProposalsView(ClientView):
    """Proposals to and from the organisation."""

    needs = {"GET": READING, "POST": PROPOSING}

    @operation("List proposals", output=ProposalOutput, many=True, parameters=ProposalParameters)
    def get(self) -> Response:
        """Those that came in and those that were sent, the newest first."""
        choose = {True: received_by, False: sent_by, None: proposals_of}[self.asked.get("received")]
        rows = choose(self.organisation)
        if "state" in self.asked:
            rows = rows.filter(state=self.asked["state"])
        return self.page(NewestFirst(rows), ProposalOutput)

    @operation("Propose a requirement or a change", output=ProposalOutput, status=201, body=ProposalInput)
    def post(self) -> Response:
        """The bank's owner reads it and decides."""
        bank, requirement = _receiver(self.sent)
        content = self.sent.get("content")
        made = propose(
            organisation=self.organisation,
            bank=bank,
            requirement=requirement,
            title=self.sent["title"],
            wording=self.sent["wording"],
            reason=self.sent["reason"],
            language=self.sent.get("language"),
            said=storable(content) if content is not None else None,
        )
        return Response(ProposalOutput(made).data, status=201)


class OneProposalView(ClientView):
    """One proposal to or from the organisation; any other is 404, whatever is sent."""

    found: Proposal

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the proposal up before anything that was sent is read."""
        super().initial(request, *args, **kwargs)
        found = proposals_of(self.organisation).filter(uuid=self.kwargs["proposal"]).first()
        if found is None:
            raise Http404
        self.found = found


class ProposalView(OneProposalView):
    """One proposal."""

    needs = {"GET": READING}

    @operation("Read a proposal", output=ProposalOutput)
    def get(self, proposal: UUID) -> Response:  # noqa: ARG002 - looked up already
        """What is proposed, and what was answered."""
        return Response(ProposalOutput(self.found).data)


class ProposalDecisionView(OneProposalView):
    """The decision about a proposal that came in."""

    needs = {"POST": DECIDING}

    @operation("Decide about a proposal", output=ProposalOutput, body=DecisionInput)
    def post(self, proposal: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Accepted, it begins a draft with what was proposed; declined, the proposer reads why. Once and for all."""
        found, reason = self.found, self.sent.get("reason", "")
        if found.receiver.organisation_id != self.organisation.pk:
            raise Http404
        if self.sent["accepted"]:
            accept_proposal(found, reason=reason)
        else:
            decline_proposal(found, reason=reason)
        decided = received_by(self.organisation).get(pk=found.pk)
        return Response(ProposalOutput(decided).data)


def _receiver(sent: dict[str, Any]) -> tuple[Bank, Requirement | None]:
    """Return the bank that receives, and the requirement to change; UnfitError where either is not in sight."""
    if "requirement" in sent:
        requirement = requirement_called(sent["requirement"])
        if requirement is None:
            raise _unknown("requirement", _("There is no such requirement, or it is not shown to this organisation."))
        return requirement.bank, requirement
    bank = banks_taking_proposals().filter(slug=sent["bank"]).first() if "bank" in sent else None
    if bank is None:
        raise _unknown("bank", _("Name a bank that takes proposals, or the requirement to change."))
    return bank, None


def _unknown(field: str, sentence: str) -> UnfitError:
    return UnfitError({field: [ErrorDetail(sentence, "unknown_receiver")]})
