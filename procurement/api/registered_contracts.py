"""Obligations of registered contracts, and what of a contract's body the services take."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.operations import operation
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from organisations.models import Organisation
from organisations.models.organisations import CURRENCIES
from procurement.api.contract_input import MENDED, ObligationChange, ObligationInput
from procurement.api.contract_output import ObligationOutput
from procurement.api.fields import check_category, check_days
from procurement.api.lots_and_buyers import buyers_called
from procurement.api.refusals import require_revision
from procurement.forms.obligation_forms import said_of_bank
from procurement.models import Contract, Obligation
from procurement.models.obligations import COMES_WITH
from procurement.queries.obligation_of_bank import bank_says
from procurement.queries.taking_part import near_organisations
from procurement.reports.spoken import SPOKEN
from procurement.services.locked_contract import ContractNotPossibleError
from procurement.services.registered_obligations import ObligationSaid, add_obligation, mend_obligation
from procurement.services.registered_said import PartySaid, RegisteredSaid
from procurement.services.staircases import PlannedStep
from requirements_bank.calculations.content_of import content_of
from requirements_bank.queries.requirements import published_versions

REGISTERING = Needs("procurement.register_contract", "procurement:write", Reach.WRITE)


class KeptContractView(ClientView):
    """Something of one contract that the organisation keeps; any other is 404, whatever is sent."""

    found: Contract

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the contract up before anything sent is read, and the obligation where one is named."""
        super().initial(request, *args, **kwargs)
        self.found = kept_contract(self.organisation, self.kwargs["contract"])
        named = self.kwargs.get("obligation")
        if named and not Obligation.objects.filter(contract=self.found, uuid=named).exists():
            raise Http404


class ObligationsView(KeptContractView):
    """What a registered contract obliges to."""

    needs = {"POST": REGISTERING}

    @operation("Add an obligation", output=ObligationOutput, status=201, body=ObligationInput)
    def post(self, contract: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Of a contract that was registered. One from an award keeps its terms: 422."""
        found = self.found
        sent = dict(self.sent)
        require_revision(sent.pop("revision"), found.revision)
        check_steps(sent.get("steps", ()))
        said = _of_bank(found, sent) if "version" in sent else _in_own_words(found, sent)
        made = add_obligation(found, said, revision=found.revision)
        return Response(ObligationOutput(made).data, status=201)


class ObligationView(KeptContractView):
    """One thing that a registered contract obliges to."""

    needs = {"PATCH": REGISTERING}

    @operation("Mend an obligation", output=ObligationOutput, body=ObligationChange)
    def patch(self, contract: UUID, obligation: UUID) -> Response:  # noqa: ARG002 - looked up already
        """A slip in writing it off, with the reason; refused once it was followed up."""
        found = self.found
        kept = Obligation.objects.select_related("contract", "version").get(contract=found, uuid=obligation)
        sent = dict(self.sent)
        require_revision(sent.pop("revision"), found.revision)
        check_steps(sent.get("steps", ()))
        because = sent.pop("because")
        mended = mend_obligation(kept, _mended(kept, sent), because=because, revision=found.revision)
        return Response(ObligationOutput(Obligation.objects.get(pk=mended.pk)).data)


def kept_contract(organisation: Organisation, uuid: UUID) -> Contract:
    """Return the contract that the organisation keeps: nobody else changes it."""
    found = Contract.objects.select_related("organisation").filter(organisation=organisation, uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def registered_said(organisation: Organisation, sent: Mapping[str, Any]) -> RegisteredSaid:
    """Return a new contract as the service takes it; its currency is the country's unless another is said."""
    check_sent(sent)
    said = {"currency": CURRENCIES[organisation.country], **_parts(sent), **_sharing(sent, organisation)}
    return RegisteredSaid(**said)


def changed_parts(contract: Contract, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said otherwise of a registered contract, as the service takes it."""
    check_sent(sent)
    sharing = (each.buyer for each in contract.buyers.select_related("buyer"))
    return _parts(sent) | _sharing(sent, contract.organisation, *sharing)


def check_sent(sent: Mapping[str, Any]) -> None:
    """Refuse days that nobody can mean, and a category that there is not."""
    check_days(sent)
    check_category(sent)


def check_steps(steps: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a step that has both months and a day, or neither, and days that nobody can mean."""
    for place, step in enumerate(steps):
        check_days(step, f"steps.{place}.")
        if (step.get("months") is None) == (step.get("day") is None):
            sentence = _("Write either months after the start or a day.")
            raise ContractNotPossibleError(sentence, field=f"steps.{place}.months")


def _parts(sent: Mapping[str, Any]) -> dict[str, Any]:
    said = dict(sent)
    if "options" in said:
        said["options"] = tuple(said["options"])
    if "parties" in said:
        said["parties"] = tuple(
            PartySaid(each["name"], each["number"], each["email"], each.get("party")) for each in said["parties"]
        )
    return said


def _sharing(sent: Mapping[str, Any], keeper: Organisation, *sharing: Organisation) -> dict[str, Any]:
    """Return who is to share the contract, where that is said; whoever keeps it does not share it with itself."""
    if "buyers" not in sent:
        return {}
    named = buyers_called(sent["buyers"], [keeper, *sharing, *near_organisations(keeper)])
    return {"buyers": tuple(each for each in named if each.pk != keeper.pk)}


def _steps(sent: Mapping[str, Any]) -> tuple[PlannedStep, ...]:
    return tuple(PlannedStep(**each) for each in sent.get("steps", ()))


def _in_own_words(contract: Contract, sent: Mapping[str, Any]) -> ObligationSaid:
    if not sent.get("title"):
        raise ContractNotPossibleError(_("Give the obligation a name."), field="title")
    said = {name: sent[name] for name in MENDED if name in sent}
    said["themes"], said["language"] = tuple(sent.get("themes", ())), SPOKEN.get(contract.country, "en")
    return ObligationSaid(**said, steps=_steps(sent))


def _of_bank(contract: Contract, sent: Mapping[str, Any]) -> ObligationSaid:
    version = published_versions().filter(uuid=sent["version"]).first()
    if version is None:
        raise ContractNotPossibleError(_("No published requirement in sight has this version."), field="version")
    content = content_of(version.content, version.content_hash)
    says = bank_says(content, sent.get("values", {}), SPOKEN.get(contract.country, "en"))
    if says.open:
        raise ContractNotPossibleError(_("Write what the contract says."), field=f"values.{says.open[0]}")
    beside = {name: sent[name] for name in ("proof", "audit_right", "themes") if name in sent}
    return said_of_bank(version, says, beside, list(_steps(sent)))


def _mended(kept: Obligation, sent: Mapping[str, Any]) -> ObligationSaid:
    said = {name: sent.get(name, getattr(kept, name)) for name in MENDED}
    said["themes"] = tuple(said["themes"])
    steps = _steps(sent) if "steps" in sent else tuple(_kept_step(step) for step in kept.steps.all())
    return ObligationSaid(**said, steps=steps, version=kept.version, values=kept.values)


def _kept_step(step: Any) -> PlannedStep:  # noqa: ANN401 - a stored step
    return PlannedStep(step.threshold, step.months, step.day, **{name: getattr(step, name) for name in COMES_WITH})
