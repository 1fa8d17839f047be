"""Versions of the organisation's own bank: begin, change, send to review and back, publish, throw away, retire."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.fields import LinesText
from foundation.api.input import Input
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from foundation.api.preconditions import etag_of_data, require_match
from foundation.api.problem_details import UnfitError
from foundation.api.wording import ProblemRowOutput
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from requirements_bank.api import wording  # noqa: F401 - problems are worded because the wording is imported
from requirements_bank.api.said import Said, storable
from requirements_bank.models import RequirementVersion, SeenBy, State
from requirements_bank.queries.requirements import requirement_called
from requirements_bank.services import review
from requirements_bank.services.drafts import save_typed
from requirements_bank.services.own_bank import own_bank
from requirements_bank.services.review import asked_before_publishing
from requirements_bank.services.versions import discard, new_draft, new_requirement, problems_of

READING = Needs("requirements_bank.use_bank")
WRITING = Needs("requirements_bank.write_bank", "bank:write", Reach.WRITE)
APPROVING = Needs("requirements_bank.approve", "bank:write", Reach.WRITE)
OPEN = (State.DRAFT, State.IN_REVIEW)


class DraftOutput(serializers.ModelSerializer[RequirementVersion]):
    """One version that is being written or in review."""

    draft = serializers.UUIDField(source="uuid")
    requirement = serializers.UUIDField(source="requirement.uuid")
    code = serializers.CharField(source="requirement.code")
    state = serializers.ChoiceField(choices=State.values)
    review_open_to = serializers.ChoiceField(choices=SeenBy.values)

    class Meta:
        model = RequirementVersion
        fields = ["draft", "requirement", "code", "number", "state", "review_open_to", "created_at"]
        read_only_fields = fields


class DraftDetail(DraftOutput):
    """One draft with what it says, what it lacks, and what must be said to publish it."""

    content = Said()
    problems = serializers.SerializerMethodField(help_text="What keeps it from being published.")
    asks = serializers.SerializerMethodField(help_text="What this client must say to publish it.")

    class Meta(DraftOutput.Meta):
        fields = [*DraftOutput.Meta.fields, "content", "problems", "asks"]
        read_only_fields = fields

    @extend_schema_field(ProblemRowOutput(many=True))
    def get_problems(self, version: RequirementVersion) -> list[Any]:
        """Return what is missing or wrong."""
        return [ProblemRowOutput(problem.as_json()).data for problem in problems_of(version)]

    def get_asks(self, version: RequirementVersion) -> list[str]:
        """Return the names of the fields of a publication."""
        return sorted(asked_before_publishing(version)) if version.state in OPEN else []


class NewDraftInput(Input):
    """What a new requirement says, or the next version of one."""

    content = Said()
    requirement = serializers.UUIDField(required=False, help_text="For the next version of one of our own.")


class DraftInput(Input):
    """What a draft says from now on, as a whole."""

    content = Said()


class ReviewInput(Input):
    """Who may read it in review."""

    open_to = serializers.ChoiceField(choices=SeenBy.values, default=SeenBy.OWN.value)


class ReasonInput(Input):
    """Why; those who are concerned read it."""

    reason = LinesText(max_length=2000)


class DraftPublicationInput(Input):
    """What must be said, as the draft's `asks` names it."""

    change_note = LinesText(max_length=2000, required=False, help_text="From the second version on.")
    words_stand = LinesText(max_length=2000, required=False, help_text="Why words that seldom may stand do.")
    alone = LinesText(max_length=2000, required=False, help_text="Why its only writer publishes it.")


class DraftsView(ClientView):
    """The drafts of the organisation."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List drafts", output=DraftOutput, many=True)
    def get(self) -> Response:
        """What is being written or in review, the newest first."""
        found = RequirementVersion.objects.filter(organisation=self.organisation, state__in=OPEN)
        return self.page(NewestFirst(found.select_related("requirement").defer("content")), DraftOutput)

    @operation("Begin a draft", output=DraftDetail, status=201, body=NewDraftInput)
    def post(self) -> Response:
        """A new requirement in the organisation's own bank, or the next version of one; it need not be complete."""
        content = storable(self.sent["content"])
        if "requirement" in self.sent:
            requirement = requirement_called(self.sent["requirement"])
            if requirement is None or requirement.organisation_id != self.organisation.pk:
                sentence = _("There is no such requirement of this organisation.")
                raise UnfitError({"requirement": [ErrorDetail(sentence, "unknown_requirement")]})
            draft = new_draft(requirement=requirement, said=content)
        else:
            bank = own_bank(self.organisation)
            draft = new_requirement(bank=bank, said=content, visibility=bank.seen_by)
        return Response(DraftDetail(draft).data, status=201)


