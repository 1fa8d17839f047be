"""Obligations from a sheet: rows of the same contract and name are the steps of one obligation."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from foundation.written_names import name_key
from procurement.forms.bid_sheet import CellProblem
from procurement.forms.contract_sheet import named_columns, say_the_form
from procurement.forms.figures import FigureField
from procurement.forms.obligation_forms import said_of_bank
from procurement.forms.procurement import DayField
from procurement.importers.contract_rows import Table
from procurement.models.procurements import LATEST_STEP
from procurement.queries.obligation_of_bank import BankSays, bank_says
from procurement.reports.bid_sheet import plain_title
from procurement.reports.contract_sheet import codes_by_word, names_by_title, obligation_columns, words_of
from procurement.services.registered_obligations import ObligationSaid
from procurement.services.staircases import PlannedStep
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.requirement import Kind
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.requirements import published_versions

LONGEST = 10_000
Bank = Callable[[str, int | None], RequirementVersion | None]


class ObligationRowForm(forms.Form):
    """One row: what the contract says, and one step of it."""

    contract = forms.CharField(max_length=300)
    obligation = forms.CharField(max_length=300, required=False)
    wording = forms.CharField(max_length=LONGEST, required=False)
    code = forms.CharField(max_length=30, required=False)
    version = forms.IntegerField(required=False, min_value=1)
    theme = forms.CharField(max_length=200, required=False)
    unit = forms.CharField(max_length=40, required=False)
    direction = forms.CharField(max_length=40, required=False)
    threshold = FigureField(required=False)
    months_from = forms.IntegerField(required=False, min_value=0, max_value=LATEST_STEP)
    day_from = DayField()
    proof = forms.CharField(max_length=LONGEST, required=False)
    audit_right = forms.CharField(max_length=LONGEST, required=False)

    def __init__(self, data: Any) -> None:  # noqa: ANN401 - a row by the names of its columns
        super().__init__(data)
        say_the_form(self)

    def clean(self) -> dict[str, Any]:
        """Turn words into codes, and ask for what a row needs."""
        said = dict(super().clean() or {})
        is_named = said.get("obligation") or said.get("code") or {"obligation", "code"} & self.errors.keys()
        if not is_named:
            self.add_error("obligation", _("Give the obligation a name, or the code of a requirement of the bank."))
        themes = [part for part in said.get("theme", "").replace(",", ";").split(";") if part.strip()]
        said["themes"] = tuple(self._coded("theme", part) for part in themes)
        said["direction"] = self._coded("direction", said.get("direction", ""))
        has_begin = said.get("months_from") is not None or said.get("day_from")
        if said.get("threshold") is None and has_begin and "threshold" not in self.errors:
            self.add_error("threshold", _("Write what is asked for from then on."))
        if said.get("months_from") is not None and said.get("day_from"):
            self.add_error("months_from", _("Write either months after the start or a day."))
        return said

    @property
    def step(self) -> PlannedStep | None:
        """The step of the row, None where it has no threshold; from the start where nothing else is said."""
        said = self.cleaned_data
        if said["threshold"] is None:
            return None
        months = said["months_from"] if said["months_from"] is not None or said["day_from"] else 0
        return PlannedStep(said["threshold"], months, said["day_from"])

    def _coded(self, name: str, text: str) -> str:
        words = codes_by_word()[name]
        if text.strip() and plain_title(text) not in words:
            known = ", ".join(words_of(name))
            self.add_error(
                name, _("“%(text)s” is not known. Write one of: %(known)s.") % {"text": text, "known": known}
            )
        return words.get(plain_title(text), "")


@dataclass(frozen=True, slots=True)
class SheetObligations:
    """Obligations with their first row and the contract as the row names it, and what is wrong."""

    obligations: tuple[tuple[int, str, ObligationSaid], ...] = ()
    problems: tuple[CellProblem, ...] = ()


def obligations_in_sheet(table: Table, language: str) -> SheetObligations:
    """Return the obligations of a table, those of the bank worded in the language; nothing is kept."""
    names, wrong = named_columns(table, names_by_title(obligation_columns), obligation_columns(), ("contract",))
    if wrong:
        return SheetObligations(problems=tuple(wrong))
    titles = {column.name: column.title for column in obligation_columns()}
    found: dict[tuple[str, str], tuple[int, str, ObligationSaid]] = {}
    problems: list[CellProblem] = []
    bank = cache(_version)  # a code stands in many rows
    for number, row in table.rows:
        form = ObligationRowForm({name: text for name, text in zip(names, row, strict=False) if name})
        said = _said(form, language, bank) if form.is_valid() else None
        for name, errors in form.errors.items():
            problems += [CellProblem(number, titles.get(name, ""), str(error)) for error in errors]
        if said is not None and form.is_valid():
            contract = form.cleaned_data["contract"]
            key = (name_key(contract), name_key(said.title))
            before = found.get(key)
            steps = (*before[2].steps, *said.steps) if before else said.steps
            found[key] = (before[0], contract, replace(before[2], steps=steps)) if before else (number, contract, said)
    return SheetObligations(tuple(found.values()), tuple(problems))


def _said(form: ObligationRowForm, language: str, bank: Bank) -> ObligationSaid | None:
    """Return the obligation of a row with its step; None, and the error in the form, for an unknown requirement."""
    said, step = form.cleaned_data, form.step
    steps = [step] if step else []
    if not said["code"]:
        return ObligationSaid(
            title=said["obligation"],
            wording=said["wording"],
            proof=said["proof"],
            audit_right=said["audit_right"],
            themes=said["themes"],
            kind=Kind.CONTRACT_CLAUSE.value,
            unit=said["unit"],
            direction=said["direction"],
            language=language,
            steps=tuple(steps),
        )
    version = bank(said["code"], said["version"])
    if version is None:
        form.add_error("code", _("No published requirement has this code and version. Check it, or leave it empty."))
        return None
    beside = {name: said[name] for name in ("proof", "audit_right", "themes")}
    of_bank = said_of_bank(version, _says(version, language), beside, steps)
    own = {"title": said["obligation"], "wording": said["wording"]}
    return replace(of_bank, **{name: text for name, text in own.items() if text})


def _says(version: RequirementVersion, language: str) -> BankSays:
    return bank_says(content_of(version.content, version.content_hash), {}, language)


def _version(code: str, number: int | None) -> RequirementVersion | None:
    """Return the published version of just one requirement with the code; of several banks' none can be meant."""
    found = published_versions().filter(requirement__code__iexact=code)
    if number is not None:
        found = found.filter(number=number)
    those = list(found[:2])
    return those[0] if len(those) == 1 else None
