"""The deviations of an organisation, as a page and as a file."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET

from follow_up.forms.find_deviations import read_deviations_address
from follow_up.models import OPEN, DeviationState, Severity
from follow_up.queries.deviations import OPEN_ONES, OVERDUE, WantedDeviations, found_deviations, numbers_of
from follow_up.reports.deviation_words import deadline_sentence, is_late
from follow_up.reports.deviations_sheet import deviations_sheet
from follow_up.reports.state_words import DEVIATION_LOOKS
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.views.deviation_seen import CONTROL, SEE
from follow_up.views.follow_up_tabs import follow_up_tabs
from foundation.addresses import changed, page_of, sortable, without_page
from foundation.downloads import file_of, plain_name
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.models import Contract

PAGE_SIZE = 25
MOST_IN_A_FILE = 10_000
ASCENDING = frozenset({"deadline", "severity", "contract"})


@require_GET
@organisation_page(SEE)
def deviations(request: OrganisationRequest) -> HttpResponse:
    """List the deviations, searched, narrowed and sorted as the address says."""
    wanted, today = read_deviations_address(request.GET), timezone.localdate()
    numbers = numbers_of(request.organisation, today, contract=wanted.contract)
    page = page_of(request, found_deviations(request.organisation, wanted, today), PAGE_SIZE)
    context = {
        "tabs": follow_up_tabs(request, "deviations"),
        "page": page,
        "rows": [
            (each, DEVIATION_LOOKS[DeviationState(each.state)], deadline_sentence(each, today), is_late(each, today))
            for each in page.object_list
        ],
        "found": page.paginator.count,
        "wanted": wanted,
        "query": without_page(request),
        "columns": sortable(request, _columns(), wanted.sort, ASCENDING),
        "chips": _state_chips(request, wanted, numbers),
        "severities": _severity_chips(request, wanted, numbers),
        "contracts": _contract_chip(request, wanted, numbers),
        "total": numbers["total"] or wanted.contract,
        "open_states": OPEN,
        "answer": _answer(numbers),
        "may_note": request.place.may(CONTROL),
    }
    return render_page(request, "follow_up/deviations.html", context, partial="found")


@require_GET
@organisation_page(SEE)
def export(request: OrganisationRequest, kind: str) -> HttpResponseBase:
    """Give out what the list would show, all pages of it."""
    found = found_deviations(request.organisation, read_deviations_address(request.GET), timezone.localdate())
    rows = list(found[: MOST_IN_A_FILE + 1])
    if len(rows) > MOST_IN_A_FILE:
        sentence = _("These are more than %(most)s deviations. Narrow them down first.")
        raise FollowUpNotPossibleError(sentence % {"most": MOST_IN_A_FILE})
    sheet = deviations_sheet(rows)
    return file_of([sheet], plain_name(request.organisation.name, sheet.title), kind)


def _answer(numbers: dict[str, int]) -> str:
    if not numbers["total"]:
        return ""
    count, late = numbers[OPEN_ONES], numbers[OVERDUE]
    if not count:
        return _("No deviation is open.")
    sentence = ngettext("%(count)s deviation is open.", "%(count)s deviations are open.", count) % {"count": count}
    if not late:
        return _("%(sentence)s None is over its deadline.") % {"sentence": sentence}
    over = ngettext("%(count)s is over its deadline.", "%(count)s are over their deadline.", late) % {"count": late}
    return f"{sentence} {over}"


def _columns() -> list[dict[str, Any]]:
    return [
        {"title": _("Deviation"), "order": "number"},
        {"title": _("Severity"), "order": "severity"},
        {"title": _("State")},
        {"title": _("Contract and supplier"), "order": "contract"},
        {"title": _("Deadline"), "order": "deadline"},
    ]


def _state_chips(
    request: OrganisationRequest, wanted: WantedDeviations, numbers: dict[str, int]
) -> list[dict[str, Any]]:
    titles = {OPEN_ONES: pgettext("of deviations", "Open"), OVERDUE: _("Over the deadline")}
    titles |= {state.value: str(state.label) for state in DeviationState}
    return _chips(request, "state", titles, wanted.state, numbers)


def _contract_chip(
    request: OrganisationRequest, wanted: WantedDeviations, numbers: dict[str, int]
) -> list[dict[str, Any]]:
    """Return the contract that the list is narrowed to, so that it can be taken away again."""
    if wanted.contract is None:
        return []
    contract = Contract.objects.filter(uuid=wanted.contract).first()
    title = contract.title if contract else _("a contract")
    return [{"title": title, "address": changed(request, contract=None), "current": True, "count": numbers["total"]}]


def _severity_chips(
    request: OrganisationRequest, wanted: WantedDeviations, numbers: dict[str, int]
) -> list[dict[str, Any]]:
    titles = {severity.value: str(severity.label) for severity in reversed(Severity)}
    return _chips(request, "severity", titles, wanted.severity, numbers)


def _chips(
    request: OrganisationRequest, name: str, titles: dict[str, str], chosen: str, numbers: dict[str, int]
) -> list[dict[str, Any]]:
    return [
        {
            "title": title,
            "address": changed(request, **{name: None if chosen == value else value}),
            "current": chosen == value,
            "count": numbers[value],
        }
        for value, title in titles.items()
        if numbers[value] or chosen == value
    ]
