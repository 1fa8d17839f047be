"""What is said of factor sets of one's own: units, prices, codes, problems, and the facts of a version."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from emissions.calculations.factor_set import FactorSet
from emissions.calculations.own_set_facts import CodeKind, Mass, Per, SetFacts, SpreadKind, facts_from
from emissions.models import OwnSetVersion
from emissions.reports.factor_problem_texts import FILE_SENTENCES, ROW_SENTENCES
from emissions.reports.factor_set_words import country_name
from emissions.reports.own_set_use_words import interval_of
from emissions.reports.source_words import price_basis_name
from foundation import figures
from foundation.money import PriceBasis
from foundation.problems import Problem

UNSAID_GWP = "unstated"
MASSES = {
    Mass.KILOGRAM.value: gettext_lazy("kilograms of CO₂e (kg)"),
    Mass.TONNE.value: gettext_lazy("tonnes of CO₂e (t)"),
    Mass.GRAM.value: gettext_lazy("grams of CO₂e (g)"),
}
PERS = {
    Per.ONE.value: gettext_lazy("1 unit of money"),
    Per.THOUSAND.value: gettext_lazy("1 000"),
    Per.MILLION.value: gettext_lazy("1 million"),
}
PRICE_BASES_OF_OWN = {
    PriceBasis.PURCHASER.value: gettext_lazy("What the buyer pays"),
    PriceBasis.PURCHASER_EX_TAXES.value: gettext_lazy("What the buyer pays, without taxes on the product"),
    PriceBasis.BASIC.value: gettext_lazy("What the producer receives (basic prices) – never used for spend"),
}
REGIONS = {
    "NO": gettext_lazy("Norway"),
    "SE": gettext_lazy("Sweden"),
    "DK": gettext_lazy("Denmark"),
    "FI": gettext_lazy("Finland"),
    "IS": gettext_lazy("Iceland"),
    "DE": gettext_lazy("Germany"),
    "GB": gettext_lazy("United Kingdom"),
    "US": gettext_lazy("United States"),
    "EU": gettext_lazy("Europe"),
    "WW": gettext_lazy("The world"),
}
GWP_NAMES = {
    "AR4": "AR4 (IPCC 2007)",
    "AR5": "AR5 (IPCC 2013)",
    "AR6": "AR6 (IPCC 2021)",
    UNSAID_GWP: gettext_lazy("not stated"),
}
CODE_KINDS = {
    CodeKind.CPV.value: "CPV",
    CodeKind.NACE.value: gettext_lazy("NACE, CPA, SN or SNI"),
    CodeKind.KOSTRA.value: gettext_lazy("KOSTRA art"),
    CodeKind.UNSPSC.value: "UNSPSC",
    CodeKind.NAICS.value: "NAICS",
    CodeKind.CATEGORY.value: gettext_lazy("Our purchase categories"),
    CodeKind.OWN.value: gettext_lazy("None of these: go by the names"),
}
SPREADS = {
    SpreadKind.NONE.value: gettext_lazy("Not stated"),
    SpreadKind.PERCENT.value: gettext_lazy("± per cent, 95 % interval"),
    SpreadKind.GSD2.value: gettext_lazy("GSD²"),
    SpreadKind.INTERVAL.value: gettext_lazy("Low and high end, 95 % interval"),
}
COLUMN_NAMES = {
    "code": gettext_lazy("Code"),
    "name": gettext_lazy("Name"),
    "factor": gettext_lazy("Factor"),
    "unit": gettext_lazy("Unit"),
    "price_year": gettext_lazy("Price year"),
    "ghg_year": gettext_lazy("Year of the emissions"),
    "spread": gettext_lazy("Uncertainty"),
    "low": gettext_lazy("Low end"),
    "high": gettext_lazy("High end"),
}
HOW = {
    "code": gettext_lazy("by its code"),
    "groups": gettext_lazy("as in the shipped set of the same groups"),
    "words": gettext_lazy("by words in the name"),
    "before": gettext_lazy("as in the version before"),
    "chosen": gettext_lazy("chosen by you"),
    "": gettext_lazy("nothing fits"),
}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row, and what to do about it."""

    row: int
    column: str
    sentence: str


