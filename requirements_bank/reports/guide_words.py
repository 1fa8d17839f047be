"""The guided path in words: what a level means, why a requirement is in the set, why another is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.problems import translatable
from requirements_bank.calculations.balanced_set import BalancedSet, Chosen, LeftOut
from requirements_bank.calculations.proportionality import HOURS, LEVELS, TOTAL, Limits, WeightLaw
from requirements_bank.calculations.requirement import Kind, Level, Maturity
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.guided_set import GuidedSet
from requirements_bank.reports.basket_words import KIND_HEADINGS, hours_in_words
from requirements_bank.reports.requirement_words import ShownRequirement, shown

STEPS = (gettext_lazy("What you buy"), gettext_lazy("How far"), gettext_lazy("A balanced set"))
LEVEL_MEANS: Mapping[Level, tuple[str | Promise, str | Promise]] = {
    Level.BASIC: (
        gettext_lazy("What most suppliers can meet today. A good beginning, and the least that we should ask."),
        gettext_lazy("Suppliers rarely need to change anything. You can expect as many tenders as before."),
    ),
    Level.ADVANCED: (
        gettext_lazy("What takes an effort, and what good suppliers already do. It makes a difference."),
        gettext_lazy("Some suppliers need new routines or machines. Talk with the market before you publish."),
    ),
    Level.SPEARHEAD: (
        gettext_lazy("What leads the market. Few can do it today, and it shows the way for the others."),
        gettext_lazy("Few suppliers can meet it, and prices may be higher. A dialogue with the market comes first."),
    ),
}
REASONS = {
    "at_level": translatable("is at the level you wish for"),
    "nearest_level": translatable("is the nearest to your level that there is and that fits"),
    "market_ready": translatable("the market is ready for it"),
    "measurable": translatable("it can be measured"),
    "first_of_kind": translatable("it is the first of its kind, which makes the set a mix"),
}
LEFT_OUT = {
    "level_too_high": translatable("goes further than fits a purchase of this size"),
    "market_not_ready": translatable("the market is not ready enough for the level you wish for"),
    "other_of_topic": translatable("is about the same as %(code)s, which is closer to your level"),
    "replaced": translatable("is covered by %(code)s"),
    "conflicts": translatable("cannot stand beside %(code)s"),
    "total_reached": translatable("there would be too many requirements for a purchase of this size"),
    "kind_reached": translatable("there would be too many of its kind (%(kind)s)"),
    "hours_reached": translatable("following up would take more hours than is reasonable here"),
}


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of the path."""

    name: str | Promise
    is_current: bool
    is_done: bool
    address: str


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One requirement that is in the set."""

    shown: ShownRequirement
    why: str
    hours: str


@dataclass(frozen=True, slots=True)
class ShownLeftOut:
    """One requirement that is not."""

    shown: ShownRequirement
    why: str


@dataclass(frozen=True, slots=True)
class ShownLevel:
    """One level as the second step offers it."""

    code: str
    name: str | Promise
    means: str | Promise
    suppliers: str | Promise
    outcome: str
    is_too_high: bool
    is_chosen: bool


def shown_choices(guided: GuidedSet, level: Level) -> list[ShownChoice]:
    """Return the set with its reasons."""
    return [
        ShownChoice(shown(guided.versions[each.candidate.key]), why_in(each), hours_in_words(each.candidate.hours))
        for each in guided.sets[level].chosen
    ]


def shown_left_out(guided: GuidedSet, level: Level) -> list[ShownLeftOut]:
    """Return what is not in the set with its reasons."""
    left_out = guided.sets[level].left_out
    return [ShownLeftOut(shown(_version(guided, each)), why_out(each)) for each in left_out]


def why_in(chosen: Chosen) -> str:
    """Return why a requirement is in the set, as one sentence."""
    reasons = [_(REASONS[code]) for code in chosen.reasons]
    sentence = _("%(first)s and %(last)s") % {"first": ", ".join(reasons[:-1]), "last": reasons[-1]}
    return _sentence(sentence if len(reasons) > 1 else reasons[0])


def why_out(left_out: LeftOut) -> str:
    """Return why a requirement is not in the set, as one sentence."""
    values = {"code": left_out.because, "kind": str(KIND_HEADINGS[left_out.candidate.kind]).lower()}
    return _sentence(_(LEFT_OUT[left_out.reason]) % values)


def shown_steps(step: int, addresses: Mapping[int, str]) -> list[ShownStep]:
    """Return the three steps where this one is open; those before it lead back."""
    return [
        ShownStep(name, is_current=number == step, is_done=number < step, address=addresses.get(number, ""))
        for number, name in enumerate(STEPS, start=1)
    ]


def shown_levels(guided: GuidedSet, wished: Level, names: Mapping[Level, str | Promise]) -> list[ShownLevel]:
    """Return the levels with what each means here, the wished one chosen."""
    highest = LEVELS.index(guided.limits.highest_level)
    return [
        ShownLevel(
            level.value,
            names[level],
            *LEVEL_MEANS[level],
            outcome=_outcome(made),
            is_too_high=LEVELS.index(level) > highest,
            is_chosen=level == wished,
        )
        for level, made in guided.sets.items()
    ]


def same_at_all(guided: GuidedSet) -> str:
    """Return why every level gives the same set, as a sentence; empty where they differ."""
    sets = list(guided.sets.values())
    keys = [frozenset(each.candidate.key for each in made.chosen) for made in sets]
    if len(keys) < len(Level) or not keys[0] or len(set(keys)) > 1:
        return ""
    if any(each.reason in ("level_too_high", "market_not_ready") for made in sets for each in made.left_out):
        return _("The same set at every level: what goes further does not fit this purchase.")
    return _("The same set at every level: the bank has no higher level here yet.")


def set_warnings(made: BalancedSet, limits: Limits, law: WeightLaw | None) -> list[str]:
    """Return what to know before the set is used."""
    kinds = {each.candidate.kind for each in made.chosen}
    warnings = []
    if growing := [each.candidate.code for each in made.chosen if each.candidate.maturity is not Maturity.READY]:
        sentence = _("The market is still growing for %(codes)s. Ask suppliers before you publish.")
        warnings.append(sentence % {"codes": ", ".join(growing)})
    if any(each.reason == "hours_reached" for each in made.left_out):
        sentence = _("Following up more than this would take over %(hours)s hours a year, much for the value.")
        warnings.append(sentence % {"hours": hours_in_words(limits.number(HOURS) or Decimal(0))})
    if len(kinds) == 1 and len(made.chosen) > 1:
        warnings.append(_("All requirements are of one kind. See whether another kind would do more."))
    if law and Kind.AWARD_CRITERION not in kinds:
        warnings.append(weight_sentence(law))
    return warnings


def weight_sentence(law: WeightLaw) -> str:
    """Return what the law says of the weight of climate."""
    sentence = _(
        "%(law)s: climate and environment weigh at least %(percent)s per cent of the award, or requirements stand "
        "instead and the reason is in the procurement documents."
    )
    return sentence % {"law": law.law, "percent": law.percent}


def limits_sentence(limits: Limits) -> str:
    """Return what was held to."""
    most, hours = limits.number(TOTAL), limits.number(HOURS)
    sentence = _("For a purchase of this size: at most %(most)s requirements and %(hours)s hours of follow-up a year.")
    return sentence % {"most": hours_in_words(most or Decimal(0)), "hours": hours_in_words(hours or Decimal(0))}


def _outcome(made: BalancedSet) -> str:
    sentence = _("%(number)s requirements, about %(hours)s hours of follow-up a year")
    return sentence % {"number": len(made.chosen), "hours": hours_in_words(made.hours)}


def _version(guided: GuidedSet, left_out: LeftOut) -> RequirementVersion:
    return guided.versions[left_out.candidate.key]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
