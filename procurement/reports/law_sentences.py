"""What the law guard found, in sentences: what is met or missing, what would mend it, and what goes into documents.

A sentence for the interface stands here in English and is translated; what goes into documents stands in four languages
in procurement/law_rules.yaml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import figures
from procurement.calculations.law_judgement import Finding, Judgement
from procurement.calculations.law_rules import (
    ChangeTerms,
    ChecklistTerms,
    LawGround,
    LawRule,
    LawRules,
    StandstillTerms,
    VehicleTerms,
    WeightTerms,
)
from procurement.reports.law_words import MENDS, SENTENCES


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One sentence for the procurement documents, with the rule it is about and the eForms codes for the notice."""

    rule: str
    text: str
    eforms: tuple[str, ...] = ()


def law_sentence(finding: Finding, rules: LawRules) -> str:
    """Return what was found, in the language of the page."""
    return _filled(_(SENTENCES[finding.code]), finding, rules)


def mend(finding: Finding, rules: LawRules) -> str:
    """Return what would mend it, in the language of the page; empty where nothing has to be mended."""
    code = finding.code
    return _filled(_(MENDS[code]), finding, rules) if code in MENDS else ""


def document_lines(judgement: Judgement, rules: LawRules, language: str) -> list[DocumentLine]:
    """Return what is met and how, with its reasons, in nb, nn, sv or en; what is still open has no line."""
    return [
        DocumentLine(found.rule, _document_text(found, rules, language), _eforms(found))
        for found in judgement.met
        if found.code in rules.documents
    ]


def rule_in_words(rule: LawRule, language: str) -> str:
    """Return what a rule says, filled from its terms, in nb, nn, sv or en."""
    terms = rule.terms
    places: dict[str, object] = {}
    if isinstance(terms, WeightTerms):
        places = {"percent": terms.percent, "top": terms.top}
    if isinstance(terms, VehicleTerms):
        zero = terms.zero_emission_percent
        places = {"percent": terms.percent, "classes": terms.classes, "zero_emission_percent": zero}
    if isinstance(terms, StandstillTerms):
        places = {"days": Decimal(terms.days)}
    return rule.says[language].format(**{name: _shown(value, language) for name, value in places.items()})


def _document_text(finding: Finding, rules: LawRules, language: str) -> str:
    return rules.documents[finding.code][language].format(**_values(finding, rules, language))


def _eforms(finding: Finding) -> tuple[str, ...]:
    codes = finding.values.get("eforms", ())
    return codes if isinstance(codes, tuple) else ()


def _filled(template: str, finding: Finding, rules: LawRules) -> str:
    return template % _values(finding, rules, get_language() or "en")


def _values(finding: Finding, rules: LawRules, language: str) -> Mapping[str, str]:
    """Return the values as they are read: grounds and questions by their names, numbers as figures."""
    shown = {name: _shown(value, language) for name, value in finding.values.items()}
    if not finding.rule:
        return shown
    rule = rules.rule(finding.rule)
    return {**shown, **_named(rule, finding.values, language), "reference": rule.reference}


def _named(rule: LawRule, values: Mapping[str, object], language: str) -> dict[str, str]:
    names = {ground.code: _in(ground.names, language) for ground in _grounds(rule)}
    named = {"ground": names.get(str(values["ground"]), str(values["ground"]))} if "ground" in values else {}
    if "allowed" in values:
        named["allowed"] = "; ".join(names.values()) or figures.MISSING
    if isinstance(rule.terms, ChecklistTerms) and "item" in values:
        item = next(each for each in rule.terms.items if each.code == values["item"])
        named["item"] = _in(item.questions, language)
    return named


def _grounds(rule: LawRule) -> tuple[LawGround, ...]:
    return rule.terms.grounds if isinstance(rule.terms, WeightTerms | VehicleTerms | ChangeTerms) else ()


def _shown(value: object, language: str) -> str:
    if isinstance(value, Decimal):
        return figures.plain(
            value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize(), language
        )
    if isinstance(value, date):
        return date_format(value)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language.partition("-")[0], texts["en"])
