"""A bank as anyone reads it: requirements by area in one language, and the same as data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import figures
from foundation.spreadsheets import Column, Sheet
from requirements_bank.calculations.requirement import RequirementContent, Texts
from requirements_bank.calculations.texts import language_of, text_in
from requirements_bank.models import Bank, RequirementVersion
from requirements_bank.queries.public_banks import AskedFor
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.code_words import AREAS, DIRECTIONS, EVIDENCES, PERIODS
from requirements_bank.reports.effect_words import effect_in_words
from requirements_bank.reports.requirement_words import ShownRequirement, shown
from requirements_bank.reports.step_rule import step_rule


@dataclass(frozen=True, slots=True)
class PublicRequirement:
    """One requirement on a bank's public page."""

    shown: ShownRequirement
    address: str
    adopted_from: Bank | None

    @property
    def version(self) -> RequirementVersion:
        """The version that is asked for."""
        return self.shown.version

    @property
    def categories(self) -> list[str]:
        """The names of its purchase categories."""
        return [category_name(code) for code in self.shown.content.categories]


@dataclass(frozen=True, slots=True)
class PublicArea:
    """The requirements of one area of a bank."""

    code: str
    name: str
    requirements: Sequence[PublicRequirement]


def public_requirement(bank: Bank, asked: AskedFor, language: str) -> PublicRequirement:
    """Return one requirement for a reader of the language."""
    address = reverse("public_requirement", args=[bank.slug, asked.code])
    return PublicRequirement(shown(asked.version, language=language), address, asked.adopted_from)


def by_area(requirements: Iterable[PublicRequirement]) -> list[PublicArea]:
    """Return the requirements under the names of their areas, in the order of the areas."""
    order = {str(area): place for place, area in enumerate(AREAS)}
    ordered = sorted(requirements, key=lambda each: (order[each.shown.content.area], each.shown.code))
    return [
        PublicArea(str(area), str(AREAS[area]), list(those))
        for area, those in groupby(ordered, key=lambda each: each.shown.content.area)
    ]


def fits_words(each: PublicRequirement, words: str) -> bool:
    """Whether a requirement holds all of the words, in any part of a word."""
    text = " ".join((each.shown.code, each.shown.title, each.shown.wording_text, *each.categories)).casefold()
    return all(word in text for word in words.casefold().split())


def facts_of(each: PublicRequirement) -> dict[str, Any]:
    """Return the details of a requirement in its language: why, proof, measure, steps, law, effect, sources."""
    content, language = each.shown.content, each.shown.language

    def said(texts: Texts) -> Text:
        return Text(text_in(texts, language), language_of(texts, language))

    return {
        "motive": said(content.motive),
        "proof": said(content.proof),
        "evidence": [str(EVIDENCES[kind]) for kind in content.evidence],
        "follow_up": said(content.follow_up),
        "checklist": [said(point) for point in content.checklist],
        "measure": _measure(content, language),
        "steps": _steps(content, language),
        "step_rule": step_rule(content, get_language() or "en"),
        "effect": effect_in_words(content.effect, language) if content.effect else "",
        "law": [(law, said(law.note)) for law in content.law],
        "effect_note": said(content.effect.note) if content.effect else None,
    }


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the language that it stands in."""

    text: str
    language: str


def bank_as_data(bank: Bank, asked: Iterable[AskedFor]) -> dict[str, Any]:
    """Return a bank and what its owner asks for as the bank's format has it (docs/bank_format.md)."""
    return {
        "bank": bank.slug,
        "name": bank.name,
        "description": bank.description,
        "organisation": bank.organisation.name if bank.organisation else None,
        "licence": bank.licence,
        "languages": list(bank.languages),
        "requirements": [requirement_as_data(each) for each in asked],
    }


def requirement_as_data(asked: AskedFor) -> dict[str, Any]:
    """Return one requirement as its file says it, with where it stands."""
    version = asked.version
    return {
        "requirement": str(version.requirement.uuid),
        "adopted_from": asked.adopted_from.slug if asked.adopted_from else None,
        "published_at": version.published_at.isoformat() if version.published_at else None,
        "content": version.content,
    }


def bank_sheet(bank: Bank, requirements: Iterable[PublicRequirement]) -> Sheet:
    """Return a bank as a sheet: a row for each requirement, in one language."""
    columns = [
        Column(_("Code")), Column(_("Version"), "integer"), Column(_("Title")), Column(_("Wording")), Column(_("Area")),
        Column(_("Purchase categories")), Column(_("Kind")), Column(_("Level")), Column(_("Rises step by step")),
        Column(_("Valid from"), "date"), Column(_("From the bank")), Column(_("Language")),
    ]  # fmt: skip
    return Sheet(bank.name, columns, (_row(bank, each) for each in requirements))


def _row(bank: Bank, each: PublicRequirement) -> list[Any]:
    content = each.shown.content
    return [
        each.shown.code,
        each.version.number,
        each.shown.title,
        each.shown.wording_text,
        each.shown.area,
        ", ".join(each.categories),
        each.shown.kind,
        each.shown.level,
        _("yes") if content.has_staircase else _("no"),
        each.version.valid_from,
        (each.adopted_from or bank).name,
        each.shown.language,
    ]


def _measure(content: RequirementContent, language: str) -> dict[str, Any] | None:
    measure = content.measure
    if measure is None:
        return None
    what = Text(text_in(measure.what, language), language_of(measure.what, language))
    direction = str(DIRECTIONS[measure.direction]) if measure.direction else ""
    return {"what": what, "period": str(PERIODS[measure.period]), "direction": direction}


def _steps(content: RequirementContent, language: str) -> list[Mapping[str, Any]]:
    unit = content.measure.unit if content.measure else ""
    return [
        {"month": step.month, "threshold": f"{figures.plain(step.threshold, language)}{figures.NO_BREAK_SPACE}{unit}"}
        for step in content.staircase
    ]
