"""The guided path for somebody who has never done it: what, how far, a balanced set. The address holds it all."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.typed_ids import uuid_or_none
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.calculations.proportionality import LEVELS, Purchase, weight_law_on
from requirements_bank.calculations.purchase_words import sure_category
from requirements_bank.calculations.requirement import Level
from requirements_bank.forms.guide import GuideForm, first_country, known_category, known_level
from requirements_bank.queries.guided_set import GuidedSet, guided_sets
from requirements_bank.queries.known_codes import cpv_names
from requirements_bank.queries.limits import shipped_limits
from requirements_bank.queries.purchases import cpv_in, understood_purchase
from requirements_bank.queries.requirements import published_versions
from requirements_bank.reports.category_words import categories_to_choose, category_name
from requirements_bank.reports.code_words import LEVELS as LEVEL_NAMES
from requirements_bank.reports.guide_words import (
    limits_sentence,
    same_at_all,
    set_warnings,
    shown_choices,
    shown_left_out,
    shown_levels,
    shown_steps,
)
from requirements_bank.reports.purchase_words import amount_in_words
from requirements_bank.services.baskets import make_basket
from requirements_bank.views.bank_seen import bank_tabs

WHAT, HOW_FAR, THE_SET = 1, 2, 3
STEP_TEMPLATES = {
    WHAT: "requirements_bank/guide_what.html",
    HOW_FAR: "requirements_bank/guide_how_far.html",
    THE_SET: "requirements_bank/guide_set.html",
}
STATE = ("q", "value", "months", "country", "category", "level")
MOST_VERSIONS = 100


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.view_bank")
def guide(request: OrganisationRequest) -> HttpResponse:
    """Ask step by step, and put the set into a basket."""
    if request.method == "POST":
        return _into_basket(request)
    form = _form(request, request.GET)
    category, level = _chosen_category(request.GET), known_level(request.GET.get("level", ""))
    step = _step(request, form, category, level)
    context = {
        "tabs": bank_tabs(request, "guide"),
        "steps": shown_steps(step, {number: _back(request, number) for number in (WHAT, HOW_FAR)}),
        "step_template": STEP_TEMPLATES[step],
        "form": form,
        "category": category,
        "category_name": category_name(category),
        "level": level,
        "state": _state(request, category),
        "may_use": request.place.may("requirements_bank.use_bank"),
        "back": {number: _back(request, number) for number in (WHAT, HOW_FAR)},
    }
    if step == WHAT:
        context |= _asked(form, category)
    else:
        context |= _answered(request, form, category, level if step == THE_SET else None)
    return render_page(request, "requirements_bank/guide.html", context)


def _form(request: OrganisationRequest, said: QueryDict) -> GuideForm:
    if "value" not in said:
        given = {name: said[name] for name in ("q", "months") if said.get(name)}
        return GuideForm(initial={"country": first_country(request.organisation), **given})
    return GuideForm(said)


def _chosen_category(said: QueryDict) -> str:
    """Return the category that was chosen; empty where other words are asked about by now than it was chosen for.

    One out of the whole list stands before one of those that the words were understood as.
    """
    if said.get("asked", said.get("q")) != said.get("q"):
        return ""
    return known_category(said.get("any_category", "")) or known_category(said.get("category", ""))


def _state(request: OrganisationRequest, category: str) -> list[tuple[str, str]]:
    said = {name: request.GET.get(name, "") for name in STATE} | {"category": category}
    return [(name, value) for name, value in said.items() if value]


def _step(request: OrganisationRequest, form: GuideForm, category: str, level: Level | None) -> int:
    if not form.is_bound or not form.is_valid() or not category or request.GET.get("step") == "1":
        return WHAT
    return THE_SET if level and request.GET.get("step") != "2" else HOW_FAR


def _asked(form: GuideForm, category: str) -> dict[str, Any]:
    """Return what the words of the first step were understood as, and every category to choose from."""
    text = form.cleaned_data.get("q", "") if form.is_bound and hasattr(form, "cleaned_data") else ""
    if form.is_bound and not text and not category:
        form.add_error("q", _("Say what you buy, or choose a category below."))
    code, language = cpv_in(text), get_language() or "nb"
    found = understood_purchase(text) if text else []
    if found and not category and form.data.get("asked") == text:
        form.add_error("q", _("Choose what it is: one of the categories below."))
    guesses = [each.category for each in found]
    return {
        "guess": category or sure_category(found),
        "is_guessed": category in guesses,
        "asked": text,
        "understood": [(each.category, category_name(each.category)) for each in found],
        "cpv": f"{code} {cpv_names(language).get(code, '')}".strip() if code else "",
        "categories": categories_to_choose(),
    }


def _answered(request: OrganisationRequest, form: GuideForm, category: str, level: Level | None) -> dict[str, Any]:
    """Return what the levels mean for this purchase, or the set of the one that was chosen."""
    said, day = form.purchase, timezone.localdate()
    purchase = Purchase(category, said.value, said.months, said.country)
    guided = guided_sets(request.organisation, purchase, (level,) if level else LEVELS, day)
    law = weight_law_on(shipped_limits().laws, purchase.country, day)
    answers = form.cleaned_data
    context = {
        "limits": limits_sentence(guided.limits),
        "amount": amount_in_words(answers["value"], answers["country"]),
    }
    if level is None:
        wished = known_level(request.GET.get("level", "")) or LEVELS[0]
        levels = shown_levels(guided, wished, LEVEL_NAMES)
        return {**context, "levels": levels, "same_at_all": same_at_all(guided), "is_empty": not guided.versions}
    return {**context, **_set(guided, level), "warnings": set_warnings(guided.sets[level], guided.limits, law)}


def _set(guided: GuidedSet, level: Level) -> dict[str, Any]:
    return {
        "choices": shown_choices(guided, level),
        "left_out": shown_left_out(guided, level),
        "level_name": LEVEL_NAMES[level],
    }


def _into_basket(request: OrganisationRequest) -> HttpResponse:
    if not request.place.may("requirements_bank.use_bank"):
        raise Http404
    form, category = _form(request, request.POST), known_category(request.POST.get("category", ""))
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    wanted = _uuids(request.POST.getlist("version"))
    versions = {version.uuid: version for version in published_versions().filter(uuid__in=wanted)}
    made = make_basket(
        organisation=request.organisation,
        name=str(said.get("q") or category_name(category) or _("From the guide"))[:200].capitalize(),
        category=category,
        value=said.get("value"),
        months=said.get("months"),
        country=said.get("country", ""),
        versions=[versions[uuid] for uuid in wanted if uuid in versions],
    )
    return redirect("basket", request.organisation.slug, made.uuid)


def _uuids(texts: list[str]) -> list[UUID]:
    return [found for text in texts[:MOST_VERSIONS] if (found := uuid_or_none(text))]


def _back(request: OrganisationRequest, step: int) -> str:
    query = request.GET.copy()
    query["step"] = str(step)
    return f"?{query.urlencode()}"
