"""Which lines count and as what: own rules, switchable policies and the shipped rules, with what each takes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from emissions.calculations.exclusions import Policy
from emissions.calculations.priced_moves import RulePreview
from emissions.calculations.results import COUNTED
from emissions.calculations.rule_sums import sums_by_rule
from emissions.queries.mapping import policies_under
from emissions.queries.network_rules import seen_networks, sets_of
from emissions.queries.rule_preview import Previewer
from emissions.queries.rules import ended_rules, newest_change_of
from emissions.queries.spend import year_totals
from emissions.reports.category_words import in_language
from emissions.reports.rule_words import RuleInWords, exclusion_in_words, own_rule
from emissions.rules import exclusion_rules, policies
from emissions.views.accounts_seen import accounts_tabs, chosen_year, reader_at_home
from foundation.addresses import changed
from organisations.pages import OrganisationRequest, organisation_page, render_page

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule in words, with what it takes in the year shown: lines and money by currency.

    `anchor` names its row on the page where it is the first rule with its reason.
    """

    rule: RuleInWords
    lines: int
    amounts: dict[str, Decimal]
    anchor: str = ""


@require_GET
@organisation_page("emissions.view_ledger")
def rules(request: OrganisationRequest) -> HttpResponse:
    """Show all rules that decide which lines count and as what."""
    previewer = Previewer(request.organisation, chosen_year(request))
    version, year = previewer.version, previewer.year
    taken = _taken(previewer)
    reader = reader_at_home(request)
    number = version.number if version else 0
    own = [rule for rule in previewer.held if rule.network_id is None]
    inherited = [rule for rule in previewer.held if rule.network_id is not None]
    shipped, counted = _shipped(request, taken), _counted(request, year)
    context = {
        "tabs": accounts_tabs(request, "rules"),
        "year": year,
        "years": [
            {"title": str(each), "address": changed(request, year=each, made=None), "current": each == year}
            for each in previewer.years
        ],
        "in_year": f"?year={year}" if year else "",
        "version": version,
        "own": [RuleRow(own_rule(rule, reader), *taken[str(rule.uuid)]) for rule in own],
        "inherited": [RuleRow(own_rule(rule, reader), *taken[str(rule.uuid)]) for rule in inherited],
        "networks": seen_networks(request.organisation),
        "published": sets_of(request.organisation).first() if request.organisation.is_network else None,
        "ended": [own_rule(rule, reader) for rule in ended_rules(request.organisation.pk, number)],
        "policies": [_policy(policy, previewer, counted) for policy in _policies_of(request)],
        "at_work": [row for row in shipped if row.lines],
        "idle": [row for row in shipped if not row.lines],
        "may_change": request.place.may("emissions.change_rules"),
        "made": _made(request),
        "mapping": reverse("mapping", args=[request.organisation.slug]),
    }
    return render_page(request, "emissions/rules.html", context)


def _taken(previewer: Previewer) -> dict[str, tuple[int, dict[str, Decimal]]]:
    """Return by rule how many lines and how much money by currency it decides in the year; nothing for the others."""
    lines: dict[str, int] = defaultdict(int)
    amounts: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    if previewer.version:
        for row in sums_by_rule(previewer.money, previewer.decisions).iter_rows(named=True):
            for reference in {row["rule_ref"], row["treatment_ref"]} - {None}:
                lines[reference] += row["lines"]
                amounts[reference][row["currency"]] += row["amount"]
    found: dict[str, tuple[int, dict[str, Decimal]]] = defaultdict(lambda: (0, {}))
    found.update({reference: (count, dict(amounts[reference])) for reference, count in lines.items()})
    return found


def _shipped(request: OrganisationRequest, taken: dict[str, tuple[int, dict[str, Decimal]]]) -> list[RuleRow]:
    """Return the rules of the organisation's chart in the order in which they decide."""
    those = [rule for rule in exclusion_rules() if rule.chart == request.organisation.chart]
    first = {rule.reason: rule.rule_id for rule in reversed(those) if rule.reason}
    return [
        RuleRow(
            exclusion_in_words(rule),
            *taken[rule.rule_id],
            anchor=f"reason-{rule.reason}" if rule.rule_id in first.values() else "",
        )
        for rule in those
    ]


def _policies_of(request: OrganisationRequest) -> Iterable[Policy]:
    """Return the policies that any rule of the organisation's chart asks for; a network has none."""
    if request.organisation.is_network:
        return []
    asked = {rule.policy for rule in exclusion_rules() if rule.chart == request.organisation.chart}
    return [policy for code, policy in policies().items() if code in asked]


def _policy(policy: Policy, previewer: Previewer, counted: dict[str, Decimal]) -> dict[str, Any]:
    is_on = policies_under(previewer.version)[policy.code]
    other = previewer.policy(policy.code, value=not is_on)
    return {
        "code": policy.code,
        "name": in_language(policy.names),
        "explanation": in_language(policy.explanation),
        "is_on": is_on,
        "preview": other,
        "results": _both(other, counted),
    }


def _counted(request: OrganisationRequest, year: int | None) -> dict[str, Decimal]:
    """Return by currency the money of the year that counts; nothing without accounts."""
    counted: dict[str, Decimal] = defaultdict(Decimal)
    if year is not None:
        for row in year_totals([request.organisation.pk]).iter_rows(named=True):
            if row["year"] == year and row["treatment"] in COUNTED:
                counted[row["currency"]] += row["amount"]
    return counted


def _both(other: RulePreview, counted: dict[str, Decimal]) -> list[tuple[str, Decimal, Decimal]]:
    """Return by currency the money that counts as it is, and as it would be with the policy the other way."""
    change = other.counted_change
    return [(currency, now, now + change.get(currency, NOTHING)) for currency, now in sorted(counted.items())]


def _made(request: OrganisationRequest) -> dict[str, Any] | None:
    """Return the rule that was just added, changed or ended, for the notice that offers to undo it."""
    rule = newest_change_of(request.organisation.pk, request.GET.get("made", ""))
    if rule is None or not request.place.may("emissions.change_rules"):
        return None
    explanation = own_rule(rule, reader_at_home(request)).why
    return {"uuid": str(rule.uuid), "explanation": explanation, "is_ended": rule.until_version is not None}
