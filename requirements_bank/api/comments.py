"""What is said about a requirement: read it, comment, answer."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.fields import LinesText
from foundation.api.input import Input
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from requirements_bank.models import Comment, Requirement, SeenBy
from requirements_bank.queries.requirements import requirement_called
from requirements_bank.services.comments import LONGEST, comment

READING = Needs("requirements_bank.view_bank")
WRITING = Needs("requirements_bank.comment", "bank:write", Reach.WRITE)


class CommentOutput(serializers.ModelSerializer[Comment]):
    """One comment or answer."""

    comment = serializers.UUIDField(source="uuid")
    answers = serializers.UUIDField(
        source="answers.uuid", default=None, allow_null=True, help_text="What it answers; null for a comment."
    )
    organisation = serializers.CharField(source="organisation.name", help_text="Of whoever wrote it.")
    seen_by = serializers.ChoiceField(choices=SeenBy.values)
    is_hidden = serializers.SerializerMethodField(help_text="By the requirement's owner.")

    class Meta:
        model = Comment
        fields = [
            "comment", "answers", "text", "written_by", "organisation", "company", "seen_by", "is_hidden",
            "hidden_because", "created_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_is_hidden(self, comment: Comment) -> bool:
        """Return whether it is hidden; only its writer's people and the owner see it then."""
        return comment.hidden_at is not None


class CommentInput(Input):
    """What is said."""

    text = LinesText(max_length=LONGEST)


class CommentedView(ClientView):
    """A requirement in sight; any other is 404, whatever is sent."""

    requirement: Requirement

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the requirement up before anything that was sent is read."""
        super().initial(request, *args, **kwargs)
        found = requirement_called(self.kwargs["requirement"])
        if found is None:
            raise Http404
        self.requirement = found


class CommentsView(CommentedView):
    """The comments on a requirement."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List the comments on a requirement", output=CommentOutput, many=True)
    def get(self, requirement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Those in sight, answers among them, the newest first."""
        answered = Comment.objects.filter(pk=OuterRef("answers"))
        found = Comment.objects.filter(Q(answers=None) | Exists(answered), requirement=self.requirement)
        found = found.select_related("organisation", "answers")
        return self.page(NewestFirst(found), CommentOutput)

    @operation("Comment on a requirement", output=CommentOutput, status=201, body=CommentInput)
    def post(self, requirement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Where the requirement's owner has opened it for the organisation."""
        said = comment(organisation=self.organisation, requirement=self.requirement, text=self.sent["text"])
        return Response(CommentOutput(said).data, status=201)


class AnswersView(CommentedView):
    """The answers to a comment."""

    needs = {"POST": WRITING}
    answered: Comment

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the comment up before anything that was sent is read."""
        super().initial(request, *args, **kwargs)
        found = Comment.objects.filter(uuid=self.kwargs["comment"], requirement=self.requirement).first()
        if found is None:
            raise Http404
        self.answered = found

    @operation("Answer a comment", output=CommentOutput, status=201, body=CommentInput)
    def post(self, requirement: UUID, comment: UUID) -> Response:  # noqa: ARG002 - looked up already
        """An answer cannot be answered itself, and is read by those who read what it answers."""
        said = _answer(self, self.sent["text"])
        return Response(CommentOutput(said).data, status=201)


def _answer(view: AnswersView, text: str) -> Comment:
    return comment(organisation=view.organisation, requirement=view.requirement, text=text, to=view.answered)
