"""The page of the review queue: how far it is, the group to decide on now, those that follow, the last decisions."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import polars as pl
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emissions.calculations.review_groups import places_of
from emissions.calculations.review_proposals import Proposal
from emissions.forms.review import DecisionForm, ReviewForm
from emissions.models import ClassificationRule, MappingVersion
from emissions.queries.mapping import own_rows
from emissions.queries.review import ReviewQueue
from emissions.queries.review_group import ReviewGroup
from emissions.queries.rules import newest_change_of
from emissions.queries.spend import every_spend_base
from emissions.reports.category_words import category_name
from emissions.reports.reason_words import reason_name
from emissions.reports.review_words import progress_sentence, shown_group, shown_levels, shown_proposals
from emissions.reports.rule_words import own_rule
from emissions.rules import excluded_reasons
from emissions.views.accounts_seen import accounts_tabs, reader_at_home
from emissions.views.footprint_now import asks_for_it, footprint_now, the_line
from emissions.views.review_several import how_many, several, taken
from foundation import figures
from foundation.addresses import changed
from organisations.pages import OrganisationRequest, render_page
from organisations.reference.categories import categories

CHANGE = "emissions.change_rules"
LAST_SHOWN = 5
HUNDRED = 100


def review_page(request: OrganisationRequest, asked: ReviewForm, refused: DecisionForm | None = None) -> HttpResponse:
    """Answer with the queue as it is asked for; `refused` is a decision that could not be made, as it was sent."""
    bases = every_spend_base(request.organisation.pk)
    years = sorted(bases, reverse=True)
    context: dict[str, Any] = {"tabs": accounts_tabs(request, "review"), "years": []}
    if years:
        year = asked.values["year"] if asked.values["year"] in years else years[0]
        line = footprint_now(request, year)
        if asks_for_it(request):
            return the_line(request, line)
        footprint = line.footprint if line else None
        queue = ReviewQueue(request.organisation, year, base=bases[year], footprint=footprint)
        context |= {
            "year": year,
            "years": [_year(request, each, year) for each in years],
            "may_change": request.place.may(CHANGE),
            "asked": asked,
            "areas": [(one.code, category_name(one.code)) for one in categories() if not one.is_leaf],
            **_progress(request, queue),
            **_items(request, queue, asked),
            "last": _last(request, queue),
            "made": _made(request),
            "taken": taken(request),
            "year_footprint": line,
            "refused": [str(each) for errors in refused.errors.values() for each in errors] if refused else [],
            "typed": request.POST if refused else {},
        }
    return render_page(request, "emissions/review.html", context, status=422 if refused else 200)


def _year(request: OrganisationRequest, year: int, current: int) -> dict[str, Any]:
    address = changed(request, year=year, item=None, made=None, taken=None)
    return {"title": str(year), "address": address, "current": year == current}


def _progress(request: OrganisationRequest, queue: ReviewQueue) -> dict[str, Any]:
    found = queue.progress
    currency = request.organisation.currency
    share = found.share * HUNDRED
    parts = [
        {
            "title": _("Decided well"),
            "share": share,
            "figure": _words(found.decided, currency),
            "tone": "good",
        },
        {
            "title": _("Unknown or uncertain"),
            "share": HUNDRED - share,
            "figure": _words(found.waiting, currency),
            "tone": "warning",
        },
    ]
    return {"progress": found, "answer": progress_sentence(found), "parts": parts}


def _words(amount: Decimal, currency: str) -> str:
    return figures.money_in_words(amount, currency, get_language() or "en")


def _items(request: OrganisationRequest, queue: ReviewQueue, asked: ReviewForm) -> dict[str, Any]:
    """Return the group to decide on now, and those that follow it."""
    groups = asked.chosen(queue)
    item = asked.values["item"]
    place = places_of([item], groups).get(item, 0) if item else 0
    shown = queue.shown(_from(groups, place, how_many(queue)))
    found = queue.proposals(shown)
    listed = several(request, queue, shown, found)
    context: dict[str, Any] = {
        "found": groups.height,
        "waiting": queue.open.height,
        "several": listed,
        "following": listed["rows"][1:],
    }
    if shown:
        context |= _now(request, queue, shown[0], found, shown[1:])
        context |= {"place": place + 1}
    return context


def _from(groups: pl.DataFrame, place: int, count: int) -> pl.DataFrame:
    """Return `count` groups, from a place on and from the first again after the last."""
    return pl.concat([groups[place:], groups[:place]]).head(count)


def _now(
    request: OrganisationRequest,
    queue: ReviewQueue,
    group: ReviewGroup,
    found: dict[str, tuple[Proposal, ...]],
    following: list[ReviewGroup],
) -> dict[str, Any]:
    """Return all about the group to decide on now."""
    levels = shown_levels(group, queue.reach(group), reader_at_home(request))
    proposed = shown_proposals(found[group.item], group.currency)
    return {
        "now": shown_group(group, reader_at_home(request)),
        "about": "" if group.is_person else shown_group(group, reader_at_home(request)).title,
        "proposals": proposed,
        "levels": levels,
        "categories": [category_name(one.code) for one in categories() if one.is_leaf and not one.retired],
        "reasons": sorted(((code, reason_name(code)) for code in excluded_reasons()), key=lambda pair: pair[1]),
        "next_item": following[0].item if following else "",
        "skip": changed(request, item=following[0].item, made=None, taken=None) if following else "",
        "query": changed(request, item=None, made=None, taken=None).removeprefix("?"),
        "lines": _lines(request, group, queue.year),
        "preview": _preview(request, group, queue.year, proposed[0].category if proposed else ""),
    }


def _lines(request: OrganisationRequest, group: ReviewGroup, year: int) -> str:
    asked = {
        "year": year,
        "account": group.key.account,
        "supplier": group.supplier_uuid,
        "by": "supplier",
        "state": "all",
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('mapping', args=[request.organisation.slug])}?{query}"


def _preview(request: OrganisationRequest, group: ReviewGroup, year: int, category: str) -> str:
    """Return the address of the form of a whole rule, which previews every year."""
    asked = {"year": year, "account": group.key.account, "supplier": group.supplier_uuid, "category": category}
    if not group.key.has_supplier:
        asked["function"] = group.key.function
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('new_rule', args=[request.organisation.slug])}?{query}"


def _last(request: OrganisationRequest, queue: ReviewQueue) -> list[dict[str, Any]]:
    """Return the newest own rules that hold, with who made them and when."""
    number = queue.version.number if queue.version else 0
    rows = list(own_rows(request.organisation.pk, number).order_by("-since_version", "-pk")[:LAST_SHOWN])
    versions = {
        version.number: version
        for version in MappingVersion.objects.filter(
            organisation=request.organisation, number__in=[row.since_version for row in rows]
        )
    }
    reader = reader_at_home(request)
    return [{"rule": own_rule(row, reader), "version": versions.get(row.since_version)} for row in rows]


def _made(request: OrganisationRequest) -> dict[str, Any] | None:
    rule: ClassificationRule | None = newest_change_of(request.organisation.pk, request.GET.get("made", ""))
    if rule is None or rule.until_version is not None:
        return None
    return {"uuid": str(rule.uuid), "words": own_rule(rule, reader_at_home(request))}
