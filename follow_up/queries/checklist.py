"""The questions of a control: from what the contract obliges to, and general ones for its kind and category."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from follow_up.models import QuestionSource
from follow_up.queries.control_steps import AskedOn, asked_on
from procurement.models import Contract, Obligation

GENERAL = Path(__file__).parent.parent / "reference" / "general_questions.yaml"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `threshold` of `step` in `unit` where something is measured; `advice` says how to look."""

    question: str
    source: QuestionSource
    advice: str = ""
    language: str = ""
    obligation: Obligation | None = None
    unit: str = ""
    direction: str = ""
    step: int | None = None
    threshold: Decimal | None = None
    code: str = ""


def questions_of(obligations: Collection[Obligation], day: date, language: str) -> list[Question]:
    """Return the questions of these obligations in their order; what is measured asks what is in force on the day."""
    asked = asked_on(obligations, day)
    return [question for each in obligations for question in _of(each, asked[each.pk], language)]


def general_questions(kind: str, category: str, language: str) -> list[Question]:
    """Return the general questions for this kind of control of a contract of this category."""
    area = category.partition(".")[0]
    return [
        Question(
            _in(each["question"], language),
            QuestionSource.GENERAL,
            _in(each["advice"], language),
            language,
            code=each["code"],
        )
        for each in _general()
        if kind in each["kinds"] and (not each["areas"] or area in each["areas"])
    ]


def obligations_to_check(contract: Contract) -> list[Obligation]:
    """Return what a contract obliges to, with the requirement of each, in its order."""
    return list(Obligation.objects.filter(contract=contract).select_related("version", "party"))


def _of(obligation: Obligation, asked: AskedOn, language: str) -> Iterator[Question]:
    content: Mapping[str, Any] = obligation.version.content if obligation.version else {}
    advice = _in(content.get("follow_up"), language) or obligation.proof
    plain = Question("", QuestionSource.REQUIREMENT, advice, language, obligation)
    checklist = [text for each in content.get("checklist") or () if (text := _in(each, language))]
    what = _in((content.get("measure") or {}).get("what"), language) or obligation.title
    if obligation.unit or asked.threshold is not None:
        yield replace(
            plain,
            question=what,
            unit=obligation.unit,
            direction=obligation.direction,
            step=asked.step,
            threshold=asked.threshold,
        )
    elif not checklist:
        yield replace(plain, question=what)
    for text in checklist:
        yield replace(plain, question=text, advice=obligation.title)


def _in(texts: Mapping[str, str] | None, language: str) -> str:
    """Return a text in the language, else in the one nearest to it; empty where there is none."""
    known = {name: text for name, text in (texts or {}).items() if text}
    return next((known[name] for name in (language, "nb", "sv", "en") if name in known), "")


@cache
def _general() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(GENERAL.read_text(encoding="utf-8")))
