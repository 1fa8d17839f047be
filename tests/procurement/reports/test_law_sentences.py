"""Every finding has its sentence, what is missing has its remedy, and what is met has its line for the documents."""

import ast
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from string import Formatter

import pytest
from django.utils import translation

from procurement.calculations.law_guard import judge
from procurement.calculations.law_judgement import Finding, Outcome
from procurement.calculations.law_rules import LANGUAGES, CountedOver, LawRule, VehicleClass, VehicleTerms
from procurement.calculations.procurement_facts import (
    ChecklistAnswer,
    EvaluationFacts,
    Exemption,
    JudgedChange,
    RefusedWording,
    Replacement,
    Vehicles,
)
from procurement.queries.law_rules import shipped_law_rules
from procurement.reports.law_sentences import document_lines, law_sentence, mend, rule_in_words
from procurement.reports.law_words import MENDS, SENTENCES
from tests.factories.law import FIRST_OF_2026, LAST_OF_2024, LAST_OF_ADVICE, judged, norway, ranked, sweden, weighted

LAW = shipped_law_rules()
CALCULATIONS = Path(__file__).resolve().parents[3] / "procurement" / "calculations"
MAKERS = {"met", "missing", "unknown", "noted", "not_applicable"}
REASON = "All vehicles are without emission."


