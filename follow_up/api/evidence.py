"""Evidence: read it, file it, decide on it."""

from typing import Any, cast
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from emissions.api.uploads import BoundedUpload
from follow_up.api.follow_up_view import READING, WRITING, ClientKey
from follow_up.models import Evidence, EvidenceState
from follow_up.queries.checklist import obligations_to_check
from follow_up.queries.evidence import evidence_called, evidence_of
from follow_up.queries.seen import followed_contract
from follow_up.services.decide_evidence import accept_evidence, reject_evidence
from follow_up.services.evidence import Handed, Told, file_evidence
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.api.fields import WordsText
from foundation.api.input import Input, Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from foundation.guards import takes_files
from organisations.api.client_view import ClientView
from procurement.api.fields import FreeText
from procurement.importers.document_kind import MOST_BYTES
from procurement.models import Contract, Obligation

BESIDE = 64 * 1024
DAYS = ("effective_on", "valid_until", "period_from", "period_to")


class EvidenceOutput(serializers.ModelSerializer[Evidence]):
    """One version of a piece of evidence."""

    evidence = serializers.UUIDField(source="uuid")
    contract = serializers.UUIDField(source="contract.uuid")
    file_name = serializers.CharField(source="file.name", allow_null=True, default=None)
    file_sha256 = serializers.CharField(source="file.sha256", allow_null=True, default=None)
    replaces = serializers.UUIDField(source="replaces.uuid", allow_null=True, default=None)
    replaced_by = serializers.UUIDField(source="replaced_by.uuid", allow_null=True, default=None)
    state = serializers.CharField(help_text="waiting, accepted or rejected.")
    source = serializers.CharField(help_text="buyer, supplier or control.")  # type: ignore[assignment] # a declared field hides it
    effective_on = serializers.DateField(help_text="The day from which it shows something, not that of filing.")
    valid_until = serializers.DateField(allow_null=True, help_text="The last day; null: it does not run out.")
    obligations = serializers.SerializerMethodField(help_text="What it shows.")

    class Meta:
        model = Evidence
        fields = [
            "evidence", "contract", "title", "file_name", "file_sha256", "link", "replaces", "replaced_by", *DAYS,
            "note", "confidential_because", "source", "state", "decided_by", "decided_on", "rejected_because",
            "uploaded_by", "uploaded_at", "revision", "obligations",
        ]  # fmt: skip
        read_only_fields = fields

    def get_obligations(self, evidence: Evidence) -> list[UUID]:
        """Return the ids of what it shows."""
        return [cover.obligation.uuid for cover in evidence.covers.all()]


class EvidenceParameters(Parameters):
    """Which evidence."""

    contract = serializers.UUIDField(required=False, help_text="Of this contract.")
    state = serializers.ChoiceField(choices=EvidenceState.choices, required=False, help_text="Its state.")
    runs_out_before = serializers.DateField(required=False, help_text="The last day is before this one.")


class EvidenceInput(Input):
    """A file or a link, and what is said of it."""

    contract = serializers.UUIDField()
    file = serializers.FileField(required=False, help_text="At most 20 MB.", allow_empty_file=True)
    link = FreeText(required=False, default="", max_length=500, help_text="http or https.")
    title = WordsText(max_length=200)
    effective_on = serializers.DateField()
    valid_until = serializers.DateField(required=False)
    period_from = serializers.DateField(required=False)
    period_to = serializers.DateField(required=False)
    note = FreeText(required=False, default="", max_length=5000)
    confidential_because = FreeText(required=False, default="", max_length=200)
    obligations = serializers.ListField(child=serializers.UUIDField(), max_length=500, help_text="What it shows.")
    replaces = serializers.UUIDField(required=False, help_text="The version before it.")
    key = ClientKey()


class EvidenceDecisionInput(Input):
    """What is decided."""

    decision = serializers.ChoiceField(choices=[EvidenceState.ACCEPTED.value, EvidenceState.REJECTED.value])
    because = FreeText(required=False, default="", max_length=2000, help_text="Needed where it is rejected.")
    revision = serializers.IntegerField(min_value=1, help_text="Of the evidence as it was read.")


