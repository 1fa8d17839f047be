"""What the codes in requirements and examples mean, in the reader's words."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requirements_bank.calculations.requirement import (
    Area,
    Direction,
    DurationUnit,
    Evidence,
    Kind,
    Level,
    Maturity,
    MeasureType,
    Period,
    Phase,
    Theme,
    VariableType,
)

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
    Theme.WAGES: _("Wages and working conditions"),
    Theme.PRICE: _("Price"),
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
VARIABLE_TYPES: Words = {
    VariableType.PERCENT: _("Percent"),
    VariableType.NUMBER: _("Number"),
    VariableType.DATE: _("Date"),
    VariableType.DURATION: _("Duration"),
    VariableType.CHOICE: _("Choice"),
}
MEASURE_TYPES: Words = {
    MeasureType.PERCENT: _("Percent"),
    MeasureType.NUMBER: _("Number"),
    MeasureType.YES_NO: _("Yes or no"),
}
COUNTRIES: Words = {
    "NO": _("Norway"),
    "SE": _("Sweden"),
    "DK": _("Denmark"),
    "FI": _("Finland"),
    "IS": _("Iceland"),
    "FO": _("Faroe Islands"),
    "AX": _("Åland"),
    "NL": _("Netherlands"),
}
LANGUAGE_NAMES: Words = {
    "nb": "Norsk bokmål",
    "nn": "Norsk nynorsk",
    "sv": "Svenska",
    "en": "English",
    "da": "Dansk",
}
"""Each language by its own name, since whoever reads it looks for that."""

ONE_OF: Mapping[str, Words] = {
    "kind": KINDS,
    "level": LEVELS,
    "phase": PHASES,
    "area": AREAS,
    "measure.type": MEASURE_TYPES,
    "measure.direction": DIRECTIONS,
    "measure.period": PERIODS,
    "market.maturity": MATURITIES,
    "variables.type": VARIABLE_TYPES,
}
"""Fields of a requirement that say one code, by their place in the format."""
SOME_OF: Mapping[str, Words] = {"themes": THEMES, "evidence": EVIDENCES}
"""Fields that say several codes."""


def country_name(code: str) -> str:
    """Return a country in the reader's language; the code where it has no name here."""
    return str(COUNTRIES.get(code, code))
