"""Why this number? The steps from an amount to kilograms, and the rule behind the category, in words."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from emissions.calculations.derivation import Derivation, DerivationStep
from emissions.calculations.own_set_facts import SpreadKind, facts_from
from emissions.calculations.price_levels import IndexScope, PriceStep
from emissions.queries.own_sets import own_version, uuid_in
from emissions.queries.why import Decision
from emissions.reports.category_words import in_language, language_of
from emissions.reports.line_words import Reader
from emissions.reports.reason_words import flag_sentence
from emissions.reports.rule_words import RuleInWords, own_rule, shipped_rule
from emissions.reports.source_words import NamedSource, factor_source, price_basis_name, price_source


@dataclass(frozen=True, slots=True)
class FactorStep:
    """One factor's part with every step in words and its sources; `name_language` where it is not the reader's."""

    step: DerivationStep
    name: str
    name_language: str
    basis: str
    factor_currency: str
    price: NamedSource | None
    price_name: str
    exchange: NamedSource | None
    spread: str


@dataclass(frozen=True, slots=True)
class ShownWay:
    """The way of an amount to kilograms: the parts by factor, the factor set and what to know about the figure.

    `own_set` is the id of a set of one's own, and nothing for a shipped one.
    """

    derivation: Derivation
    source: NamedSource
    steps: tuple[FactorStep, ...]
    flags: tuple[str, ...]
    own_set: UUID | None


def shown_way(derivation: Derivation) -> ShownWay:
    """Return a derivation with the names and sources of its steps."""
    return ShownWay(
        derivation=derivation,
        source=factor_source(derivation.factor_set, derivation.factor_set_version),
        steps=tuple(_factor_step(step, derivation) for step in derivation.steps),
        flags=tuple(flag_sentence(flag) for flag in derivation.flags),
        own_set=uuid_in(derivation.factor_set),
    )


def shown_rules(decision: Decision, reader: Reader, *, of_person: bool) -> list[RuleInWords]:
    """Return the rules behind a decision: the one that chose, and the one that let the line count as it does.

    An own rule of a line `of_person` may name the person; the reader sees of it what they may see of the line.
    """
    own = [own_rule(rule, reader) for rule in (decision.own, decision.own_ground) if rule]
    if of_person and not reader.sees_persons:
        own = [replace(rule, asks="", why="") for rule in own]
    return own + [shipped_rule(rule) for rule in (decision.shipped, decision.ground) if rule]


def _spread(step: DerivationStep, derivation: Derivation) -> str:
    """Return whence the interval of a factor comes: stated with an own set, assumed, or the spread of a shipped set."""
    own = uuid_in(derivation.factor_set)
    version = own_version(derivation.factor_set, derivation.factor_set_version) if own else None
    if version is None:
        return (
            "" if own else _("It comes from how the set describes its quality; distance in time and place widens it.")
        )
    said = version.factors.filter(code=step.factor.code, row=step.factor.row or 0).exclude(gsd2=None).exists()
    stated = said or facts_from(version.facts or {}).spread_kind is not SpreadKind.NONE
    return (
        _("It is as stated with the set; distance in time and place widens it.")
        if stated
        else _("Nobody stated it: assumed as for the Norwegian set of 62 groups; distance in time and place widens it.")
    )


def _factor_step(step: DerivationStep, derivation: Derivation) -> FactorStep:
    return FactorStep(
        step=step,
        name=in_language(step.names),
        name_language=language_of(step.names),
        basis=price_basis_name(step.factor.price_basis),
        factor_currency=step.factor.unit.rpartition("/")[2],
        price=price_source(step.price.source) if step.price else None,
        price_name=_price_name(step.price) if step.price else "",
        exchange=price_source(step.exchange.source) if step.exchange else None,
        spread=_spread(step, derivation),
    )


def _price_name(price: PriceStep) -> str:
    if price.scope is IndexScope.ALL_ITEMS:
        return _("Consumer prices, all items, %(country)s") % {"country": price.series}
    return _("Prices of the product group %(series)s") % {"series": price.series}