class OwnDraftView(ClientView):
    """One version of the organisation in the address that is not published; any other is 404, whatever is sent."""

    found: RequirementVersion

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the draft up before anything that was sent is read."""
        super().initial(request, *args, **kwargs)
        versions = RequirementVersion.objects.filter(organisation=self.organisation, state__in=OPEN)
        found = versions.filter(uuid=self.kwargs["draft"]).select_related("requirement__bank").first()
        if found is None:
            raise Http404
        self.found = found

    def answer(self, version: RequirementVersion) -> Response:
        """Answer with the version as it is now."""
        version.refresh_from_db()
        return Response(DraftDetail(version).data)


class DraftView(OwnDraftView):
    """One draft."""

    needs = {"GET": READING, "PUT": WRITING, "DELETE": WRITING}

    @operation("Read a draft", output=DraftDetail)
    def get(self, draft: UUID) -> Response:  # noqa: ARG002 - looked up already
        """What it says, what it lacks, and what must be said to publish it."""
        return self.answer(self.found)

    @operation("Replace what a draft says", output=DraftDetail, body=DraftInput, names_version=True)
    def put(self, draft: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Only as the client read it; code and number stay."""
        require_match(self.request, etag_of_data(DraftDetail(self.found).data))
        return self.answer(save_typed(self.found, storable(self.sent["content"]), seen=self.found.content_hash))

    @operation("Throw a draft away", output=DraftDetail)
    def delete(self, draft: UUID) -> Response:  # noqa: ARG002 - looked up already
        """One that nobody has read in review; a requirement without other versions goes with it. Its last words."""
        last = DraftDetail(self.found).data
        discard(self.found)
        return Response(last)


class DraftReviewView(OwnDraftView):
    """A draft, sent to review."""

    needs = {"POST": WRITING}

    @operation("Send a draft to review", output=DraftDetail, body=ReviewInput)
    def post(self, draft: UUID) -> Response:  # noqa: ARG002 - looked up already
        """A complete draft, open to its own people, their networks or everybody."""
        return self.answer(review.send_to_review(self.found, open_to=self.sent["open_to"]))


class DraftReturnView(OwnDraftView):
    """A version in review, sent back."""

    needs = {"POST": WRITING}

    @operation("Send a draft back", output=DraftDetail, body=ReasonInput)
    def post(self, draft: UUID) -> Response:  # noqa: ARG002 - looked up already
        """A version in review is a draft again; its writer reads why."""
        return self.answer(review.send_back(self.found, reason=self.sent["reason"]))


class PublicationView(OwnDraftView):
    """A draft, published."""

    needs = {"POST": APPROVING}

    @operation("Publish a draft", output=DraftDetail, body=DraftPublicationInput)
    def post(self, draft: UUID) -> Response:  # noqa: ARG002 - looked up already
        """A complete draft or version in review. What is published never changes."""
        return self.answer(review.publish(self.found, **self.sent))


class RetirementView(ClientView):
    """One of our requirements, taken out of use."""

    needs = {"POST": APPROVING}
    found: RequirementVersion

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the published version up before anything that was sent is read."""
        super().initial(request, *args, **kwargs)
        mine = RequirementVersion.objects.filter(organisation=self.organisation, state=State.PUBLISHED)
        found = mine.filter(requirement__uuid=self.kwargs["requirement"]).select_related("requirement__bank").first()
        if found is None:
            raise Http404
        self.found = found

    @operation("Retire a requirement", output=DraftOutput, body=ReasonInput)
    def post(self, requirement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """The published version is retired without a new one; whoever uses it keeps it and reads why."""
        return Response(DraftOutput(review.retire(self.found, reason=self.sent["reason"])).data)
