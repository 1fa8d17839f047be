"""A basket as its page shows it: what lies in it by kind, what to think over, and what is not filled in."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

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
)
from requirements_bank.calculations.requirement import Kind, Level
from requirements_bank.reports.code_words import LEVELS

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


def relation_sentences(codes: Mapping[int, str], relations: Iterable[Related]) -> list[tuple[bool, str]]:
    """Return how requirements, given by key and code, stand to each other, and for each whether it is a conflict."""
    found = relations_within(list(codes), relations)
    return [(each.kind == CONFLICTS, _relation(each, codes[each.one], codes[each.other])) for each in found]  # type: ignore[index]  # they are keys


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
