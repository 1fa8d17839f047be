"""The judgement of a procurement as its page shows it: the answer first, then what was found and what would mend it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.problems import Severity
from procurement.calculations.law_judgement import Finding, Outcome
from procurement.calculations.law_rules import LawRule, LawRules, VehicleClass
from procurement.queries.law_facts import JudgedPart
from procurement.reports.law_sentences import law_sentence, mend

MISSING, UNKNOWN, NOTED, MET, OUTSIDE = "missing", "unknown", "noted", "met", "outside"
HEADINGS: dict[str, str | Promise] = {
    MISSING: gettext_lazy("This is missing"),
    UNKNOWN: gettext_lazy("This has to be known"),
    NOTED: gettext_lazy("Think this over"),
    MET: gettext_lazy("This is in order"),
    OUTSIDE: gettext_lazy("This does not concern the procurement"),
}
VEHICLES: dict[VehicleClass, str | Promise] = {
    VehicleClass.CAR: gettext_lazy("Cars"),
    VehicleClass.SMALL_BUS: gettext_lazy("Small buses"),
    VehicleClass.VAN: gettext_lazy("Vans"),
    VehicleClass.TRUCK: gettext_lazy("Trucks up to 12 tonnes"),
    VehicleClass.HEAVY_TRUCK: gettext_lazy("Trucks above 12 tonnes"),
    VehicleClass.CITY_BUS: gettext_lazy("City buses"),
    VehicleClass.REGIONAL_BUS: gettext_lazy("Regional buses"),
    VehicleClass.COACH: gettext_lazy("Coaches"),
    VehicleClass.MINIBUS_STANDING: gettext_lazy("Minibuses with standing passengers"),
    VehicleClass.MINIBUS_SEATED: gettext_lazy("Minibuses with seated passengers"),
}


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One thing found: the sentence, what would mend it, and the rule with its text of law and since when it holds."""

    part: str
    sentence: str
    mend: str
    reference: str = ""
    url: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ShownFindings:
    """What was found of one sort, under its heading."""

    sort: str
    heading: str | Promise
    findings: Sequence[ShownFinding]


def law_answer(parts: Sequence[JudgedPart], unanswered: int = 0, announced_on: date | None = None) -> str:
    """Return in a sentence or two whether the procurement can be announced as far as the law guard sees.

    `unanswered` is how many questions wait for an answer; `announced_on` the day of the notice, once it is sent.
    """
    sorts = [_sort(found) for _part, found in _all(parts)]
    missing, unknown = sorts.count(MISSING), sorts.count(UNKNOWN)
    said = [_announced(announced_on)] if announced_on else []
    if missing:
        said.append(_is_missing(missing, is_out=announced_on is not None))
    if unknown:
        said.append(_has_to_be_known(unknown))
    if not missing and not unknown:
        said.append(_nothing_missing(is_answered=not unanswered, is_out=announced_on is not None))
    if unanswered:
        said.append(_not_answered(unanswered))
    return " ".join(said)


def missing_in_words(parts: Sequence[JudgedPart]) -> str:
    """Return how much that the law asks for is missing, empty where nothing is."""
    missing = sum(_sort(found) == MISSING for _part, found in _all(parts))
    return _is_missing(missing, is_out=True) if missing else ""


def _announced(day: date) -> str:
    return _("It was announced on %(day)s.") % {"day": date_format(day)}


def _nothing_missing(*, is_answered: bool, is_out: bool) -> str:
    if not is_answered:
        return _("By what is answered, nothing is missing.")
    return (
        _("Nothing that the law asks for is missing.")
        if is_out
        else _("Nothing is missing before this can be announced.")
    )


def _is_missing(number: int, *, is_out: bool) -> str:
    before = ngettext(
        "One thing is missing before this can be announced.",
        "%(number)s things are missing before this can be announced.",
        number,
    )
    after = ngettext(
        "One thing that the law asks for is missing still.",
        "%(number)s things that the law asks for are missing still.",
        number,
    )
    return (after if is_out else before) % {"number": number}


def _has_to_be_known(number: int) -> str:
    sentence = ngettext(
        "One thing has to be known before it can be judged.",
        "%(number)s things have to be known before it can be judged.",
        number,
    )
    return sentence % {"number": number}


def _not_answered(number: int) -> str:
    sentence = ngettext("One question is not answered yet.", "%(number)s questions are not answered yet.", number)
    return sentence % {"number": number}


def shown_findings(parts: Sequence[JudgedPart], rules: LawRules) -> list[ShownFindings]:
    """Return what was found, sorted by how much it matters; what several lots share is told once."""
    found = [(_sort(each), _shown(part, each, rules)) for part, each in _all(parts)]
    groups = [ShownFindings(sort, name, [each for of, each in found if of == sort]) for sort, name in HEADINGS.items()]
    return [group for group in groups if group.findings]


def _all(parts: Sequence[JudgedPart]) -> Iterable[tuple[str, Finding]]:
    """Yield each finding with the title of its lot; none for what is found in all of them."""
    every = [(part.part, found) for part in parts for found in part.judgement.findings]
    shared = [found for found in (parts[0].judgement.findings if parts else ()) if _is_in_all(found, parts)]
    return [("", found) for found in shared] + [(part, found) for part, found in every if found not in shared]


def _is_in_all(found: Finding, parts: Sequence[JudgedPart]) -> bool:
    return all(found in part.judgement.findings for part in parts)


def _sort(found: Finding) -> str:
    if found.outcome is Outcome.MISSING:
        return MISSING if found.severity is Severity.ERROR else NOTED
    return {
        Outcome.UNKNOWN: UNKNOWN,
        Outcome.NOTED: NOTED,
        Outcome.MET: MET,
        Outcome.NOT_APPLICABLE: OUTSIDE,
    }[found.outcome]


def _shown(part: str, found: Finding, rules: LawRules) -> ShownFinding:
    rule: LawRule | None = rules.rule(found.rule) if found.rule else None
    said = ShownFinding(part, law_sentence(found, rules), mend(found, rules))
    if rule is None:
        return said
    law = (rule.reference, rule.source.url, rule.valid_from, rule.valid_to)
    once = said.sentence.replace(f" ({rule.reference})", "")  # the reference stands below it, with its link
    return ShownFinding(said.part, once, said.mend, *law)
