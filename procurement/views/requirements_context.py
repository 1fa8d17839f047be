"""What the page of a procurement's requirements shows, and what somebody typed into it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import UUID

from django.http import QueryDict

from organisations.pages import OrganisationRequest
from procurement.forms.asked import AskedForm, PriceForm
from procurement.models import AskedRequirement, Procurement
from procurement.queries.asked import AskedLine, asked_lines, taken_out, weight_sums
from procurement.queries.law_facts import announced_day
from procurement.queries.requirement_sets import sets_of
from procurement.reports.asked_words import relations_in, shown_sums, warnings_of
from procurement.services.documents_bid_on import why_asked_stays
from procurement.views.procurement_seen import procurement_context
from requirements_bank.forms.filling import NOTE
from requirements_bank.models import BasketItem
from requirements_bank.queries.baskets import baskets_of
from requirements_bank.queries.limits import shipped_limits
from requirements_bank.reports.basket_words import hours_in_words
from requirements_bank.reports.chosen_items import shown_groups

MOST_CHOICES = 100


@dataclass(frozen=True, slots=True)
class Typed:
    """The forms of what was typed. `is_refused`: somebody else saved meanwhile, so that nothing of it is kept."""

    price: PriceForm
    forms: dict[UUID, AskedForm]
    forms_by_key: dict[int, AskedForm]
    sent: QueryDict
    stays: bool = False
    is_refused: bool = False

    @classmethod
    def of(cls, procurement: Procurement, lines: Sequence[AskedLine], sent: QueryDict) -> Self:
        """Return the forms of the requirements that the request says something of, each of them checked."""
        price, stays = PriceForm(procurement, sent), bool(why_asked_stays(procurement))
        price.is_valid()
        bound = [
            (line.asked, AskedForm(line, sent, stays=stays and not _is_filled(line.asked, sent)))
            for line in lines
            if line.version
        ]
        there = [(asked, form) for asked, form in bound if form.is_sent]
        for _asked, form in there:
            form.is_valid()
        by_uuid, by_key = {asked.uuid: form for asked, form in there}, {asked.pk: form for asked, form in there}
        return cls(price, by_uuid, by_key, sent, stays=stays)

    def as_refused(self) -> Self:
        """Return the same, of which nothing was kept."""
        return replace(self, is_refused=True)

    @property
    def has_errors(self) -> bool:
        """Whether something that was typed does not fit."""
        return bool(self.price.errors) or any(form.errors for form in self.forms.values())

    def form_for(self, line: AskedLine) -> AskedForm:
        """Return what was typed where that is not kept, else what is."""
        form = self.forms.get(line.asked.uuid)
        is_unkept = form is not None and (self.is_refused or form.errors)
        return form if form is not None and is_unkept else AskedForm(line, stays=self.stays)

    def price_for(self, procurement: Procurement) -> PriceForm:
        """Return the same for the price, to be saved over what is there now."""
        fresh = PriceForm(procurement)
        if not (self.is_refused or self.price.errors):
            return fresh
        sent = self.sent.copy()
        sent["asked_revision"] = str(procurement.asked_revision)
        return PriceForm(procurement, sent)

    def others(self, lines: Sequence[AskedLine]) -> list[tuple[str, str, object]]:
        """Return by code and field what is saved now and differs from what was typed, after a refusal."""
        if not self.is_refused:
            return []
        forms = [(line.asked.code, AskedForm(line, self.sent, stays=self.stays)) for line in lines if line.version]
        return [
            (code, str(form[name].label), form[name].initial)
            for code, form in forms
            if form.is_sent
            for name in form.changed_data
        ]

    def lost(self, removed: Sequence[AskedRequirement]) -> list[tuple[str, str]]:
        """Return by code what was typed for requirements that somebody else took out meanwhile."""
        if not self.is_refused:
            return []
        return [(asked.code, typed) for asked in removed if (typed := _typed_for(asked, self.sent))]


def requirements_context(
    request: OrganisationRequest, procurement: Procurement, typed: Typed | None = None
) -> dict[str, Any]:
    """Return everything that the page shows; `typed` is what somebody just filled in."""
    lines, stays = asked_lines(procurement), why_asked_stays(procurement)
    groups = shown_groups(lines, shipped_limits().rates)
    items = [item for group in groups for item in group.items]
    for item in items:
        item.form = typed.form_for(item.line) if typed else AskedForm(item.line, stays=bool(stays))
    ways = ways_to_add(request, procurement)
    hours, removed = sum(item.hours for item in items), taken_out(procurement)
    shown = procurement_context(request, procurement, "procurement_requirements")
    return {
        **shown,
        "stays_because": stays if shown["may_run"] else "",  # it tells that there are bids
        "may_ask": shown["may_run"] and not stays,
        "announced_on": announced_day(procurement),
        "groups": groups,
        "count": len(items),
        "unfilled": sum(len(item.missing) for item in items),
        "hours": hours_in_words(hours) if hours else "",
        "sums": shown_sums(weight_sums(procurement, lines, ways["lots"])),
        "thoughts": [*relations_in(lines), *warnings_of(procurement, lines)],
        "price_form": typed.price_for(procurement) if typed else PriceForm(procurement),
        "has_criteria": any(line.is_criterion for line in lines),
        "removed": removed,
        "has_errors": typed is not None and typed.has_errors,
        "is_changed": typed is not None and (typed.has_errors or typed.is_refused),
        "others": typed.others(lines) if typed else [],
        "lost": typed.lost(removed) if typed else [],
        **ways,
    }


def ways_to_add(request: OrganisationRequest, procurement: Procurement) -> dict[str, Any]:
    """Return what requirements can come from: baskets with something in them, and sets that were kept."""
    filled = BasketItem.objects.filter(removed_at=None).values("basket")
    open_baskets = baskets_of(request.organisation).filter(archived_at=None, pk__in=filled)[:MOST_CHOICES]
    return {
        "baskets": sorted(open_baskets, key=lambda each: each.current_of_id != request.user.pk),
        "sets": list(sets_of(request.organisation)[:MOST_CHOICES]),
        "lots": list(procurement.lots.all()),
    }


def _is_filled(asked: AskedRequirement, sent: QueryDict) -> bool:
    """Whether more than a note was sent, as from a page that was opened before it had to stay."""
    start = f"{asked.uuid.hex}-"
    return any(name.startswith(start) and name != start + NOTE for name in sent)


def _typed_for(asked: AskedRequirement, sent: QueryDict) -> str:
    start = f"{asked.uuid.hex}-"
    return "; ".join(str(value) for name, value in sent.items() if name.startswith(start) and str(value).strip())
