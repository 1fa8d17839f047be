"""Controls: read them, and hand over answers as a phone does."""

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from follow_up.api.control_output import AnswersReceivedOutput, ControlDetail, ControlOutput
from follow_up.api.follow_up_view import READING, WRITING
from follow_up.models import Control, ControlState, Seen
from follow_up.queries.controls import control_called
from follow_up.services.receive_answers import LONGEST_NOTE, MOST_AT_ONCE, Said, receive_answers
from foundation.api.fields import FigureText, TypedUuid
from foundation.api.input import Input, Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView
from procurement.api.fields import FreeText


class ControlParameters(Parameters):
    """Which controls."""

    contract = serializers.UUIDField(required=False, help_text="Of this contract.")
    state = serializers.ChoiceField(choices=ControlState.choices, required=False, help_text="Its state.")


class AnswerInput(Input):
    """One answer to one question."""

    answer = TypedUuid(help_text="Made by the client; what is sent again with the same id counts once.")
    item = TypedUuid(help_text="The question.")
    seen = serializers.ChoiceField(choices=Seen.choices, help_text="A value decides over it where one is asked.")
    value = FigureText(required=False, allow_null=True, default=None)
    unit = FreeText(required=False, default="", max_length=40, help_text="Of the value; that of the question if empty.")
    note = FreeText(required=False, default="", max_length=LONGEST_NOTE)
    answered_at = serializers.DateTimeField()


class AnswersInput(Input):
    """Answers of a control."""

    answers = serializers.ListField(child=AnswerInput(), min_length=1, max_length=MOST_AT_ONCE)


class ControlsView(ClientView):
    """The controls of an organisation."""

    needs = {"GET": READING}

    @operation("List controls", output=ControlOutput, many=True, parameters=ControlParameters)
    def get(self) -> Response:
        """The newest first."""
        found = Control.objects.filter(organisation=self.organisation).select_related("contract", "task")
        if "contract" in self.asked:
            found = found.filter(contract__uuid=self.asked["contract"])
        if "state" in self.asked:
            found = found.filter(state=self.asked["state"])
        return self.page(NewestFirst(found), ControlOutput)


class OneControlView(ClientView):
    """Something of one control: looked up before anything sent is read."""

    found: Control

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the control up."""
        super().initial(request, *args, **kwargs)
        found = control_called(self.organisation, self.kwargs["control"])
        if found is None:
            raise Http404
        self.found = found


class ControlView(OneControlView):
    """One control."""

    needs = {"GET": READING}

    @operation("Read a control", output=ControlDetail)
    def get(self, control: UUID) -> Response:  # noqa: ARG002 - looked up already
        """With its questions, what was asked for on its day, and every answer."""
        return Response(ControlDetail(self.found).data)


class ControlAnswersView(OneControlView):
    """Answers of a control."""

    needs = {"POST": WRITING}

    @operation("Hand over answers", output=AnswersReceivedOutput, body=AnswersInput)
    def post(self, control: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Each is kept once, however often it is sent; one that is refused stops no other.

        What comes after the control was finished is kept beside it and changes no result.
        """
        rows = receive_answers(self.found, [_said(dict(each)) for each in self.sent["answers"]])
        return Response(AnswersReceivedOutput({"rows": rows}).data)


def _said(sent: dict[str, object]) -> Said:
    return Said(uuid=sent.pop("answer"), **sent)  # type: ignore[arg-type] # typed by the fields above
