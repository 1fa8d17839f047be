"""What the money buys: sums by account, supplier, function or unit, each with the rule that decided."""

import re
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.calculations.classification import Defaults
from emissions.forms.mapping import MappingForm
from emissions.models import ClassificationRule
from emissions.queries.mapping import latest_mapping_version
from emissions.queries.mapping_groups import EVERYTHING, STATES, GroupFilter, GroupPage, groups_of, own_rules
from emissions.queries.reference import mapping_defaults
from emissions.queries.spend import spend_base_of, years_with_spend
from emissions.reports.category_words import category_name
from emissions.reports.line_words import Reader, free_text
from emissions.reports.mapping_sheet import mapping_sheet, shown_suppliers
from emissions.reports.reason_words import reason_name
from emissions.reports.rule_words import deciding_rule, own_treatment, quoted, says
from emissions.views.accounts_seen import accounts_tabs, reader_at_home
from foundation import figures
from foundation.addresses import changed, without_page
from foundation.downloads import file_of, plain_name, table_links
from organisations.pages import OrganisationRequest, organisation_page, render_page

PAGE_SIZE = 50


@require_GET
@organisation_page("emissions.view_ledger")
def mapping(request: OrganisationRequest) -> HttpResponse:
    """Show a year's money in groups, the largest first."""
    form = MappingForm(request.GET)
    years, version = years_with_spend(request.organisation.pk), latest_mapping_version(request.organisation)
    context: dict[str, Any] = {"tabs": accounts_tabs(request, "mapping"), "years": [], "ignored": form.ignored}
    if years and version:
        year = form.values["year"] if form.values["year"] in years else years[0]
        reader = reader_at_home(request)
        source = partial(
            groups_of,
            spend_base_of(request.organisation.pk, year),
            version.number,
            form.chosen,
            size=PAGE_SIZE,
            numbers_are_seen=reader.sees_numbers,
        )
        number = _page_number(request)
        page = source(start=(number - 1) * PAGE_SIZE)
        if not page.rows and number > 1:
            number, page = 1, source(start=0)
        defaults = mapping_defaults(dict(version.policies))
        context |= _shown(request, form.chosen, page, defaults, reader)
        context |= {
            "years": [
                {"title": str(each), "address": changed(request, year=each), "current": each == year} for each in years
            ],
            "year": year,
            "page": Paginator(range(page.found), PAGE_SIZE).get_page(number),
            "query": without_page(request),
        }
    return render_page(request, "emissions/mapping.html", context)


@require_GET
@organisation_page("emissions.view_ledger")
def export(request: OrganisationRequest, kind: str) -> HttpResponseBase:
    """Give the groups out as the page lists them, all of them."""
    form = MappingForm(request.GET)
    owner = request.organisation
    years, version = years_with_spend(owner.pk), latest_mapping_version(owner)
    if not years or version is None:
        raise Http404
    year = form.values["year"] if form.values["year"] in years else years[0]
    reader = reader_at_home(request)
    found = groups_of(
        spend_base_of(owner.pk, year),
        version.number,
        form.chosen,
        start=0,
        size=EVERYTHING,
        numbers_are_seen=reader.sees_numbers,
    )
    own = own_rules(owner.pk)
    shown = ({**row, **shown_suppliers(row, reader)} for row in found.rows)
    sheet = mapping_sheet(shown, mapping_defaults(dict(version.policies)), own, reader)
    return file_of([sheet], plain_name(owner.name, year, sheet.title), kind)


def _shown(
    request: OrganisationRequest, chosen: GroupFilter, page: GroupPage, defaults: Defaults, reader: Reader
) -> dict[str, Any]:
    own = own_rules(request.organisation.pk)
    language = get_language() or "en"
    return {
        "chosen": chosen,
        "rows": [_row(request, row, defaults, own, reader) for row in page.rows],
        "found": page.found,
        "lines": page.lines,
        "all_lines": page.year_lines,
        "sums": [figures.money_in_words(amount, currency, language) for currency, amount in page.amounts.items()],
        "states": _states(request, chosen),
        "groupings": _groupings(request, chosen),
        "chips": _chips(request, chosen, own, reader),
        "may_change": request.place.may("emissions.change_rules"),
        "actions": _exports(request),
        "hidden": [(name, value) for name, value in request.GET.items() if name not in ("q", "page")],
    }