def row_problem(problem: Problem) -> RowProblem:
    """Return a problem of a row in words; the value stands in its sentence."""
    values = {name: str(value) for name, value in problem.values.items()}
    column = values["column"] if problem.field else str(COLUMN_NAMES[values["meaning"]])
    return RowProblem(int(values["row"]), column, _(ROW_SENTENCES[problem.code]) % values)


def file_sentence(problem: Problem) -> str:
    """Return why a file cannot be read at all."""
    if problem.code == "file_too_large":
        return _("The file is larger than %(most)s MB. Leave out what is not needed.") % problem.values
    return _(FILE_SENTENCES[problem.code]) % problem.values


def figures_are(facts: SetFacts) -> str:
    """Return what a figure of the file is, in words: "t CO₂e per 1 million SEK with 25 % VAT"."""
    words = {"mass": facts.mass.value, "per": _money(facts)}
    return _("%(mass)s CO₂e per %(per)s") % words


def _money(facts: SetFacts) -> str:
    amount = facts.currency if facts.per is Per.ONE else f"{PERS[facts.per.value]} {facts.currency}"
    if facts.vat_rate is None:
        return amount
    rate = figures.plain(facts.vat_rate.normalize(), get_language() or "en")
    return _("%(amount)s with %(rate)s %% VAT") % {"amount": amount, "rate": rate}


def spread_of(facts: SetFacts) -> str:
    """Return how sure the figures are, as handed in."""
    if facts.spread is None:
        return str(SPREADS[facts.spread_kind.value])
    written = figures.plain(facts.spread.normalize(), get_language() or "en")
    return f"± {written} %" if facts.spread_kind is SpreadKind.PERCENT else f"GSD² {written}"


def valid_years(facts: SetFacts) -> str:
    """Return for which years of spend a set is meant; empty where it says nothing."""
    first, last = facts.valid_from, facts.valid_to
    if first and last:
        return str(first) if first == last else f"{first}–{last}"
    if first:
        return _("from %(year)s") % {"year": first}
    return _("to %(year)s") % {"year": last} if last else ""


def definitions_of(version: OwnSetVersion) -> list[tuple[str, str]]:
    """Return the facts of a version, name and value, for its page."""
    facts = facts_from(version.facts or {})
    found: Mapping[str, str] = {
        _("Who made it"): facts.publisher,
        _("Source"): facts.source,
        _("Licence"): facts.licence,
        _("Figures in the file"): figures_are(facts),
        _("Price year"): str(facts.price_year),
        _("Year of the emissions"): str(facts.ghg_year),
        _("Prices"): price_basis_name(facts.price_basis),
        _("Where the figures are from"): country_name(facts.region),
        _("Warming potentials"): str(GWP_NAMES[facts.gwp_set]),
        _("Uncertainty"): spread_of(facts),
        _("Where the interval comes from"): interval_of(facts),
        _("What the codes are"): str(CODE_KINDS[facts.code_kind.value]),
        _("Meant for spend"): valid_years(facts) or _("all years"),
    }
    return list(found.items())


def unlikely_size(known: FactorSet, usual: FactorSet, rates: Mapping[str, Decimal]) -> bool:
    """Whether the middle factor is more than thirty times that of a shipped set, or less than a thirtieth.

    `rates` are units of a currency for one euro. It is a question to whoever handed the set in, never a refusal.
    """
    mine, theirs = _middle(known, rates), _middle(usual, rates)
    return bool(mine and theirs and not theirs / 30 <= mine <= theirs * 30)


def _middle(known: FactorSet, rates: Mapping[str, Decimal]) -> Decimal | None:
    """Return the middle of a set's factors in kg per euro."""
    values = sorted(factor.kg_per_unit for factor in known.factors)
    rate = Decimal(1) if known.currency == "EUR" else rates.get(known.currency)
    return values[len(values) // 2] * rate if values and rate else None
