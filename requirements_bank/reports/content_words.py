"""Pieces of a requirement in words: its measure, its steps, what the law says today, and texts with their language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation import figures
from requirements_bank.calculations.dated import Standing, standing_of
from requirements_bank.calculations.filling import Filling
from requirements_bank.calculations.requirement import Law, Measure, MeasureType, RequirementContent, Texts, Variable
from requirements_bank.calculations.texts import language_of, text_in
from requirements_bank.calculations.wording import Value, value_in_words
from requirements_bank.models import Example
from requirements_bank.reports.code_words import DIRECTIONS, PERIODS, country_name
from requirements_bank.reports.wording_places import unit_in_words

INTERFACE: Mapping[str, str] = {"nb": "nb", "nn": "nb", "da": "nb", "sv": "sv", "en": "en"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a requirement and the language it stands in, which a screen reader must know."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class ShownLaw:
    """One legal basis as it stands today."""

    reference: str
    note: Text
    standing: str
    tone: str
    valid_from: date | None
    valid_to: date | None

    @property
    def is_over(self) -> bool:
        """Whether it holds no longer."""
        return self.standing == Standing.ENDED


def text_of(texts: Texts | None, language: str) -> Text:
    """Return the text for a reader of `language`, with the language it is in; empty where there is none."""
    return Text(text_in(texts, language), language_of(texts or {}, language) or language)


@dataclass(frozen=True, slots=True)
class ShownExample:
    """An example as other pages name it."""

    example: Example
    title: Text
    who: str


def shown_example(example: Example, language: str) -> ShownExample:
    """Return an example's title for a reader of `language`, and whose it is."""
    title = example.content.get("title")
    texts = {str(name): str(text) for name, text in title.items()} if isinstance(title, Mapping) else {}
    shown = text_of(texts, language)
    return ShownExample(
        example, shown if shown.text else Text(example.code, language), str(example.content.get("who") or "")
    )


def limit_in_words(measure: Measure, variables: Mapping[str, Variable], value: Value | None, language: str) -> str:
    """Return a threshold with its unit: "60 %"; three dots where nobody has filled it in yet."""
    if value is None:
        return "…"
    if isinstance(measure.threshold, str) and (variable := variables.get(measure.threshold)):
        return value_in_words(variable, value, language)
    unit = f"{figures.NO_BREAK_SPACE}{measure.unit}" if measure.unit else ""
    return f"{figures.plain(value, language)}{unit}" if isinstance(value, Decimal) else str(value)


def measure_sentence(content: RequirementContent, filling: Filling, language: str) -> str:
    """Return how a machine tells whether it is kept, in the language of the requirement; empty where it cannot."""
    measure = content.measure
    if measure is None:
        return ""
    what = text_in(measure.what, language)
    with override(INTERFACE.get(language, "en")):
        words = {"period": str(PERIODS[measure.period]), "what": _inside(what)}
        if measure.type is MeasureType.YES_NO or measure.direction is None:
            return _("Yes or no, %(period)s: %(what)s") % words
        limit = limit_in_words(measure, content.variables, _threshold(content, filling), language)
        words |= {"direction": str(DIRECTIONS[measure.direction]), "limit": limit}
        return _("%(direction)s %(limit)s %(period)s, measured as %(what)s") % words


def step_in_words(content: RequirementContent, threshold: Decimal, language: str) -> str:
    """Return the threshold of a step with its unit."""
    measure = content.measure
    return limit_in_words(measure, content.variables, threshold, language) if measure else str(threshold)


def unit_of(content: RequirementContent, language: str) -> str:
    """Return the unit that the steps are drawn in."""
    measure = content.measure
    variable = content.variables.get(measure.threshold) if measure and isinstance(measure.threshold, str) else None
    return unit_in_words(variable, language) if variable else measure.unit if measure else ""


def laws_by_country(content: RequirementContent, language: str, today: date) -> list[tuple[str, list[ShownLaw]]]:
    """Return by country's name what allows or demands it, what is in force today first."""
    order = list(Standing)
    laws = sorted(content.law, key=lambda law: order.index(standing_of(law, today)))
    countries = dict.fromkeys(law.country for law in content.law)
    return [
        (country_name(country), [_law(law, language, today) for law in laws if law.country == country])
        for country in countries
    ]


def _law(law: Law, language: str, today: date) -> ShownLaw:
    standing = standing_of(law, today)
    tone = {Standing.IN_FORCE: "good", Standing.ENDS: "warning", Standing.COMING: "info", Standing.ENDED: "outline"}
    note = text_of(law.note, language)
    return ShownLaw(law.reference, note, standing.value, tone[standing], law.valid_from, law.valid_to)


def _threshold(content: RequirementContent, filling: Filling) -> Value | None:
    threshold = content.measure.threshold if content.measure else None
    if not isinstance(threshold, str):
        return threshold
    variable = filling.variables.get(threshold)
    return filling.values.get(threshold, variable.default if variable else None)


def _inside(text: str) -> str:
    """Return a text as it stands inside a sentence: without a capital letter, unless it begins with an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