def _row(
    request: OrganisationRequest,
    row: dict[str, Any],
    defaults: Defaults,
    own: dict[str, ClassificationRule],
    reader: Reader,
) -> dict[str, Any]:
    rule, also = deciding_rule(row, defaults, own, reader), own_treatment(row, own, reader)
    shown = {**row, **shown_suppliers(row, reader)}
    told = {**row, **{name: row[name] if row[name] == shown[name] else "" for name in ("unit", "function")}}
    return {
        **shown,
        "says": says(row["treatment"], row["reason"], row["category"]),
        "rule": rule,
        "also": also,
        "narrower": _narrower(request, row),
        "why": _why(request, told),
        "change": _change(request, told, rule.own or (also.own if also else "")),
    }


def _why(request: OrganisationRequest, row: dict[str, Any]) -> str:
    """Return where the row's rule stands beside those that lost."""
    asked = {
        "year": request.GET.get("year"),
        "account": row["account"],
        "supplier": row["supplier_uuid"],
        "function": row["function"],
        "unit": row["unit"],
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('mapping_why', args=[request.organisation.slug])}?{query}"


def _narrower(request: OrganisationRequest, row: dict[str, Any]) -> str:
    """Return where the row's suppliers, or functions where it has no suppliers, are listed; empty for a single one."""
    if row["supplier_id"] or row["function"] or row["unit"]:
        return ""
    by = "supplier" if row["suppliers"] > 1 else "function" if row["functions"] > 1 else ""
    return changed(request, by=by, account=row["account"], q=None) if by else ""


def _change(request: OrganisationRequest, row: dict[str, Any], own: str) -> str:
    """Return the address of the form that changes the row: its own rule, or a new one for what the row is about."""
    year = request.GET.get("year")
    if own:
        return reverse("rule", args=[request.organisation.slug, own]) + (
            f"?{urlencode({'year': year})}" if year else ""
        )
    asked = {
        "year": year,
        "account": row["account"],
        "supplier": row["supplier_uuid"],
        "function": row["function"],
        "unit": row["unit"],
        "category": row["category"],
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('new_rule', args=[request.organisation.slug])}?{query}"


def _exports(request: OrganisationRequest) -> list[dict[str, Any]]:
    query = without_page(request)
    return table_links(lambda kind: f"{reverse('mapping_export', args=[request.organisation.slug, kind])}?{query}")


def _states(request: OrganisationRequest, chosen: GroupFilter) -> list[dict[str, Any]]:
    titles = {
        "counted": _("What counts"),
        "unclassified": _("Needs you"),
        "purchase": _("Purchases"),
        "capital_good": _("Capital goods"),
        "energy": _("Energy"),
        "excluded": _("Left out"),
        "all": _("Everything"),
    }
    return [
        {
            "title": titles[state],
            "address": changed(
                request, state=None if state == "counted" else state, category=None, reason=None, rule=None
            ),
            "current": state == chosen.state,
        }
        for state in STATES
    ]


def _groupings(request: OrganisationRequest, chosen: GroupFilter) -> list[dict[str, Any]]:
    titles = {
        "account": _("Account"),
        "supplier": _("Account and supplier"),
        "function": _("Account and function"),
        "unit": _("Account and unit"),
    }
    return [
        {"title": title, "address": changed(request, by=by), "current": by == chosen.by} for by, title in titles.items()
    ]


def _chips(
    request: OrganisationRequest, chosen: GroupFilter, own: dict[str, ClassificationRule], reader: Reader
) -> list[dict[str, Any]]:
    """Return every chosen condition as a chip whose address takes it away."""
    words = {
        "category": category_name(chosen.category) if chosen.category else None,
        "reason": reason_name(chosen.reason) if chosen.reason else None,
        "rule": _("Rule %(rule)s") % {"rule": _rule_name(chosen.rule, own, reader)} if chosen.rule else None,
        "account": _("Account %(account)s") % {"account": chosen.account} if chosen.account else None,
        "supplier": _("One supplier") if chosen.supplier else None,
        "q": quoted(chosen.words) if chosen.words else None,
    }
    return [
        {"title": title, "address": changed(request, **{name: None}), "current": True}
        for name, title in words.items()
        if title
    ]


def _rule_name(reference: str, own: dict[str, ClassificationRule], reader: Reader) -> str:
    return quoted(free_text(own[reference].explanation, reader)) if reference in own else reference


def _page_number(request: OrganisationRequest) -> int:
    """Return the page asked for; the first one where the address makes no sense."""
    text = request.GET.get("page", "")
    return int(text) if re.fullmatch(r"[1-9]\d{0,5}", text, re.ASCII) else 1
