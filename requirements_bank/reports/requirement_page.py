"""Everything that the page of one requirement says about a complete version, in one language of its texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from foundation.problems import Problem
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.filling import fill
from requirements_bank.calculations.requirement import LANGUAGES, RequirementContent
from requirements_bank.calculations.texts import language_of
from requirements_bank.calculations.wording import value_of
from requirements_bank.models import RequirementVersion
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.code_words import (
    AREAS,
    EVIDENCES,
    KINDS,
    LANGUAGE_NAMES,
    LEVELS,
    MATURITIES,
    PHASES,
    THEMES,
)
from requirements_bank.reports.content_words import ShownLaw, Text, laws_by_country, measure_sentence, text_of
from requirements_bank.reports.effect_words import effect_in_words
from requirements_bank.reports.step_rule import FirstStep, first_step, step_rule, stepped_variable
from requirements_bank.reports.steps_drawn import DrawnSteps, drawn_steps
from requirements_bank.reports.wording_places import Fillable, fillable


@dataclass(frozen=True, slots=True)
class ShownPage:
    """One complete version to read and fill. Texts know the language they stand in; the rest is in the reader's."""

    content: RequirementContent
    language: str
    fillable: Fillable
    review_on: date
    today: date
    start: date

    @property
    def title(self) -> Text:
        """What it is called."""
        return text_of(self.content.title, self.language)

    @property
    def facts(self) -> str:
        """Level, kind and phase in one line."""
        content = self.content
        return f"{LEVELS[content.level]} · {KINDS[content.kind]} · {PHASES[content.phase]}"

    @property
    def area(self) -> str:
        """The area of the bank."""
        return str(AREAS[self.content.area])

    @property
    def themes(self) -> str:
        """What it is about."""
        return ", ".join(str(THEMES[theme]) for theme in self.content.themes)

    @property
    def categories(self) -> str:
        """For which purchases it is made."""
        return ", ".join(category_name(code, self.language) for code in self.content.categories)

    @property
    def motive(self) -> Text:
        """Why it is asked for."""
        return text_of(self.content.motive, self.language)

    @property
    def proof(self) -> Text:
        """What the supplier shows."""
        return text_of(self.content.proof, self.language)

    @property
    def evidence(self) -> list[str]:
        """Kinds of proof."""
        return [str(EVIDENCES[kind]) for kind in self.content.evidence]

    @property
    def follow_up(self) -> Text:
        """How the buyer finds out."""
        return text_of(self.content.follow_up, self.language)

    @property
    def checklist(self) -> list[Text]:
        """What to look at in a control."""
        return [text_of(texts, self.language) for texts in self.content.checklist]

    @property
    def measure(self) -> str:
        """How a machine tells whether it is kept; empty where it cannot."""
        return measure_sentence(self.content, self.fillable.filling, self.language)

    @property
    def steps(self) -> DrawnSteps | None:
        """The staircase it suggests."""
        return drawn_steps(self.content, self.start, self.language)

    @property
    def step_rule(self) -> str:
        """Which number applies, that of the text or those of the steps; in the language of the pages."""
        return step_rule(self.content, get_language() or "en")

    @property
    def first_step(self) -> FirstStep | None:
        """The first suggested step, to fill in."""
        said = {place.name: place.typed for place in self.fillable.places}
        name = stepped_variable(self.content)
        filled = value_of(self.content.variables[name], said[name]) if said.get(name) else None
        return first_step(self.content, None if isinstance(filled, Problem) else filled, self.language)

    @property
    def laws(self) -> list[tuple[str, list[ShownLaw]]]:
        """The legal basis by country, as it stands today."""
        return laws_by_country(self.content, self.language, self.today)

    @property
    def maturity(self) -> str:
        """Whether the market can meet it."""
        return str(MATURITIES[self.content.maturity])

    @property
    def market_note(self) -> Text:
        """What is known of the market."""
        return text_of(self.content.market_note, self.language)

    @property
    def effect(self) -> str:
        """What it is known to bring, in figures."""
        return effect_in_words(self.content.effect, self.language) if self.content.effect else ""

    @property
    def effect_note(self) -> Text:
        """Of what, and against what."""
        return text_of(self.content.effect.note if self.content.effect else None, self.language)

    @property
    def is_to_be_reviewed(self) -> bool:
        """Whether its day of review has passed."""
        return self.review_on < self.today

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages of its wording, each by its own name."""
        known = [*LANGUAGES, *(language for language in self.content.wording if language not in LANGUAGES)]
        return [(code, str(LANGUAGE_NAMES.get(code, code))) for code in known if self.content.wording.get(code)]


def shown_page(
    version: RequirementVersion, *, typed: Mapping[str, str], language: str, today: date, start: date
) -> ShownPage:
    """Return a complete version with what was typed; raises ValueError for a draft that is not complete."""
    content = content_of(version.content, version.content_hash)
    own = language_of(content.wording, language)
    filling = fill(content.variables, typed)
    wording = fillable(content.wording, filling, own, lasting=content.variables)
    return ShownPage(content, own, wording, version.review_on, today, start)
