"""Figures as tender documents write them: thresholds with their side and unit, weights and points without noughts."""

from decimal import Decimal

from foundation import figures
from procurement.queries.asked import AskedLine
from procurement.reports.annex import annex_words
from procurement.reports.asked_threshold import with_side
from procurement.reports.staircase_words import number
from requirements_bank.calculations.requirement import Kind
from requirements_bank.reports.content_words import step_in_words
from requirements_bank.reports.requirements_document import words_in

DECIMALS = 3


def figure(value: Decimal, language: str) -> str:
    """Return a number without needless noughts and with at most three decimals."""
    return figures.plain(number(round(value, DECIMALS)), language)


def threshold_words(line: AskedLine, threshold: Decimal, language: str) -> str:
    """Return a threshold with its side, "minst 40 %"; of an award criterion "tilbod på 40 % eller meir"."""
    content = line.content
    if content is None or content.measure is None or content.measure.direction is None:
        return ""
    figure = step_in_words(content, number(threshold), language)
    if content.kind is Kind.AWARD_CRITERION:
        offered: str = annex_words(language)[f"offers_{content.measure.direction}"].format(figure=figure)
        return offered
    with words_in(language):
        return with_side(content.kind, content.measure.direction, figure)
