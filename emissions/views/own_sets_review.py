"""What stands for each category in a draft: look at the proposals, accept them, or choose other factors."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from emissions.forms.own_sets import CategoryFactorsForm
from emissions.queries.own_sets import draft_version_of
from emissions.reports.category_words import category_name, in_language
from emissions.reports.own_set_page import category_rows, left_to_review, review_answer, shown_version
from emissions.services.review_own_set import accept_proposed_categories, choose_category_factors
from emissions.views.own_sets_seen import KEEP, draft_or_404, revision_seen, set_context, tell
from foundation.addresses import changed
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from organisations.reference.categories import category_of

MOST_OFFERED = 1_500  # codes that a page carries to choose from; beyond it they are typed
FILTERS = ("left", "empty")


@require_http_methods(["GET", "POST"])
@organisation_page(KEEP)
def categories(request: OrganisationRequest, own_set: UUID) -> HttpResponse:
    """List what stands for each category; accept what is proposed, of an area or of all."""
    found, draft = draft_or_404(request, own_set)
    if draft.facts is None or not draft.factors.exists():
        return redirect("own_set_columns", request.organisation.slug, found.uuid)
    areas = category_rows(draft)
    if request.method == "POST":
        area = request.POST.get("area", "")
        chosen = [row["category"] for one in areas for row in one["rows"] if area in ("", one["area"])]
        try:
            count = accept_proposed_categories(found, categories=chosen, revision=revision_seen(request))
        except DomainError as problem:
            messages.error(request, str(problem))
        else:
            sentence = ngettext("%(count)s category is accepted.", "%(count)s categories are accepted.", count)
            messages.success(request, sentence % {"count": count})
        return redirect(request.get_full_path())
    left, shown = left_to_review(draft), shown_version(draft)
    chosen_filter = request.GET.get("show", "")
    context = {
        **set_context(request, found, _("What stands for each category")),
        "draft": draft,
        "answer": review_answer(left, shown.mapped),
        "left": left,
        "shown": shown,
        "areas": _narrowed(areas, chosen_filter),
        "chips": _chips(request, areas, chosen_filter),
        "currency": draft.facts["currency"],
    }
    return render_page(request, "emissions/own_set_categories.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(KEEP)
def category(request: OrganisationRequest, own_set: UUID, category: str) -> HttpResponse:
    """Choose the factors of one category."""
    found, draft = draft_or_404(request, own_set)
    entry = draft.categories.filter(category=category).first()
    known = category_of(category)
    if entry is None or known is None:
        raise Http404
    weights = [(code, Decimal(weight)) for code, weight in entry.weights]
    typed = request.POST.copy()
    form = CategoryFactorsForm(weights, typed or None, revision=draft.revision)
    if form.is_valid():
        try:
            choose_category_factors(
                found, revision=form.cleaned_data["revision"], category=category, weights=form.weights
            )
        except DomainError as problem:
            tell(form, problem)
        else:
            messages.success(request, _("Saved: %(category)s.") % {"category": category_name(category)})
            return redirect("own_set_categories", request.organisation.slug, found.uuid)
    newer = draft_version_of(found)
    typed["revision"] = str(newer.revision if newer else "")  # may be saved over what somebody saved meanwhile
    codes = draft.factors.order_by("row").values_list("code", "name").distinct()
    context = {
        **set_context(request, found, category_name(category)),
        "form": form,
        "description": in_language(known.descriptions),
        "codes": list(codes[:MOST_OFFERED]),
    }
    return render_page(request, "emissions/own_set_category.html", context, status=422 if form.errors else 200)


def _narrowed(areas: list[dict[str, Any]], chosen: str) -> list[dict[str, Any]]:
    """Keep the rows that a filter asks for, and areas that have any."""
    wanted = {"left": lambda row: not row["is_reviewed"], "empty": lambda row: not row["factors"]}.get(chosen)
    found = []
    for area in areas:
        rows = [row for row in area["rows"] if wanted is None or wanted(row)]
        if rows:
            found.append({**area, "rows": rows, "left": sum(not row["is_reviewed"] for row in rows)})
    return found


def _chips(request: OrganisationRequest, areas: list[dict[str, Any]], chosen: str) -> list[dict[str, Any]]:
    titles = {"left": _("Left to look at"), "empty": _("Without a factor")}
    return [
        {
            "title": titles[name],
            "address": changed(request, show=None if name == chosen else name),
            "current": name == chosen,
            "count": sum(len(area["rows"]) for area in _narrowed(areas, name)),
        }
        for name in FILTERS
    ]
