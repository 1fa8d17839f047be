"""Make a procurement out of a notice that was read."""

from collections.abc import Iterator

from django.db import transaction

from foundation.personal_numbers import without_personal_numbers
from foundation.problems import Problem
from organisations.models import Organisation
from procurement.calculations.law_rules import WeightTerms
from procurement.calculations.notice import Notice
from procurement.calculations.notice_climate import climate_said
from procurement.calculations.notice_filling import Bounds, NoticeFilling, filling_of
from procurement.calculations.notice_problems import WHOLE, noticed, warned
from procurement.calculations.notice_values import said_in
from procurement.models import Agreement, Procedure, Procurement
from procurement.models.procurements import LONGEST_DESCRIPTION, LONGEST_MONTHS, MOST_CPV
from procurement.queries.commodities import category_of_cpv, known_cpv
from procurement.queries.law_rules import shipped_law_rules
from procurement.queries.named_buyers import buyers_here
from procurement.services.law_answers import answer_law
from procurement.services.lots import MOST_LOTS, add_lots
from procurement.services.procurements import make_procurement


@transaction.atomic
def procurement_from_notice(*, organisation: Organisation, notice: Notice) -> tuple[Procurement, tuple[Problem, ...]]:
    """Return a new procurement that the organisation leads, and what could not be taken over as the notice says it.

    Other buyers that are here are only told (`buyer_may_join`), to be joined by hand.
    """
    filling = filling_of(notice, _bounds(organisation))
    guessed = category_of_cpv(filling.cpv)
    procurement = make_procurement(
        organisation=organisation,
        title=filling.title,
        description=filling.description,
        category=guessed[1] if guessed else "",
        cpv=list(filling.cpv),
        value=filling.value,
        procedure=filling.procedure,
        agreement=Agreement.FRAMEWORK if filling.is_framework else Agreement.CONTRACT,
        announced_on=filling.days.announced_on,
        bids_due_on=filling.days.bids_due_on,
        awarded_on=filling.days.awarded_on,
        first_day=filling.days.first_day,
        months=filling.days.months,
        options=list(filling.days.options),
    )
    _divide(procurement, filling)
    return procurement, (
        *filling.problems,
        *_category(guessed),
        *_climate(procurement, notice),
        *_buyers(organisation, notice),
    )


def _bounds(organisation: Organisation) -> Bounds:
    return Bounds(
        currency=organisation.currency,
        cpv=known_cpv(),
        procedures=frozenset(Procedure.values),
        longest_description=LONGEST_DESCRIPTION,
        most_cpv=MOST_CPV,
        longest_months=LONGEST_MONTHS,
        most_lots=MOST_LOTS,
    )


def _divide(procurement: Procurement, filling: NoticeFilling) -> None:
    add_lots(
        procurement,
        [
            {"title": lot.title, "description": lot.description, "cpv": list(lot.cpv), "value": lot.value}
            for lot in filling.lots
        ],
    )


def _climate(procurement: Procurement, notice: Notice) -> tuple[Problem, ...]:
    """Answer the law guard with what the notice says of climate in the award, whichever rule its codes are of."""
    rules = (rule for rule in shipped_law_rules().rules if rule.country == procurement.country)
    said = climate_said(notice.lots, [rule.terms for rule in rules if isinstance(rule.terms, WeightTerms)])
    if said.way:
        answer_law(procurement, revision=0, climate_by=said.way, ground=said.ground)
    return said.problems


def _category(guessed: tuple[str, str] | None) -> Iterator[Problem]:
    if guessed:
        yield noticed("category_is_guessed", WHOLE, "BT-262", code=guessed[0], category=guessed[1])
    else:
        yield warned("category_is_not_known", WHOLE, "BT-262")


def _buyers(organisation: Organisation, notice: Notice) -> Iterator[Problem]:
    """Yield which buyers may join, which are not here, and that the lead is none of them; persons are not named."""
    here = buyers_here(notice, country=organisation.country)
    for named in notice.buyers:
        found = here.get(named.key)
        if found and found != organisation:
            yield noticed("buyer_may_join", WHOLE, "BT-500", name=found.name, organisation=found.uuid)
        elif not found and not named.is_person:
            name = without_personal_numbers(said_in(named.names, notice.language)) or "–"
            yield noticed("buyer_is_not_here", WHOLE, "BT-500", name=name)
    if organisation not in here.values():
        yield warned("lead_is_no_buyer", WHOLE, "BT-500", name=organisation.name)
