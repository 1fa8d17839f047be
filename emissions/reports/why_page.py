"""Why this number? The steps from an amount to kilograms, and the rule behind the category, in words."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from emissions.calculations.derivation import Derivation, DerivationStep
from emissions.calculations.price_levels import IndexScope, PriceStep
from emissions.calculations.rule_descriptions import RuleDescription
from emissions.models import ClassificationRule
from emissions.queries.why import Decision
from emissions.reports.category_words import category_name, in_language
from emissions.reports.line_words import Reader
from emissions.reports.reason_words import flag_sentence, reason_name
from emissions.reports.rule_words import codes_begin_with, own_rule
from emissions.reports.source_words import NamedSource, factor_source, price_basis_name, price_source, rule_kind_name

MOST_CODES = 12


@dataclass(frozen=True, slots=True)
class FactorStep:
    """One factor's part with every step in words and its sources."""

    step: DerivationStep
    name: str
    basis: str
    factor_currency: str
    price: NamedSource | None
    price_name: str
    exchange: NamedSource | None


@dataclass(frozen=True, slots=True)
class ShownWay:
    """The way of an amount to kilograms: the parts by factor, the factor set and what to know about the figure."""

    derivation: Derivation
    source: NamedSource
    steps: tuple[FactorStep, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule in words: what sort it is, what it asks for, what it says and why."""

    kind: str
    reference: str
    asks: str
    says: str
    why: str
    source: str


def shown_way(derivation: Derivation) -> ShownWay:
    """Return a derivation with the names and sources of its steps."""
    return ShownWay(
        derivation=derivation,
        source=factor_source(derivation.factor_set, derivation.factor_set_version),
        steps=tuple(_factor_step(step) for step in derivation.steps),
        flags=tuple(flag_sentence(flag) for flag in derivation.flags),
    )


def shown_rules(decision: Decision, reader: Reader, *, of_person: bool) -> list[ShownRule]:
    """Return the rules behind a decision: the one that chose, and the one that let the line count as it does.

    An own rule of a line `of_person` may name the person; the reader sees of it what they may see of the line.
    """
    hidden = of_person and not reader.sees_persons
    rules = [_own(decision.own, reader, hidden=hidden)] if decision.own else []
    rules += [_shipped(rule) for rule in (decision.shipped, decision.ground) if rule]
    return rules


def kilograms_per_unit(derivation: Derivation) -> Decimal | None:
    """Return kg CO2e per unit of the amount's money; nothing for an amount of zero."""
    return derivation.kg / derivation.amount if derivation.amount else None


def _factor_step(step: DerivationStep) -> FactorStep:
    return FactorStep(
        step=step,
        name=in_language(step.names),
        basis=price_basis_name(step.factor.price_basis),
        factor_currency=step.factor.unit.rpartition("/")[2],
        price=price_source(step.price.source) if step.price else None,
        price_name=_price_name(step.price) if step.price else "",
        exchange=price_source(step.exchange.source) if step.exchange else None,
    )


def _price_name(price: PriceStep) -> str:
    if price.scope is IndexScope.ALL_ITEMS:
        return _("Consumer prices, all items, %(country)s") % {"country": price.series}
    return _("Prices of the product group %(series)s") % {"series": price.series}


def _own(rule: ClassificationRule, reader: Reader, *, hidden: bool) -> ShownRule:
    words = own_rule(rule, reader)
    return ShownRule(
        kind=rule_kind_name("organisation"),
        reference=str(rule.uuid)[:8],
        asks="" if hidden else words.asks,
        says=category_name(rule.category) if rule.category else reason_name(rule.reason or "organisation_rule"),
        why="" if hidden else words.why,
        source="",
    )


def _shipped(rule: RuleDescription) -> ShownRule:
    says = category_name(rule.category) if rule.category else ""
    return ShownRule(
        kind=rule_kind_name(rule.kind),
        reference=rule.reference,
        asks=_asks(rule),
        says=says or (reason_name(rule.reason) if rule.reason else _("Counts as a capital good")),
        why=in_language(rule.explanation),
        source=rule.source,
    )


def _asks(rule: RuleDescription) -> str:
    codes = ", ".join(rule.codes[:MOST_CODES]) + (" …" if len(rule.codes) > MOST_CODES else "")
    parts = {
        codes_begin_with(rule): codes,
        _("Function"): ", ".join(rule.functions),
        _("The account's name says"): rule.name.replace(r"\b", "").replace("|", _(" or ")),
    }
    return "; ".join(f"{name} {text}" for name, text in parts.items() if text)
