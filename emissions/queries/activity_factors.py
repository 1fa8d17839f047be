"""Factors by activity as people find and choose them."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emissions.calculations.activity_based import PinnedFactor, factor_amount
from emissions.calculations.activity_factor_set import ActivityFactor, ActivityFactorSet, Gases
from emissions.models import ActivityDimension
from emissions.queries.published import activity_factor_sets
from foundation import figures
from foundation.problems import Problem
from foundation.quantities import unit_called

MOST_CHOICES = 300


def factors_found(known: ActivityFactorSet, words: str, *, unit: str = "") -> list[ActivityFactor]:
    """Return the factors of a set whose name, code, unit or group holds every word, in the publisher's order.

    With `unit` only those that take figures in it: per this unit or one that measures the same, or with a conversion.
    """
    wanted = words.casefold().split()
    found = [each for each in known.factors.values() if all(word in _searched(known, each) for word in wanted)]
    return [each for each in found if takes_unit(each, unit)] if unit else found


def takes_unit(factor: ActivityFactor, unit: str) -> bool:
    """Return whether figures in a unit need no conversion beside what the set carries; an unknown unit does."""
    named = unit_called(unit)
    if isinstance(named, Problem):
        return False
    if factor_amount(Decimal(1), named, PinnedFactor(factor.kg, factor.unit)) is not None:
        return True
    return any((each.from_unit, each.to_unit) == (named, factor.unit) for each in factor.conversions)


def factor_choices(words: str, part: ActivityDimension, sent: str) -> list[tuple[str, str]]:
    """Return what can be chosen for a part as (key, label): what words find, what it has and what was sent.

    Without words these are the factors in the unit of the series; `MOST_CHOICES` of them at most.
    """
    choices: dict[str, str] = {}
    for known, factor in _kept({sent, f"{part.factor_set} {part.factor_code}"}):
        choices[f"{known.code} {factor.code}"] = label_of(known, factor)
    for known, factor in _offered(words, part.series.unit):
        if len(choices) >= MOST_CHOICES:
            break
        choices[f"{known.code} {factor.code}"] = label_of(known, factor)
    return list(choices.items())


def label_of(known: ActivityFactorSet, factor: ActivityFactor) -> str:
    """Return a factor in one line: name, figure, unit, gases and set."""
    language = get_language() or "en"
    figure = f"{figures.plain(factor.kg, language)} kg {gas_sign(factor.gases)}/{factor.unit}"
    return f"{factor.name(language)} – {figure} ({known.code})"


def gas_sign(gases: str) -> str:
    """Return the sign of what a factor counts."""
    if gases == Gases.BIOGENIC_CO2:
        return _("biogenic CO₂")
    return "CO₂" if gases == Gases.CO2 else "CO₂e"


def _offered(words: str, unit: str) -> Iterator[tuple[ActivityFactorSet, ActivityFactor]]:
    for known in activity_factor_sets().values():
        for factor in factors_found(known, words):
            if words or factor.unit == unit:
                yield known, factor


def _kept(keys: set[str]) -> Iterator[tuple[ActivityFactorSet, ActivityFactor]]:
    for key in sorted(keys):
        set_code, _space, code = key.partition(" ")
        known = activity_factor_sets().get(set_code)
        if known and code in known.factors:
            yield known, known.factors[code]


def _searched(known: ActivityFactorSet, factor: ActivityFactor) -> str:
    texts = (factor.code, factor.unit, *factor.names.values(), *known.groups[factor.group].values())
    return " ".join(texts).casefold()
