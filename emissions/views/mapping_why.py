"""Why this rule and not another? The lines of an account or supplier, what decides them, and who else would."""

import re
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.calculations.rule_contest import Because, Contender
from emissions.models import ClassificationRule
from emissions.queries.mapping import latest_mapping_version
from emissions.queries.mapping_groups import own_rules
from emissions.queries.reference import mapping_defaults
from emissions.queries.rule_contest import Asked, contest_of
from emissions.queries.spend import spend_base_of, years_with_spend
from emissions.reports.line_words import free_text
from emissions.reports.rule_words import CONDITION_NAMES, deciding_rule, own_treatment, says, shown_text
from emissions.views.accounts_seen import accounts_tabs, chosen_year, reader_at_home, without_nulls
from emissions.views.way_back import change_of, rule_for
from foundation.personal_numbers import findable
from organisations.pages import OrganisationRequest, organisation_page, render_page


def because(reason: Because) -> str:
    """Return why a rule that holds did not decide, in a sentence."""
    sentences = {
        Because.NAMES_LESS: _("It is less exact: the other one names something that weighs more."),
        Because.INHERITED: _("It comes from a network, and a rule of your own of the same kind goes before it."),
        Because.HIGHER_NUMBER: _("Its order has a higher number; the lower one wins."),
        Because.SHORTER: _("It names fewer digits; the longer account or code wins."),
        Because.LATER: _("Both are equally exact; the earlier id wins, so that it is always the same one."),
        Because.BEHIND_OWN: _("A rule of your own or of your network goes before what is shipped."),
        Because.BEHIND_COMMODITY: _("The commodity code goes before the account."),
        Because.LEFT_OUT: _("The chart leaves the lines out. Only a rule that names the account can bring them back."),
        Because.NO_EFFECT: _("It holds, but what it says makes no difference to these lines."),
    }
    return sentences[reason]


@require_GET
@organisation_page("emissions.view_ledger")
def why(request: OrganisationRequest) -> HttpResponse:
    """Show what decides the lines that the address names, and the rules that hold and lost."""
    years, version = years_with_spend(request.organisation.pk), latest_mapping_version(request.organisation)
    if not years or version is None:
        return render_page(request, "emissions/mapping_why.html", _frame(request))
    wanted = chosen_year(request)
    year = wanted if wanted in years else years[0]
    asked = _asked(request)
    found = contest_of(spend_base_of(request.organisation.pk, year), version, asked) if asked else None
    if asked and found is None:
        raise Http404
    context: dict[str, Any] = {**_frame(request), "year": year}
    if found:
        reader, own = reader_at_home(request), own_rules(request.organisation.pk)
        defaults = mapping_defaults(dict(version.policies))
        decision = found.contest.decision
        context |= {
            "lines": _lines(found.key, request),
            "keys": found.keys,
            "says": says(decision["treatment"], decision["reason"], decision["category"]),
            "winner": deciding_rule(decision, defaults, own, reader),
            "also": own_treatment(decision, own, reader),
            "change": change_of(request, own.get(decision["rule_ref"]), year),
            "new_rule": rule_for(
                request,
                account=found.key["account"],
                year=year,
                supplier=asked.supplier if asked else None,
                function=asked.function if asked else None,
                unit=found.key["unit"] if asked and asked.unit and _shows(found.key["unit"], request) else None,
                category=decision["category"],
            ),
            "losers": [_loser(one, own, request, defaults) for one in found.contest.contenders],
        }
    return render_page(request, "emissions/mapping_why.html", context)


def _shows(unit: object, request: OrganisationRequest) -> bool:
    """Whether the reader may see a unit as it is, which may name a person."""
    return free_text(str(unit), reader_at_home(request)) == unit


def _loser(
    one: Contender,
    own: dict[str, ClassificationRule],
    request: OrganisationRequest,
    defaults: Any,  # noqa: ANN401
) -> dict[str, Any]:
    row = {**one.decision, "rule_kind": one.kind, "rule_ref": one.reference}
    rule = deciding_rule(row, defaults, own, reader_at_home(request))
    decision = one.decision
    return {
        "rule": rule,
        "why": rule.why if rule.own or rule.network else "",
        "because": because(one.because),
        "would_say": says(decision["treatment"], decision["reason"], decision["category"]),
    }


def _lines(key: dict[str, object], request: OrganisationRequest) -> list[tuple[str, str]]:
    """Return what the key says, as the reader may see it."""
    reader = reader_at_home(request)
    names = {**CONDITION_NAMES, "account_name": CONDITION_NAMES["text"]}
    shown = {
        name: shown_text(name, str(key[name] or ""), reader)
        if name != "account_name"
        else free_text(str(key[name] or ""), reader)
        for name in (
            "account",
            "account_name",
            "supplier_name",
            "supplier_number",
            "function",
            "unit",
            "commodity",
            "agreement",
        )
    }
    return [(str(names[name]), value) for name, value in shown.items() if value]


def _asked(request: OrganisationRequest) -> Asked | None:
    sees_numbers = reader_at_home(request).sees_numbers
    account, function, unit = (
        findable(without_nulls(request.GET.get(name, "")), numbers_are_seen=sees_numbers) or None
        for name in ("account", "function", "unit")
    )
    if not account:
        return None
    text = request.GET.get("supplier", "")
    try:
        supplier = UUID(text) if re.fullmatch(r"[0-9a-fA-F-]{32,36}", text) else None
    except ValueError as error:
        raise Http404 from error
    return Asked(account, supplier, function, unit)


def _frame(request: OrganisationRequest) -> dict[str, Any]:
    return {
        "tabs": accounts_tabs(request, "mapping"),
        "mapping": reverse("mapping", args=[request.organisation.slug]),
    }
