"""Add, change and end own rules and switch policies: always with a preview of what would move before it is saved."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from emissions.calculations.classification import Rule
from emissions.calculations.organisation_rules import CONDITIONS, whole_code
from emissions.calculations.priced_moves import RulePreview
from emissions.forms.rules import RuleForm, initial_of
from emissions.models import ClassificationRule
from emissions.queries.mapping import as_rule, policies_under
from emissions.queries.rule_preview import Previewer
from emissions.queries.rules import rule_called
from emissions.reports.category_words import in_language
from emissions.reports.preview_words import shown_preview
from emissions.reports.rule_words import own_rule
from emissions.rules import policies
from emissions.services.change_rules import RuleDraft, add_rule, change_rule, draft_of, end_rule, undo_rule
from emissions.services.set_policies import set_policies
from emissions.views.accounts_seen import accounts_tabs, chosen_year, reader_at_home, rules_address
from emissions.views.way_back import way_back
from foundation.errors import ConflictError, DomainError
from foundation.personal_numbers import without_personal_numbers
from organisations.pages import OrganisationRequest, organisation_page, render_page
from suppliers.models import SupplierCard

PREVIEWED = "preview"
SAVED = "save"
PREFILLED = ("account", "function", "unit", "commodity", "agreement", "category", "supplier_name", "text")


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("emissions.change_rules")
def new_rule(request: OrganisationRequest) -> HttpResponse:
    """Fill in a rule, see what it would move, add it."""
    form = RuleForm(request.POST or None, initial=_prefilled(request), reader=reader_at_home(request))
    return _answer(
        request, form, None, lambda draft, seen: add_rule(organisation=request.organisation, draft=draft, seen=seen)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("emissions.change_rules")
def rule(request: OrganisationRequest, rule: UUID) -> HttpResponse:
    """Change a rule that holds: see what the new wording would move, save it."""
    found = _rule_or_404(request, rule)
    reader, draft = reader_at_home(request), draft_of(found)
    form = RuleForm(request.POST or None, initial=initial_of(draft, reader), reader=reader, kept=draft)
    return _answer(request, form, found, lambda draft, seen: change_rule(rule=found, draft=draft, seen=seen))


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("emissions.change_rules")
def end(request: OrganisationRequest, rule: UUID) -> HttpResponse:
    """See what ending a rule would move, and end it."""
    found = _rule_or_404(request, rule)
    if request.method == "POST":
        try:
            end_rule(rule=found, seen=_seen(request))
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("end_rule", request.organisation.slug, found.uuid)
        return _made(request, found)
    previewer = Previewer(request.organisation, chosen_year(request))
    shown = own_rule(found, reader_at_home(request))
    previews = previewer.rules_by_year(_without(previewer, found))
    context = {
        "title": _("Remove a rule"),
        "subject": shown.why,
        "details": [(_("It asks for"), shown.asks), (_("It says"), shown.says)],
        "confirm": _("Remove the rule"),
    }
    return _confirm(request, previewer, previews, context)


@require_POST
@organisation_page("emissions.change_rules")
def undo(request: OrganisationRequest, rule: UUID) -> HttpResponse:
    """Take the last change of a rule back."""
    if rule_called(request.organisation.pk, rule) is None:
        raise Http404
    try:
        undo_rule(organisation=request.organisation, identity=rule)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Undone: the rule is as it was before."))
    return redirect("rules", request.organisation.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("emissions.change_rules")
def policy(request: OrganisationRequest, policy: str) -> HttpResponse:
    """See what switching a policy would move, and switch it."""
    known = policies().get(policy)
    if known is None:
        raise Http404
    previewer = Previewer(request.organisation, chosen_year(request))
    value = not policies_under(previewer.version)[policy]
    if request.method == "POST":
        wanted = request.POST.get("value") == "on"
        try:
            set_policies(organisation=request.organisation, policies={policy: wanted}, seen=_seen(request))
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("policy", request.organisation.slug, policy)
        messages.success(request, _("Saved. Calculate the footprint again to see it in tonnes."))
        return redirect(rules_address(request))
    context = {
        "title": in_language(known.names),
        "subject": in_language(known.explanation),
        "details": [],
        "hidden": [("value", "on" if value else "off")],
        "confirm": _("Switch it on") if value else _("Switch it off"),
    }
    return _confirm(request, previewer, previewer.policy_by_year(policy, value=value), context)


def _answer(
    request: OrganisationRequest,
    form: RuleForm,
    found: ClassificationRule | None,
    save: Callable[[RuleDraft, int | None], ClassificationRule],
) -> HttpResponse:
    step = request.POST.get("step")
    if request.method != "POST" or not form.is_valid() or step not in (PREVIEWED, SAVED):
        return _form_page(request, form, found)
    if step == SAVED:
        try:
            return _made(request, save(form.draft, _seen(request)))
        except ConflictError as error:
            messages.error(request, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
            return _form_page(request, form, found)
    return _preview_page(request, form, found)


def _form_page(request: OrganisationRequest, form: RuleForm, found: ClassificationRule | None) -> HttpResponse:
    context = {
        "form": form,
        "rule": found,
        "rules_address": rules_address(request),
        "cancel_address": way_back(request) or rules_address(request),
        "tabs": accounts_tabs(request, "rules"),
    }
    return render_page(request, "emissions/rule_form.html", context, status=422 if form.errors else 200)


def _preview_page(request: OrganisationRequest, form: RuleForm, found: ClassificationRule | None) -> HttpResponse:
    previewer = Previewer(request.organisation, chosen_year(request))
    draft = form.draft
    previews = previewer.rules_by_year([*_without(previewer, found), _as_rule(request, draft, found)])
    shown = own_rule(_row(request, draft, found), reader_at_home(request))
    context = {
        "title": _("Change a rule") if found else _("A new rule"),
        "subject": shown.why,
        "details": [(_("It asks for"), shown.asks), (_("It says"), shown.says)],
        "hidden": [(name, value) for name, value in request.POST.items() if name in form.fields],
        "asked": [name for name in CONDITIONS if getattr(draft, name)],
        "confirm": _("Save the rule"),
        "may_go_back": True,
    }
    return _confirm(request, previewer, previews, context)


def _confirm(
    request: OrganisationRequest, previewer: Previewer, previews: list[RulePreview], context: dict[str, Any]
) -> HttpResponse:
    seen = previewer.version.number if previewer.version else 0
    kinds = ("account", "function") if "function" in context.pop("asked", ()) else ("account",)
    return render_page(
        request,
        "emissions/rule_preview.html",
        {
            "hidden": [],
            "may_go_back": False,
            **context,
            "tabs": accounts_tabs(request, "rules"),
            "rules_address": rules_address(request),
            "cancel_address": way_back(request) or rules_address(request),
            "preview": shown_preview(previews, seen, previewer.year, kinds),
        },
    )


def _made(request: OrganisationRequest, made: ClassificationRule) -> HttpResponse:
    back = way_back(request)
    if not back:
        return redirect(rules_address(request, made=made.uuid))
    messages.success(request, _("Saved. What was calculated stays; calculate the footprint again to see it in tonnes."))
    return redirect(back)


def _row(request: OrganisationRequest, draft: RuleDraft, found: ClassificationRule | None) -> ClassificationRule:
    """Return the draft as a row that is not saved."""
    values = {name: getattr(draft, name) for name in RuleDraft.__slots__}
    row = ClassificationRule(organisation=request.organisation, since_version=0, **values)
    if found:
        row.uuid = found.uuid
    return row


def _as_rule(request: OrganisationRequest, draft: RuleDraft, found: ClassificationRule | None) -> Rule:
    return as_rule(_row(request, draft, found))


def _without(previewer: Previewer, found: ClassificationRule | None) -> list[Rule]:
    return [rule for rule in previewer.held_rules if found is None or rule.rule_id != str(found.uuid)]


def _rule_or_404(request: OrganisationRequest, identity: UUID) -> ClassificationRule:
    """Return a rule that holds; 404 for one that has ended."""
    found = rule_called(request.organisation.pk, identity)
    if found is None or found.until_version is not None:
        raise Http404
    return found


def _seen(request: OrganisationRequest) -> int | None:
    text = request.POST.get("seen", "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _prefilled(request: OrganisationRequest) -> dict[str, Any]:
    """Return what the form starts with: what the address says, account and function alone, a supplier by its card."""
    values: dict[str, Any] = {name: request.GET[name] for name in PREFILLED if request.GET.get(name)}
    values |= {name: whole_code(values[name]) for name in ("account", "function") if name in values}
    card = _card(request)
    if card is not None:
        number = card.identity_number or card.known_number
        shows_number = bool(number) and (not card.is_personal or reader_at_home(request).sees_numbers)
        name = without_personal_numbers(card.known_name)
        values |= {"supplier_number": number} if shows_number else {"supplier_name": name}
    return values


def _card(request: OrganisationRequest) -> SupplierCard | None:
    try:
        identity = UUID(request.GET.get("supplier", ""))
    except ValueError:
        return None
    return SupplierCard.objects.filter(organisation=request.organisation, uuid=identity).first()