def codes_in_code() -> set[str]:
    """Every code that is written out in a call that makes a finding."""
    found = set()
    for path in CALCULATIONS.glob("law_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MAKERS:
                found |= {str(each.value) for each in node.args[:1] if isinstance(each, ast.Constant)}
    return found


def many_findings() -> list[Finding]:
    """Findings of all kinds, out of procurements that are right and wrong in every way."""
    days = (LAST_OF_ADVICE, LAST_OF_2024, FIRST_OF_2026)
    instead = (None, Replacement(), Replacement(("TRA-005",)), Replacement(("TRA-005",), REASON))
    exempt = (None, Exemption("insignificant"), Exemption("insignificant", REASON), Exemption("other", REASON))
    evaluations = [
        *(weighted(each, replacement=one, exemption=other, real_weight=Decimal(5)) for each, one, other
          in product(("0", "20.5", "30"), instead, exempt)),
        *(ranked(place) for place in (0, 3, 5)),
        replace(ranked(5), replacement=Replacement(("TRA-005",), REASON)),
        EvaluationFacts(real_weight=Decimal(1)),
    ]  # fmt: skip
    vehicles = [
        Vehicles(VehicleClass.CITY_BUS, 10, clean=each, zero_emission=each, exemption=exemption)
        for each in (0, 3, 10, 11, None)
        for exemption in (None, Exemption("biogas", REASON), Exemption("biogas"), Exemption("other", REASON))
    ]
    changes = [
        JudgedChange("more", ground, reason, percent)
        for ground in ("", "minor_value", "other")
        for reason in ("", REASON)
        for percent in (None, Decimal(5), Decimal(60))
    ]
    answers = [{"transparency": ChecklistAnswer(yes, reason)} for yes in (None, True, False) for reason in ("", REASON)]
    refused = (RefusedWording("MAT-001", "origin", "kortreist"),)
    facts = [
        *(norway(day, evaluation=evaluation) for day in days for evaluation in evaluations),
        *(made(day, vehicles=(each,)) for made in (norway, sweden) for day in days for each in vehicles),
        *(norway(changes=(change,)) for change in changes),
        *(sweden(checklist=answer, refused_wordings=refused) for answer in answers),
        *(sweden(is_above_eu_threshold=each, vehicles=tuple(vehicles[:1])) for each in (None, False)),
        *(norway(value=value, currency=currency) for value in (None, Decimal(5)) for currency in ("NOK", "SEK")),
        norway(None, refused_wordings=None),
        norway(refused_wordings=None),
        norway(date(2000, 1, 1)),
    ]
    in_each_contract = judge(sweden(vehicles=(Vehicles(VehicleClass.TRUCK, 10, 0, 0),)), counted_in_each_contract())
    return [*in_each_contract.findings, *(finding for each in facts for finding in judged(each).findings)]


def counted_in_each_contract() -> list[LawRule]:
    """The rules on vehicles if their shares were counted in each contract."""
    return [
        replace(rule, terms=replace(rule.terms, counted_over=CountedOver.CONTRACT))
        for rule in LAW.rules
        if isinstance(rule.terms, VehicleTerms)
    ]


FOUND = many_findings()


def test_every_code_that_the_guard_writes_has_a_sentence() -> None:
    written = codes_in_code() | {each.code for each in FOUND}

    assert len(codes_in_code()) > 40
    assert written - set(SENTENCES) == set()


def test_every_sentence_belongs_to_a_code_that_the_guard_writes() -> None:
    assert set(SENTENCES) - codes_in_code() - {each.code for each in FOUND} == set()


def test_what_is_open_has_a_remedy_and_what_is_met_has_none() -> None:
    outcomes = {each.code: each.outcome for each in FOUND if each.outcome is not Outcome.NOTED}
    open_codes = {code for code, each in outcomes.items() if each in (Outcome.MISSING, Outcome.UNKNOWN)}

    assert open_codes - set(MENDS) == set()
    assert set(MENDS) - set(SENTENCES) == set()
    assert {code for code, each in outcomes.items() if each is Outcome.MET} & set(MENDS) == set()


@pytest.mark.parametrize("language", ["en", "nb", "sv"])
def test_sentences_and_remedies_are_filled(language: str) -> None:
    with translation.override(language):
        said = [(each.code, law_sentence(each, LAW), mend(each, LAW)) for each in FOUND]

    assert [each for each in said if re.search(r"%\(|%s|VehicleClass|Decimal\(|\(\)", "".join(each[1:]))] == []


def test_what_is_met_has_a_line_in_every_language_of_documents() -> None:
    met = {each.code for each in FOUND if each.outcome is Outcome.MET}

    assert met - set(LAW.documents) == {"wordings_lawful"}
    assert set(LAW.documents) - met == set()


@pytest.mark.parametrize("code", sorted(LAW.documents))
def test_a_line_has_the_same_places_in_every_language(code: str) -> None:
    texts = LAW.documents[code]
    places = [{field for _t, field, _f, _c in Formatter().parse(texts[each]) if field} for each in LANGUAGES]

    assert all(each == places[0] for each in places)


def test_the_reason_is_printed_into_the_documents() -> None:
    evaluation = weighted("12.5", replacement=Replacement(("TRA-005",), REASON))
    (line,) = document_lines(judged(norway(evaluation=evaluation)), LAW, "nn")

    assert line.text == (
        "Klima- og miljøomsyn blir vekta med 12,5 prosent og elles tekne vare på av krava TRA-005, fordi det klart gir "
        f"betre effekt enn 30 prosent åleine (Anskaffelsesforskriften § 7-9). Grunngiving: {REASON}"
    )
    assert line.eforms == ("quality-nor-env-criteria", "quality-nor-env-spec")


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_are_filled_in_every_language(language: str) -> None:
    every = [judged(norway(evaluation=weighted("0", exemption=Exemption("insignificant", REASON))))]
    every.append(judged(sweden(checklist={"transparency": ChecklistAnswer(says_yes=True, reason="Page 3.")})))
    lines = [line.text for each in every for line in document_lines(each, LAW, language)]

    assert len(lines) == 2
    assert [line for line in lines if "{" in line] == []
    assert lines[0].endswith(REASON)


def test_a_reason_with_braces_stays_as_it_is() -> None:
    evaluation = weighted("0", exemption=Exemption("insignificant", "See {reason} and 100 %."))
    (line,) = document_lines(judged(norway(evaluation=evaluation)), LAW, "en")

    assert line.text.endswith("Reason: See {reason} and 100 %.")


def test_what_is_missing_names_the_grounds_of_the_day() -> None:
    evaluation = weighted("0", exemption=Exemption("essential_interests", REASON))
    (finding,) = (each for each in judged(norway(evaluation=evaluation)).open if each.code == "ground_not_allowed")

    with translation.override("en"):
        assert mend(finding, LAW).endswith("insignificant climate footprint and environmental impact.")


@pytest.mark.parametrize("rule", LAW.rules, ids=lambda rule: rule.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_is_told_with_its_numbers(rule: LawRule, language: str) -> None:
    told = rule_in_words(rule, language)

    assert "{" not in told
    assert "None" not in told
