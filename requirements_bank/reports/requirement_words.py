"""The codes of requirements in the reader's words, and a requirement as lists, baskets and documents show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.requirement import (
    Area,
    Direction,
    DurationUnit,
    Evidence,
    Kind,
    Level,
    Maturity,
    Period,
    Phase,
    RequirementContent,
    Theme,
)
from requirements_bank.calculations.texts import language_of, text_in
from requirements_bank.calculations.wording import Segment, Value, segments
from requirements_bank.models import RequirementVersion

Words = Mapping[Any, str | Promise]

KINDS: Words = {
    Kind.QUALIFICATION: _("Qualification requirement"),
    Kind.TECHNICAL_SPECIFICATION: _("Technical specification"),
    Kind.AWARD_CRITERION: _("Award criterion"),
    Kind.CONTRACT_CLAUSE: _("Contract clause"),
    Kind.REPORTING_DUTY: _("Reporting duty"),
}
LEVELS: Words = {Level.BASIC: _("Basic"), Level.ADVANCED: _("Advanced"), Level.SPEARHEAD: _("Spearhead")}
PHASES: Words = {
    Phase.PLANNING: _("Planning"),
    Phase.QUALIFICATION: _("Choice of suppliers"),
    Phase.SPECIFICATION: _("Specification"),
    Phase.EVALUATION: _("Evaluation"),
    Phase.CONTRACT: _("Contract"),
}
AREAS: Words = {
    Area.TRANSPORT: _("Transport"),
    Area.CONSTRUCTION: _("Building and civil works"),
    Area.MATERIALS: _("Materials"),
    Area.MAINTENANCE: _("Maintenance of buildings and roads"),
    Area.FOOD: _("Food"),
    Area.IT: _("IT"),
    Area.OFFICE: _("Office"),
    Area.ENERGY: _("Energy"),
    Area.SERVICES: _("Services"),
}
THEMES: Words = {
    Theme.CLIMATE: _("Climate"),
    Theme.TRANSPORT: _("Transport"),
    Theme.CIRCULAR: _("Circular economy"),
    Theme.ENERGY: _("Energy"),
    Theme.MATERIALS: _("Materials"),
    Theme.FOOD: _("Food"),
    Theme.BIODIVERSITY: _("Biodiversity"),
    Theme.CHEMICALS: _("Chemicals"),
    Theme.SOCIAL: _("Social terms"),
    Theme.DELIVERY: _("Delivery"),
}
MATURITIES: Words = {
    Maturity.READY: _("The market is ready"),
    Maturity.GROWING: _("The market is growing"),
    Maturity.EARLY: _("The market is at its beginning"),
}
EVIDENCES: Words = {
    Evidence.CERTIFICATE: _("Certificate"),
    Evidence.DECLARATION: _("Declaration"),
    Evidence.EPD: _("Environmental product declaration (EPD)"),
    Evidence.ECOLABEL: _("Ecolabel or equivalent"),
    Evidence.REPORT: _("Report"),
    Evidence.INVOICE: _("Invoice or receipt"),
    Evidence.TELEMATICS: _("Data from the vehicle or machine"),
    Evidence.TEST_REPORT: _("Test report"),
    Evidence.PLAN: _("Plan"),
    Evidence.PHOTO: _("Photo"),
    Evidence.REGISTER: _("Register extract"),
    Evidence.INTERVIEW: _("Conversation on site"),
}
DIRECTIONS: Words = {Direction.AT_LEAST: _("At least"), Direction.AT_MOST: _("At most")}
PERIODS: Words = {
    Period.MONTH: _("per month"),
    Period.QUARTER: _("per quarter"),
    Period.HALF_YEAR: _("per half-year"),
    Period.YEAR: _("per year"),
    Period.CONTRACT: _("over the whole contract"),
    Period.DELIVERY: _("per delivery"),
}
DURATION_UNITS: Words = {
    DurationUnit.DAY: _("days"),
    DurationUnit.WEEK: _("weeks"),
    DurationUnit.MONTH: _("months"),
    DurationUnit.YEAR: _("years"),
}
LANGUAGE_NAMES: Words = {
    "nb": "Norsk bokmål",
    "nn": "Norsk nynorsk",
    "sv": "Svenska",
    "en": "English",
    "da": "Dansk",
}
"""Each language by its own name, since whoever reads it looks for that."""


@dataclass(frozen=True, slots=True)
class ShownRequirement:
    """One version as lists and documents show it. `language` is the one its texts stand in here."""

    version: RequirementVersion
    content: RequirementContent
    language: str
    title: str
    wording: tuple[Segment, ...]

    @property
    def code(self) -> str:
        """The requirement's code in its bank."""
        return self.version.requirement.code

    @property
    def kind(self) -> str:
        """What it is in a tender."""
        return str(KINDS[self.content.kind])

    @property
    def level(self) -> str:
        """How far it goes."""
        return str(LEVELS[self.content.level])

    @property
    def area(self) -> str:
        """The area of the bank."""
        return str(AREAS[self.content.area])

    @property
    def maturity(self) -> str:
        """Whether the market can meet it."""
        return str(MATURITIES[self.content.maturity])

    @property
    def wording_text(self) -> str:
        """The wording with its variables filled, as plain text."""
        return "".join(segment.text for segment in self.wording)


def shown(
    version: RequirementVersion, *, values: Mapping[str, Value] | None = None, language: str | None = None
) -> ShownRequirement:
    """Return a complete version for a reader of `language`, their own by default, its variables filled with `values`.

    Raises ValueError for a draft that is not complete.
    """
    content = content_of(version.content, version.content_hash)
    own = language_of(content.wording, language or get_language() or "en")
    return ShownRequirement(
        version=version,
        content=content,
        language=own,
        title=text_in(content.title, own),
        wording=segments(text_in(content.wording, own), content.variables, values or {}, own),
    )
