"""From a page that says why, to the form that changes it, and back: the address of the page travels as `back`."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from emissions.models import ClassificationRule
from organisations.pages import OrganisationRequest

CHANGE = "emissions.change_rules"


def way_back(request: OrganisationRequest) -> str:
    """Return the page that somebody came from, one of this organisation's; empty where the address names none."""
    back = request.GET.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, None, require_https=request.is_secure())
    return back if safe and back.startswith(f"/o/{request.organisation.slug}/") else ""


def rule_for(request: OrganisationRequest, **lines: object) -> str:
    """Return where to make a rule for these lines and come back from; empty for who may change none.

    `lines` are what the form starts with: account, supplier (a card's uuid), function, category, and the year.
    """
    if not request.place.may(CHANGE):
        return ""
    asked = {name: value for name, value in lines.items() if value} | {"back": request.get_full_path()}
    return f"{reverse('new_rule', args=[request.organisation.slug])}?{urlencode(asked)}"


def change_of(request: OrganisationRequest, rule: ClassificationRule | None, year: int) -> str:
    """Return where to change an own rule that holds still and come back from; empty where there is nothing to."""
    if rule is None or rule.network_id or rule.until_version is not None or not request.place.may(CHANGE):
        return ""
    address = reverse("rule", args=[request.organisation.slug, rule.uuid])
    return f"{address}?{urlencode({'year': year, 'back': request.get_full_path()})}"