class BoundedEvidence(BoundedUpload):
    """Refuses a request that says it is larger than any evidence before a byte of it is read."""

    def refuse_too_large(self, size: int) -> None:
        """Raise what tells the client that the body is larger than what is taken here."""
        if size > MOST_BYTES + BESIDE:
            raise RequestDataTooBig


@takes_files
class EvidenceListView(ClientView):
    """The evidence of an organisation."""

    needs = {"GET": READING, "POST": WRITING}
    parser_classes = (BoundedEvidence,)

    @operation("List evidence", output=EvidenceOutput, many=True, parameters=EvidenceParameters)
    def get(self) -> Response:
        """Every version, the newest first."""
        found = evidence_of(self.organisation)
        filters = {"contract": "contract__uuid", "state": "state", "runs_out_before": "valid_until__lt"}
        narrowed = {filters[name]: value for name, value in self.asked.items() if name in filters}
        return self.page(NewestFirst(found.filter(**narrowed)), EvidenceOutput)

    @operation("File evidence", output=EvidenceOutput, status=201, body=EvidenceInput)
    def post(self) -> Response:
        """It waits until somebody looks at it."""
        contract = followed_contract(self.organisation, self.sent["contract"])
        if contract is None:
            raise FollowUpNotPossibleError(_("There is no such signed contract."), field="contract")
        former = evidence_called(self.organisation, self.sent["replaces"]) if "replaces" in self.sent else None
        if "replaces" in self.sent and former is None:
            raise FollowUpNotPossibleError(_("There is no such version."), field="replaces")
        upload: Any = self.sent.get("file")
        handed = Handed(upload, (upload.name or "") if upload else "", self.sent["link"])
        made = file_evidence(
            contract, _told(self.sent), handed, obligations=_chosen(contract, self.sent), replaces=former
        )
        return Response(_output(self, made), status=201)


class OneEvidenceView(ClientView):
    """Something of one version of a piece of evidence: looked up before anything sent is read."""

    found: Evidence

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the evidence up."""
        super().initial(request, *args, **kwargs)
        found = evidence_called(self.organisation, self.kwargs["evidence"])
        if found is None:
            raise Http404
        self.found = found


class EvidenceView(OneEvidenceView):
    """One version of a piece of evidence."""

    needs = {"GET": READING}

    @operation("Read evidence", output=EvidenceOutput)
    def get(self, evidence: UUID) -> Response:  # noqa: ARG002 - looked up already
        """An older version, too."""
        return Response(EvidenceOutput(self.found).data)


class EvidenceDecisionView(OneEvidenceView):
    """What somebody of the buyer says of evidence."""

    needs = {"POST": WRITING}

    @operation("Accept or reject evidence", output=EvidenceOutput, body=EvidenceDecisionInput)
    def post(self, evidence: UUID) -> Response:  # noqa: ARG002 - looked up already
        """What is accepted counts where its obligations stand; a rejection needs a reason (422)."""
        known, revision = self.found, self.sent["revision"]
        if self.sent["decision"] == EvidenceState.ACCEPTED:
            made = accept_evidence(known, revision=revision)
        else:
            made = reject_evidence(known, because=self.sent["because"], revision=revision)
        return Response(_output(self, made))


def _told(sent: dict[str, Any]) -> Told:
    names = ("title", *DAYS, "note", "confidential_because", "key")
    return Told(**{name: sent[name] for name in names if name in sent})


def _chosen(contract: Contract, sent: dict[str, Any]) -> list[Obligation]:
    offered = {each.uuid: each for each in obligations_to_check(contract)}
    if unknown := [each for each in sent["obligations"] if each not in offered]:
        sentence = _("The contract has no obligation %(obligation)s.")
        raise FollowUpNotPossibleError(sentence % {"obligation": unknown[0]}, field="obligations")
    return [offered[each] for each in sent["obligations"]]


def _output(view: ClientView, made: Evidence) -> Any:  # noqa: ANN401 - JSON
    return EvidenceOutput(cast("Evidence", evidence_called(view.organisation, made.uuid))).data
