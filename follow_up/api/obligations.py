"""The register over the API: what contracts oblige to, where each obligation stands, results noted by hand."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from follow_up.api.follow_up_view import READING, WRITING, ClientKey
from follow_up.api.obligation_output import FollowedObligationDetail, FollowedObligationOutput, ResultOutput
from follow_up.models import KeptState
from follow_up.queries.register import (
    CHECKED,
    PROOFS,
    WITHIN,
    Wanted,
    found_in_register,
    in_register,
    with_what_is_shown,
)
from follow_up.queries.seen import followed_obligation
from follow_up.services.note_by_hand import SaidByHand, note_by_hand
from follow_up.services.standings import work_out, work_out_due
from foundation.api.fields import FigureText, TypedText, WordsText, YesOrNo
from foundation.api.input import Input, Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView
from procurement.api.fields import check_days
from procurement.models import Obligation
from requirements_bank.calculations.requirement import Theme


class ObligationParameters(Parameters):
    """Which obligations."""

    q = WordsText(required=False, max_length=200, help_text="Words in title, code, contract or number, all.")
    state = serializers.ChoiceField(choices=KeptState.values, required=False, help_text="Its state.")
    theme = serializers.ChoiceField(
        choices=[theme.value for theme in Theme], required=False, help_text="About this theme."
    )
    contract = serializers.UUIDField(required=False, help_text="Of this contract.")
    requirement = WordsText(required=False, max_length=30, help_text="Code of a requirement of the bank.")
    version = serializers.IntegerField(
        required=False, min_value=1, max_value=32_767, help_text="Number of the requirement's version."
    )
    within = serializers.ChoiceField(choices=WITHIN, required=False, help_text="Days until the next step, at most.")
    proof = serializers.ChoiceField(choices=PROOFS, required=False, help_text="By the proof on file.")
    checked = serializers.ChoiceField(
        choices=list(CHECKED), required=False, help_text="Never, or not within so many months."
    )
    over = serializers.BooleanField(required=False, help_text="Those of contracts that have ended as well.")


class ResultInput(Input):
    """What was found out about an obligation, noted by hand or by another system."""

    on = serializers.DateField(help_text="The day, or the last day of the period.")
    period_from = serializers.DateField(required=False, allow_null=True)
    is_kept = YesOrNo(help_text="A value that does not keep the step of the day is not kept.")
    value = FigureText(required=False, allow_null=True, default=None, help_text="In the obligation's unit.")
    note = TypedText(required=False, allow_blank=True, max_length=2000)
    key = ClientKey()


class ObligationsView(ClientView):
    """The register of an organisation."""

    needs = {"GET": READING}

    @operation("List obligations", output=FollowedObligationOutput, many=True, parameters=ObligationParameters)
    def get(self) -> Response:
        """What signed contracts of the organisation oblige to, with where each stands; newest first."""
        asked = dict(self.asked)
        today = timezone.localdate()
        work_out_due(self.organisation.pk, today=today)
        found = found_in_register(self.organisation, Wanted(words=asked.pop("q", ""), **asked), today)
        return self.page(NewestFirst(with_what_is_shown(found)), FollowedObligationOutput)


class OneObligationView(ClientView):
    """Something of one obligation that the organisation follows up; any other is 404, whatever is sent."""

    found: Obligation

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the obligation up before anything that was sent is read."""
        super().initial(request, *args, **kwargs)
        found = followed_obligation(self.organisation, kwargs["obligation"])
        if found is None:
            raise Http404
        self.found = found


class ObligationView(OneObligationView):
    """One obligation."""

    needs = {"GET": READING}

    @operation("Read an obligation", output=FollowedObligationDetail)
    def get(self, obligation: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Its wording, where it stands and everything that was found out."""
        work_out([self.found.pk])
        standing = with_what_is_shown(in_register(self.organisation)).get(obligation=self.found)
        return Response(FollowedObligationDetail(standing).data)


class ObligationResultsView(OneObligationView):
    """What was found out about an obligation."""

    needs = {"POST": WRITING}

    @operation("Note a result", output=ResultOutput, body=ResultInput, status=201)
    def post(self, obligation: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Keep what was found out; where the obligation stands is worked out anew at once."""
        sent = dict(self.sent)
        check_days(sent)
        key = sent.pop("key", None)
        return Response(ResultOutput(note_by_hand(self.found, SaidByHand(**sent), key=key)).data, status=201)
