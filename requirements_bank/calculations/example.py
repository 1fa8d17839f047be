"""An example: what one buyer asked for or did, and what came of it, as a published source tells it.

Fields and rules: docs/bank_format.md. What the source does not say is None, an empty text or an empty list.
"""

from dataclasses import dataclass

from requirements_bank.calculations.requirement import Area, Source, Texts, Theme


@dataclass(frozen=True, slots=True)
class ExampleContent:
    """Everything that an example says. `requirements` are codes of the requirements it is an example of."""

    code: str
    who: str
    country: str
    years: tuple[int, ...]
    categories: tuple[str, ...]
    areas: tuple[Area, ...]
    themes: tuple[Theme, ...]
    requirements: tuple[str, ...]
    is_demonstration: bool
    title: Texts
    asked: Texts
    sources: tuple[Source, ...]
    happened: Texts | None = None
    price_effect: Texts | None = None
    lesson: Texts | None = None
    contact: str = ""
