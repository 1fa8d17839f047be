"""Rules of networks: a network publishes its set; a member looks at it, and says what of it holds."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from emissions.calculations.rule_sets import from_json
from emissions.forms.network_rules import NetworkRulesForm
from emissions.models import ClassificationRule
from emissions.queries.mapping import as_rule, draft_of, rule_of_draft, rule_rows
from emissions.queries.network_rules import SeenNetwork, inherited_rows, seen_network
from emissions.queries.rule_preview import Previewer
from emissions.reports.preview_words import shown_preview
from emissions.reports.rule_words import RuleInWords, own_rule
from emissions.services.inherited_rules import wanted_rules
from emissions.services.network_rules import (
    Wish,
    choose_network_rules,
    publish_rule_set,
    switch_network_rule,
    take_over_rules,
)
from emissions.views.accounts_seen import accounts_tabs, reader_at_home, rules_address, without_nulls
from foundation.errors import DomainError, NotFoundError
from organisations.pages import OrganisationRequest, organisation_page, render_page

CHANGE = "emissions.change_rules"
TAKE_OVER = "take_over"
LONGEST_NOTE = 300


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("emissions.view_ledger")
def network_rules(request: OrganisationRequest, network: str) -> HttpResponse:
    """Show a network's rules with what they move here; say whether they hold, and how newer ones come."""
    seen = _seen_or_404(request, network)
    form = NetworkRulesForm(request.POST or None, choice=seen.choice)
    if request.method == "POST":
        if not request.place.may(CHANGE):
            raise Http404
        if form.is_valid() and _decided(request, seen, form):
            return redirect(request.path)
    context = {
        "tabs": accounts_tabs(request, "rules"),
        "rules_address": rules_address(request),
        "seen": seen,
        "form": form,
        "may_change": request.place.may(CHANGE),
        **_compared(request, seen),
    }
    return render_page(request, "emissions/network_rules.html", context, status=422 if form.errors else 200)


@require_POST
@organisation_page(CHANGE)
def network_rule(request: OrganisationRequest, network: str, rule: UUID) -> HttpResponse:
    """Let a single rule of a network hold here, or not."""
    seen = _seen_or_404(request, network)
    is_on = request.POST.get("value") == "on"
    try:
        switch_network_rule(member=request.organisation, network=seen.network, identity=rule, is_on=is_on)
    except NotFoundError as error:
        raise Http404 from error
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The rule holds again.") if is_on else _("The rule does not hold here any longer."))
    return redirect("network_rules", request.organisation.slug, network)


@require_POST
@organisation_page(CHANGE)
def publish(request: OrganisationRequest) -> HttpResponse:
    """Publish a network's rules for its members."""
    if not request.organisation.is_network:
        raise Http404
    note = without_nulls(request.POST.get("note", "")).strip()[:LONGEST_NOTE]
    try:
        made = publish_rule_set(network=request.organisation, note=note)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Version %(number)s is out. Members see it now.") % {"number": made.number})
    return redirect(rules_address(request))


def _decided(request: OrganisationRequest, seen: SeenNetwork, form: NetworkRulesForm) -> bool:
    """Do what the form says, and say so; what is refused stands at the form."""
    held = {"member": request.organisation, "network": seen.network, "revision": form.cleaned_data["revision"]}
    try:
        if request.POST.get("step") == TAKE_OVER:
            taken = take_over_rules(**held, seen=_number(request.POST.get("seen")))
        else:
            wish = Wish(form.cleaned_data["is_on"], form.cleaned_data["follows"], tuple(seen.choice.switched_off))
            taken = choose_network_rules(**held, wish=wish, seen=_number(request.POST.get("seen")))
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    if taken.moves:
        counts = {"added": taken.added, "changed": taken.changed, "ended": taken.ended}
        said = _("Done. Rules that hold now: %(added)s. Worded anew: %(changed)s. No longer holding: %(ended)s.")
        messages.success(request, said % counts)
    else:
        messages.success(request, _("Saved. No rule is different from before."))
    return True


def _compared(request: OrganisationRequest, seen: SeenNetwork) -> dict[str, Any]:
    """Return the rules of the set that is out, with what they are here, and what taking them over would move."""
    previewer = Previewer(request.organisation)
    number = previewer.version.number if previewer.version else 0
    held = {row.uuid: row for row in inherited_rows(request.organisation.pk, number, seen.network.pk)}
    wanted = wanted_rules(seen.choice, seen.newest)
    off = set(seen.choice.switched_off)
    rows = []
    for said in seen.newest.rules if seen.newest else ():
        rule = from_json(said)
        identity = UUID(rule.identity)
        row = ClassificationRule(
            organisation=request.organisation,
            uuid=identity,
            network=seen.network,
            since_version=0,
            **{name: value for name, value in said.items() if name != "id"},
        )
        state = _state(rule.identity in off, held.get(identity), row)
        rows.append((state, identity, _in_words(request, row)))
    gone = [_in_words(request, row) for key, row in held.items() if key not in wanted and str(key) not in off]
    others = [as_rule(row) for row in rule_rows(request.organisation.pk, number) if row.network_id != seen.network.pk]
    coming = [rule_of_draft(str(key), draft, inherited=True) for key, draft in wanted.items()]
    moves = seen.is_member and {key: draft_of(row) for key, row in held.items()} != dict(wanted)
    preview = shown_preview(previewer.rules_by_year([*others, *coming]), number, previewer.year) if moves else None
    leaving = {} if seen.newest else {"held": [_in_words(request, row) for row in held.values()]}
    return {"rows": rows, "gone": gone if seen.newest else [], "preview": preview, "number": number, **leaving}


def _state(is_off: bool, held: ClassificationRule | None, row: ClassificationRule) -> str:
    if is_off:
        return "off"
    if held is None:
        return "new"
    return "holds" if draft_of(held) == draft_of(row) else "changed"


def _in_words(request: OrganisationRequest, row: ClassificationRule) -> RuleInWords:
    return own_rule(row, reader_at_home(request))


def _seen_or_404(request: OrganisationRequest, slug: str) -> SeenNetwork:
    found = seen_network(request.organisation, slug)
    if found is None:
        raise Http404
    return found


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text) else None
