"""An example as lists, pages and documents show it: each text in the reader's language, or the next best."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language

from requirements_bank.calculations.example import ExampleContent
from requirements_bank.calculations.example_reading import read_example
from requirements_bank.calculations.requirement import Texts
from requirements_bank.calculations.texts import language_of, text_in
from requirements_bank.models import Example, SeenBy
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.code_words import AREAS, THEMES, country_name

OWNER = "Klimatrappa"


@dataclass(frozen=True, slots=True)
class Told:
    """One text of an example with the language that it stands in here."""

    text: str
    language: str


@dataclass(frozen=True)
class ShownExample:
    """One example for a reader of `wanted`; what its source does not say is None."""

    example: Example
    content: ExampleContent
    wanted: str

    @property
    def code(self) -> str:
        """Its code in its owner's bank."""
        return self.example.code

    @property
    def title(self) -> Told:
        """What it is about."""
        return self._told(self.content.title)

    @property
    def asked(self) -> Told:
        """What was asked or done."""
        return self._told(self.content.asked)

    @cached_property
    def happened(self) -> Told | None:
        """What came of it."""
        return self._maybe(self.content.happened)

    @cached_property
    def price_effect(self) -> Told | None:
        """What it did to the price."""
        return self._maybe(self.content.price_effect)

    @cached_property
    def lesson(self) -> Told | None:
        """What the buyer learned."""
        return self._maybe(self.content.lesson)

    @property
    def whose(self) -> str:
        """Who wrote it down."""
        return self.example.organisation.name if self.example.organisation else OWNER

    @property
    def years(self) -> str:
        """The years that it tells of: "2020–2024", "2019, 2024"; empty where none are named."""
        return years_in_words(self.content.years)

    @property
    def country(self) -> str:
        """The country's name; its code where we have no name."""
        return country_name(self.content.country)

    @property
    def areas(self) -> list[str]:
        """The areas of the bank."""
        return [str(AREAS[area]) for area in self.content.areas]

    @property
    def themes(self) -> list[str]:
        """What it is about, across areas."""
        return [str(THEMES[theme]) for theme in self.content.themes]

    @property
    def categories(self) -> list[str]:
        """The names of the purchase categories."""
        return [category_name(code, self.wanted) for code in self.content.categories]

    @property
    def is_draft(self) -> bool:
        """Whether only its owner's people see it, since it is not finished."""
        return not self.example.is_published

    @property
    def seen_by(self) -> str:
        """Who sees it, in words."""
        return str(SeenBy(self.example.seen_by).label)

    def _told(self, texts: Texts) -> Told:
        return Told(text_in(texts, self.wanted), language_of(texts, self.wanted))

    def _maybe(self, texts: Texts | None) -> Told | None:
        return self._told(texts) if texts and any(texts.values()) else None


def shown_example(example: Example, language: str | None = None) -> ShownExample:
    """Return an example for a reader of `language`, their own by default; ValueError for content with problems."""
    content, problems = read_example(example.content, languages=())
    if content is None:
        raise ValueError(f"{example.code}: {problems[0].code} at {problems[0].field}")
    return ShownExample(example, content, language or (get_language() or "en")[:2])


def years_in_words(years: tuple[int, ...]) -> str:
    """Return years as people write them.

    >>> years_in_words((2020, 2021, 2022)), years_in_words((2019, 2024)), years_in_words(())
    ('2020–2022', '2019, 2024', '')
    """
    known = sorted(set(years))
    if len(known) > 1 and known == list(range(known[0], known[-1] + 1)):
        return f"{known[0]}–{known[-1]}"
    return ", ".join(map(str, known))
