"""A basket as its page shows it: what lies in it by kind, what to think over, and what is not filled in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from foundation import figures
from requirements_bank.calculations.basket_relations import CONFLICTS, INCLUDES, Related, relations_within
from requirements_bank.calculations.proportionality import (
    HIGHEST_LEVEL,
    HOURS,
    TOTAL,
    WEIGHT_MOST,
    Finding,
    FollowUpRates,
    Limits,
    findings_of,
    follow_up_hours,
)
from requirements_bank.calculations.requirement import Kind, Level
from requirements_bank.calculations.variable_values import open_variables
from requirements_bank.queries.baskets import Line
from requirements_bank.reports.code_words import LEVELS
from requirements_bank.reports.requirement_words import ShownRequirement, shown
from requirements_bank.reports.value_words import variable_name

KIND_HEADINGS: dict[str, str | Promise] = {
    Kind.QUALIFICATION: gettext_lazy("Qualification requirements"),
    Kind.TECHNICAL_SPECIFICATION: gettext_lazy("Technical specifications"),
    Kind.AWARD_CRITERION: gettext_lazy("Award criteria"),
    Kind.CONTRACT_CLAUSE: gettext_lazy("Contract clauses"),
    Kind.REPORTING_DUTY: gettext_lazy("Reporting duties"),
}
LIMIT_NAMES: dict[str, str | Promise] = {
    TOTAL: gettext_lazy("Requirements in all"),
    **KIND_HEADINGS,
    HIGHEST_LEVEL: gettext_lazy("Highest level"),
    HOURS: gettext_lazy("Hours of follow-up a year"),
    WEIGHT_MOST: gettext_lazy("Most per cent of the award weight"),
}


@dataclass(slots=True)
class ShownItem:
    """One item with its requirement, None where that is out of sight, and the form that fills it."""

    line: Line
    shown: ShownRequirement | None
    missing: tuple[str, ...]
    hours: Decimal
    form: Any = None
    is_first: bool = False
    is_last: bool = False


@dataclass(slots=True)
class ShownGroup:
    """The items of one kind, under its heading."""

    heading: str | Promise
    items: list[ShownItem] = field(default_factory=list)


def shown_groups(lines: Sequence[Line], rates: FollowUpRates) -> list[ShownGroup]:
    """Return the items by kind in the order of a procurement; what is out of sight stands under its own heading."""
    groups = []
    for kind, found in groupby(lines, key=lambda line: line.version.kind if line.version else ""):
        items = [_shown_item(line, rates) for line in found]
        items[0].is_first = items[-1].is_last = True
        groups.append(ShownGroup(KIND_HEADINGS.get(kind, gettext_lazy("No longer in sight")), items))
    return groups


def relation_sentences(codes: Mapping[int, str], relations: Iterable[Related]) -> list[tuple[bool, str]]:
    """Return how requirements, given by key and code, stand to each other, and for each whether it is a conflict."""
    found = relations_within(list(codes), relations)
    return [(each.kind == CONFLICTS, _relation(each, codes[each.one], codes[each.other])) for each in found]  # type: ignore[index]  # they are keys


def warnings_of(lines: Sequence[Line], limits: Limits, rates: FollowUpRates) -> list[str]:
    """Return what goes beyond the limits, in sentences; those about single requirements are told together."""
    contents = [line.content for line in lines if line.content]
    return finding_sentences(findings_of(contents, limits, rates))


def finding_sentences(findings: Iterable[Finding]) -> list[str]:
    """Return findings in sentences; those about single requirements are told together."""
    single: dict[str, list[str]] = {}
    sentences = []
    for finding in findings:
        if "code" in finding.values:
            single.setdefault(finding.code, []).append(str(finding.values["code"]))
        else:
            sentences.append(_number_sentence(finding))
    return [*sentences, *(_single(code, codes) for code, codes in single.items())]


def hours_in_words(hours: Decimal) -> str:
    """Return hours as a figure."""
    return figures.plain(hours.quantize(Decimal(1)) if hours == hours.to_integral() else hours.normalize(), _language())


def limit_in_words(name: str, limit: str) -> str:
    """Return a limit as a page shows it."""
    return str(LEVELS[Level(limit)]) if name == HIGHEST_LEVEL else figures.plain(limit, _language())


def _shown_item(line: Line, rates: FollowUpRates) -> ShownItem:
    content = line.content
    if line.version is None or content is None:
        return ShownItem(line, None, (), Decimal(0))
    names = open_variables(content, line.values)
    missing = tuple(variable_name(content.variables[name]) for name in names if name in content.variables)
    return ShownItem(line, shown(line.version, values=line.values), missing, follow_up_hours(content, rates))


def _relation(each: Related, one: str, other: str) -> str:
    names = {"one": one, "other": other}
    if each.kind == CONFLICTS:
        return _("%(one)s and %(other)s cannot stand beside each other. Take one of them out.") % names
    if each.kind == INCLUDES:
        return _("%(one)s includes %(other)s. Take %(other)s out, so that nothing is asked twice.") % names
    return _("%(one)s replaces %(other)s. Take %(other)s out, so that nothing is asked twice.") % names


def _number_sentence(finding: Finding) -> str:
    said = finding.values
    if finding.code == "much_follow_up":
        sentence = _(
            "Following up takes about %(hours)s hours a year. For a purchase of this size %(most)s are reasonable."
        )
        return sentence % {name: hours_in_words(Decimal(str(said[name]))) for name in ("hours", "most")}
    values = {"number": said["number"], "most": said["most"]}
    if said["name"] == TOTAL:
        return _("%(number)s requirements are many for a purchase of this size. At most %(most)s fit.") % values
    sentence = _("%(kind)s: %(number)s are many for a purchase of this size. At most %(most)s fit.")
    return sentence % {**values, "kind": LIMIT_NAMES[str(said["name"])]}


def _single(code: str, codes: Sequence[str]) -> str:
    names = {"codes": ", ".join(codes)}
    if code == "level_too_high":
        return ngettext(
            "%(codes)s goes further than fits a purchase of this size.",
            "%(codes)s go further than fits a purchase of this size.",
            len(codes),
        ) % names  # fmt: skip
    return ngettext(
        "The market is at its beginning for %(codes)s. Talk with suppliers before you ask for it.",
        "The market is at its beginning for %(codes)s. Talk with suppliers before you ask for them.",
        len(codes),
    ) % names  # fmt: skip


def _language() -> str:
    return get_language() or "en"
