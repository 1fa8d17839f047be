"""What the page of a contract tells of its follow-up, and where one goes on from there."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from follow_up.models import OPEN, Control, Deviation, Evidence, KeptState, ObligationStanding
from organisations.scope import OrganisationAccess
from procurement.models import Contract, ContractState
from procurement.queries.contract_panel import PanelRow

SEE, CONTROL = "follow_up.view_follow_up", "follow_up.control"


def follow_up_of(contract: Contract, place: OrganisationAccess) -> Iterator[PanelRow]:
    """Yield what is known of a signed contract to its keeper's own people, and what they may do."""
    is_own = contract.organisation_id == place.organisation.pk
    if not (is_own and contract.state == ContractState.SIGNED and place.may(SEE)):
        return
    home = place.organisation.slug
    register = reverse("register", args=[home])
    yield PanelRow(_standings(contract), f"{register}?contract={contract.uuid}&over=1")
    yield _deviations(contract, f"{reverse('deviations', args=[home])}?contract={contract.uuid}")
    yield PanelRow(_controls(contract), reverse("contract_plan", args=[home, contract.uuid]))
    yield PanelRow(_evidence(contract), reverse("contract_evidence", args=[home, contract.uuid]))
    if place.may(CONTROL):
        yield from _actions(contract, home)


def _standings(contract: Contract) -> str:
    states = list(ObligationStanding.objects.filter(contract=contract).values_list("state", flat=True))
    words = {
        "whole": len(states),
        "kept": states.count(KeptState.KEPT),
        "not_kept": states.count(KeptState.NOT_KEPT),
    }
    return _("%(kept)s of %(whole)s obligations are kept, %(not_kept)s are not") % words


def _deviations(contract: Contract, address: str) -> PanelRow:
    number = Deviation.objects.filter(contract=contract, state__in=OPEN).count()
    if not number:
        return PanelRow(_("No open deviation"), address)
    sentence = ngettext("%(number)s open deviation", "%(number)s open deviations", number) % {"number": number}
    return PanelRow(sentence, f"{address}&state=open")


def _controls(contract: Contract) -> str:
    number = Control.objects.filter(contract=contract).count()
    sentence = ngettext("The plan, and %(number)s control so far", "The plan, and %(number)s controls so far", number)
    return sentence % {"number": number}


def _evidence(contract: Contract) -> str:
    number = Evidence.objects.filter(contract=contract, replaced_by=None).count()
    sentence = ngettext("%(number)s piece of evidence on file", "%(number)s pieces of evidence on file", number)
    return sentence % {"number": number}


def _actions(contract: Contract, home: str) -> Iterator[PanelRow]:
    start = f"{reverse('start_control', args=[home])}?contract={contract.uuid}"
    yield PanelRow(_("Start a control"), start, is_action=True)
    yield PanelRow(_("Note a deviation"), reverse("note_deviation", args=[home, contract.uuid]), is_action=True)
    yield PanelRow(_("Ask for reports"), reverse("ask_for_reports", args=[home, contract.uuid]), is_action=True)
