"""Deviations: list, note, read; and the claims of bonus and penalty, which people decide on their page."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from follow_up.api.deviation_output import DeviationDetail, DeviationOutput, PriceClaimOutput
from follow_up.api.follow_up_view import ClientKey
from follow_up.models import ClaimKind, ClaimState, Deviation, Severity
from follow_up.queries.deviations import STATES, WantedDeviations, deviation_called, found_deviations
from follow_up.queries.price_claims import WantedClaims, found_claims
from follow_up.queries.seen import followed_contract
from follow_up.queries.step_in_force import step_in_force
from follow_up.services.note_deviation import Found, note_deviation
from foundation.api.fields import FigureText, LongText, WordsText
from foundation.api.input import Input, Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from procurement.api.fields import FIRST_YEAR, LAST_YEAR, unfit
from procurement.models import Contract, ContractParty, Obligation

READING = Needs("follow_up.view_follow_up")
CONTROLLING = Needs("follow_up.control", "follow_up:write", Reach.WRITE)
DECIDING = Needs("follow_up.decide", "follow_up:write", Reach.WRITE)
LONGEST = 5000


def sensible(name: str, day: date | None) -> None:
    """Refuse a day in a year that nobody can mean."""
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise unfit(name, _("Write a day between 2000 and 2199."), "invalid")


class DeviationParameters(Parameters):
    """Which deviations."""

    q = WordsText(required=False, max_length=200, help_text="Words in title, facts, contract or supplier, all.")
    state = serializers.ChoiceField(choices=STATES, required=False, help_text="A state, or open, or overdue.")
    severity = serializers.ChoiceField(choices=Severity.values, required=False, help_text="How serious.")
    contract = serializers.UUIDField(required=False, help_text="Of this contract.")


class NoteInput(Input):
    """What was found in a contract."""

    contract = serializers.UUIDField(help_text="A signed one.")
    obligation = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="Of the contract.")
    party = serializers.UUIDField(
        required=False,
        allow_null=True,
        default=None,
        help_text="The supplier in the contract; null: whom the obligation binds, or the only one.",
    )
    title = WordsText(max_length=200, help_text="The supplier reads it.")
    facts = LongText(max_length=LONGEST, allow_blank=False, help_text="The supplier reads them.")
    severity = serializers.ChoiceField(choices=Severity.values, default=Severity.MAJOR.value)
    found_on = serializers.DateField()
    value = FigureText(required=False, allow_null=True, default=None, help_text="Measured, in the obligation's unit.")
    deadline = serializers.DateField(required=False, allow_null=True, default=None)
    key = ClientKey()


class DeviationsView(ClientView):
    """The deviations of an organisation."""

    needs = {"GET": READING, "POST": CONTROLLING}

    @operation("List deviations", output=DeviationOutput, many=True, parameters=DeviationParameters)
    def get(self) -> Response:
        """What was noted, the newest first."""
        asked = dict(self.asked)
        wanted = WantedDeviations(words=asked.pop("q", ""), **asked)
        found = found_deviations(self.organisation, wanted, timezone.localdate()).distinct()
        return self.page(NewestFirst(found), DeviationOutput)

    @operation("Note a deviation", output=DeviationDetail, body=NoteInput, status=201)
    def post(self) -> Response:
        """The supplier is not told by this; the step in force on the day is kept with it."""
        said = dict(self.sent)
        key = said.pop("key", None)
        contract = followed_contract(self.organisation, said.pop("contract"))
        if contract is None:
            raise unfit("contract", _("There is no such signed contract."), "unknown_contract")
        obligation = self._obligation(contract, said.pop("obligation"))
        party = self._party(contract, said.pop("party"))
        for name in ("found_on", "deadline"):
            sensible(name, said[name])
        step = step_in_force(obligation, said["found_on"])
        found = Found(
            **said,
            obligation=obligation,
            party=party,
            step=step.number if step else None,
            threshold=step.threshold if step else None,
            unit=obligation.unit if obligation else "",
        )
        return deviation_answer(note_deviation(contract, found, key=key), status=201)

    def _obligation(self, contract: Contract, uuid: Any) -> Obligation | None:  # noqa: ANN401 - a UUID or nothing
        found = Obligation.objects.filter(contract=contract, uuid=uuid).first() if uuid else None
        if uuid and found is None:
            raise unfit("obligation", _("The contract has no such obligation."), "unknown_obligation")
        return found

    def _party(self, contract: Contract, uuid: Any) -> ContractParty | None:  # noqa: ANN401 - a UUID or nothing
        found = contract.parties.filter(uuid=uuid).first() if uuid else None
        if uuid and found is None:
            raise unfit("party", _("The contract has no such supplier."), "unknown_party")
        return found


class OneDeviationView(ClientView):
    """Something of one deviation of the organisation; any other is 404, whatever is sent."""

    found: Deviation

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look it up before anything that was sent is read."""
        super().initial(request, *args, **kwargs)
        found = deviation_called(self.organisation, self.kwargs["deviation"])
        if found is None:
            raise Http404
        self.found = found


class DeviationView(OneDeviationView):
    """One deviation."""

    needs = {"GET": READING}

    @operation("Read a deviation", output=DeviationDetail)
    def get(self, deviation: Any) -> Response:  # noqa: ANN401, ARG002 - looked up already
        """With what the supplier said, what is done, and everything that happened."""
        return deviation_answer(self.found)


class ClaimParameters(Parameters):
    """Which claims."""

    q = WordsText(required=False, max_length=200, help_text="Words in contract, obligation or supplier, all.")
    state = serializers.ChoiceField(choices=ClaimState.values, required=False, help_text="Its state.")
    kind = serializers.ChoiceField(choices=ClaimKind.values, required=False, help_text="Of this kind.")


class PriceClaimsView(ClientView):
    """Bonus and penalty of an organisation."""

    needs = {"GET": READING}

    @operation("List bonus and penalty", output=PriceClaimOutput, many=True, parameters=ClaimParameters)
    def get(self) -> Response:
        """What was reckoned, the newest first; what is to be invoiced has the state claimed. People decide."""
        asked = dict(self.asked)
        wanted = WantedClaims(words=asked.pop("q", ""), **asked)
        return self.page(NewestFirst(found_claims(self.organisation, wanted)), PriceClaimOutput)


def deviation_answer(deviation: Deviation, *, status: int = 200) -> Response:
    """Answer with a deviation as it is now."""
    now = Deviation.objects.select_related("contract", "obligation", "party").get(pk=deviation.pk)
    return Response(DeviationDetail(now).data, status=status)
