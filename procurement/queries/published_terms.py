"""A procurement as it may be published: read once, frozen, without anything that stays inside."""

from collections.abc import Iterable

from foundation.personal_numbers import without_personal_numbers
from foundation.problems import Problem
from organisations.models import Organisation
from procurement.calculations.published_terms import (
    OtherCriterion,
    PublishedBuyer,
    PublishedLot,
    PublishedMeasure,
    PublishedRequirement,
    PublishedTerms,
    to_check,
)
from procurement.models import Agreement, Buyer, Lot, Procurement
from procurement.queries.asked import AskedLine, asked_lines
from procurement.queries.commodities import nature_of_cpv
from procurement.queries.published_contracts import published_contracts, published_endings
from procurement.queries.staircases import dated_steps, period_of, unit_of
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.variable_values import open_variables
from requirements_bank.calculations.wording import filled
from suppliers.calculations.numbers import is_anybodys


def published_terms(
    procurement: Procurement, *, language: str, others: Iterable[OtherCriterion] = ()
) -> PublishedTerms:
    """Return what may be published of a procurement, its texts in nb, nn, sv or en.

    `others` are award criteria that are not asked for out of the bank, such as the price.
    """
    lines = asked_lines(procurement)
    requirements = [_requirement(line, line.content, procurement, language) for line in lines if line.content]
    period = period_of(procurement)
    return PublishedTerms(
        key=procurement.uuid,
        title=_shown(procurement.title),
        country=procurement.country,
        currency=procurement.currency,
        language=language,
        lead=_buyer(procurement.organisation),
        description=_shown(procurement.description),
        buyers=tuple(_buyer(along.buyer) for along in _along(procurement)),
        cpv=tuple(procurement.cpv),
        nature=nature_of_cpv(procurement.cpv[0]) if procurement.cpv else None,
        value=procurement.value,
        procedure=procurement.procedure,
        is_framework=procurement.agreement == Agreement.FRAMEWORK,
        stage=procurement.stage,
        dialogue_on=procurement.dialogue_on,
        announced_on=procurement.announced_on,
        bids_due_on=procurement.bids_due_on,
        awarded_on=procurement.awarded_on,
        months=procurement.months,
        options=tuple(procurement.options),
        period=period,
        lots=tuple(_lot(lot) for lot in Lot.objects.filter(procurement=procurement)),
        requirements=tuple(requirements),
        others=tuple(others),
        contracts=tuple(published_contracts(procurement)),
        endings=tuple(published_endings(procurement)),
        problems=tuple(_problems(lines)),
    )


def _along(procurement: Procurement) -> Iterable[Buyer]:
    return Buyer.objects.filter(procurement=procurement).select_related("buyer")


def _buyer(organisation: Organisation) -> PublishedBuyer:
    number = "" if is_anybodys(organisation.number) else organisation.number
    return PublishedBuyer(organisation.name, organisation.country, number)


def _lot(lot: Lot) -> PublishedLot:
    return PublishedLot(lot.number, _shown(lot.title), _shown(lot.description), tuple(lot.cpv), lot.value)


def _shown(text: str) -> str:
    return without_personal_numbers(text.strip()) or ""


def _requirement(
    line: AskedLine, content: RequirementContent, procurement: Procurement, language: str
) -> PublishedRequirement:
    wording = text_in(content.wording, language)
    return PublishedRequirement(
        key=line.asked.uuid,
        code=content.code,
        version=line.version.number if line.version else content.version,
        kind=content.kind,
        themes=content.themes,
        title=text_in(content.title, language),
        wording=filled(wording, content.variables, line.values, language),
        lot=line.asked.lot.number if line.asked.lot else None,
        weight=line.asked.weight,
        measure=_measure(line, content, procurement, language),
        sources=content.sources,
    )


def _measure(
    line: AskedLine, content: RequirementContent, procurement: Procurement, language: str
) -> PublishedMeasure | None:
    measure = content.measure
    if measure is None:
        return None
    period = period_of(procurement)
    steps = dated_steps(line.staircase, content, period) if line.staircase and line.can_rise and period else []
    return PublishedMeasure(
        type=measure.type,
        what=text_in(measure.what, language),
        unit=unit_of(measure),
        direction=measure.direction,
        threshold=line.threshold,
        steps=tuple(steps),
    )


def _problems(lines: Iterable[AskedLine]) -> Iterable[Problem]:
    """Yield what is asked for and cannot be read, and what is not filled in yet."""
    for line in lines:
        if line.content is None:
            yield to_check("requirement_out_of_sight", "requirements", f"requirement {line.asked.code}")
        elif open_variables(line.content, line.values):
            yield to_check("requirement_not_filled", "requirements", f"requirement {line.asked.code}")
