"""The picture of a staircase: its steps over the contract, the extensions, today, and the neighbours."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation import charts, figures
from foundation.charts import Band, Companion, Drawing, Rising, Strip, Tread
from procurement.calculations.contract_period import months_later
from procurement.calculations.staircase import StepInForce
from procurement.queries.staircases import held_steps
from procurement.reports.market_words import market_in_short, market_sentence
from procurement.reports.staircase_plan import KG, Plan, saved_a_year

MONTHS_BEFORE = 1
MOST_MONTHS_BEFORE = 18
MOST_NEIGHBOURS = 6


def picture_of(
    plan: Plan, today: date, *, title: str, span: tuple[date, date] | None = None, top: Decimal | None = None
) -> Drawing:
    """Draw a staircase; `span` and `top` make two pictures comparable."""
    first, last = span or span_of(plan, today)
    picture = Rising(
        treads=tuple(_tread(plan, step) for step in plan.steps),
        first=first,
        last=last,
        unit=plan.unit,
        bounds=_bounds(plan),
        bands=_bands(plan),
        companions=tuple(
            Companion(each.organisation.name, tuple(_tread(plan, step) for step in held_steps(each)))
            for each in plan.neighbours[:MOST_NEIGHBOURS]
        ),
        strips=_strips(plan),
        today=(today, _("Today")),
        top=plan.top if top is None else max(top, plan.top or top),
    )
    description = described(plan)
    return charts.rising(picture, title=title, description=description, language=plan.language, broad=span is None)


def small_picture(plan: Plan, today: date, *, title: str) -> SafeString:
    """Draw a staircase alone, without neighbours and figures below it."""
    first, last = span_of(plan, today)
    treads = tuple(_tread(plan, step) for step in plan.steps)
    picture = Rising(treads, first, last, plan.unit, bands=_bands(plan), today=(today, _("Today")), top=plan.top)
    return charts.small_rising(picture, title=title, description=described(plan), language=plan.language)


def tender_picture(plan: Plan, *, title: str) -> Drawing:
    """Draw a staircase as suppliers see it in the tender: the contract and its steps, and nobody else's."""
    picture = Rising(
        treads=tuple(_tread(plan, step) for step in plan.steps),
        first=months_later(plan.period.first, -MONTHS_BEFORE),
        last=plan.period.last_possible,
        unit=plan.unit,
        bands=_bands(plan),
        top=plan.top,
    )
    return charts.rising(picture, title=title, description=described(plan), language=plan.language, broad=True)


def span_of(plan: Plan, today: date) -> tuple[date, date]:
    """Return from when to when to draw: the whole contract, and today where it is not long before."""
    early = months_later(plan.period.first, -MONTHS_BEFORE)
    shown = months_later(plan.period.first, -MOST_MONTHS_BEFORE) <= today
    return (min(early, months_later(today, -1)) if shown else early), plan.period.last_possible


def described(plan: Plan) -> str:
    """Return the picture in words, for those who do not see it."""
    sentences = [
        _("Step %(number)s: %(asked)s from %(day)s.")
        % {"number": step.number, "asked": plan.asked(step.threshold), "day": date_format(step.first, "DATE_FORMAT")}
        for step in plan.steps
    ]
    sentences += [
        _("The market of step %(number)s: %(said)s")
        % {"number": step.number, "said": market_sentence(market, step.first)}
        for step, market in zip(plan.steps, plan.markets, strict=True)
        if market
    ]
    names = ", ".join(each.organisation.name for each in plan.neighbours[:MOST_NEIGHBOURS])
    return " ".join([*sentences, _("Beside it the steps of %(names)s.") % {"names": names} if names else ""]).strip()


def _tread(plan: Plan, step: StepInForce) -> Tread:
    note = _("from %(day)s") % {"day": date_format(step.first, "SHORT_DATE_FORMAT")}
    return Tread(step.first, step.last, step.threshold, plan.threshold(step.threshold), note, bool(step.option))


def _bounds(plan: Plan) -> tuple[tuple[Decimal, str], ...]:
    low, high = plan.staircase.low, plan.staircase.high
    said = [(low, _("lowest %(value)s")), (high, _("highest %(value)s"))]
    return tuple((bound, words % {"value": plan.threshold(bound)}) for bound, words in said if bound is not None)


def _bands(plan: Plan) -> tuple[Band, ...]:
    return tuple(
        Band(each.first, each.last, _("Extension %(number)s") % {"number": each.option}, f"+{months}")
        for each, months in zip(list(plan.period.stretches())[1:], plan.period.options, strict=True)
    )


def _strips(plan: Plan) -> tuple[Strip, ...]:
    return (*_market_strip(plan), *_saving_strip(plan))


def _market_strip(plan: Plan) -> tuple[Strip, ...]:
    """Return what the market says of each step; a step of which nobody said anything stays empty."""
    if not any(plan.markets):
        return ()
    return (Strip(_("Market"), tuple(market_in_short(market) if market else "" for market in plan.markets)),)


def _saving_strip(plan: Plan) -> tuple[Strip, ...]:
    if not plan.savings.steps:
        return ()
    whole = [saved_a_year(plan, plan.savings.steps[step.number]) for step in plan.steps]
    short = [figures.mass(plan.savings.steps[step.number].a_year * KG, plan.language) for step in plan.steps]
    return (Strip(_("Saves a year"), tuple(short if len(whole) > 3 else whole)),)  # noqa: PLR2004 - no room for more
