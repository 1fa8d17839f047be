"""Contracts from a sheet: each row is checked as if it had been typed on the page that registers a contract."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from django import forms
from django.utils.translation import gettext as _

from organisations.models import Organisation
from organisations.models.organisations import CURRENCIES
from organisations.reference.categories import categories
from procurement.forms.bid_sheet import CellProblem
from procurement.forms.registered_contract import PartyForm, RegisterForm
from procurement.importers.contract_rows import Table
from procurement.models import Contract
from procurement.reports.bid_sheet import BidColumn, plain_title
from procurement.reports.contract_sheet import codes_by_word, contract_columns, names_by_title, words_of
from procurement.services.locked_contract import ContractNotPossibleError
from procurement.services.registered_said import PartySaid, RegisteredSaid, check_said
from requirements_bank.reports.category_words import category_name

MOST_NAMED, MOST_NEAR = 12, 3
NEEDED = ("title", "supplier", "signed_on", "first_day", "months")
OF_PARTY = {"name": "supplier", "number": "supplier_number", "email": "supplier_email", "parties": "supplier"}


class ContractRowForm(RegisterForm):
    """A contract as a row says it: nobody looks after it and nobody shares it yet."""

    def _offer(self, home: Organisation, contract: Contract | None) -> None:  # noqa: ARG002 - of the page
        codes = sorted(set(codes_by_word()["category"].values()))
        self._near = {}
        self.fields["category"].choices = [("", ""), *((code, code) for code in codes)]  # type: ignore[attr-defined]
        known = sorted(set(CURRENCIES.values()))
        self.fields["currency"].choices = [(each, each) for each in known]  # type: ignore[attr-defined]
        for name in ("manager", "buyers", "key", "is_another"):
            del self.fields[name]
        say_the_form(self)
        for name in ("kind", "category", "currency"):
            self.fields[name].error_messages["invalid_choice"] = _choices_of(name, self.data.get(name, ""))

    def said(self, parties: tuple[PartySaid, ...]) -> RegisteredSaid:
        """Return the contract with these suppliers; the form must be valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        said["options"], said["notice_months"] = tuple(said["options"]), said["notice_months"] or 0
        return RegisteredSaid(parties=parties, **said)


def say_the_form(form: forms.Form) -> None:
    """Let each field of a row say in which form a day and a whole number are written."""
    for field_of_row in form.fields.values():
        if isinstance(field_of_row, forms.DateField):
            field_of_row.error_messages["invalid"] = _("Write the day as 31.12.2026.")
        elif isinstance(field_of_row, forms.IntegerField):
            field_of_row.error_messages["invalid"] = _("Write a whole number in digits, such as 36.")


def _choices_of(name: str, typed: str) -> str:
    """Return the sentence for a word that is none of a column's: all that can be written, or of many the nearest."""
    words, told = words_of(name), {"text": typed[:100]}
    if len(words) > MOST_NAMED:
        areas = [category_name(each.code) for each in categories() if each.parent is None]
        inside = [word for word in words if typed and plain_title(typed) in plain_title(word)]
        near = inside[:MOST_NEAR] or get_close_matches(typed, words, n=MOST_NEAR) or areas
        sentence = _("“%(text)s” is not known. Choose from the list in the template, such as: %(known)s.")
        said = sentence % {**told, "known": ", ".join(near)}
    else:
        said = _("“%(text)s” is not known. Write one of: %(known)s.") % {**told, "known": ", ".join(words)}
    return said.replace("%", "%%")  # Django puts its own values into the sentence


@dataclass(frozen=True, slots=True)
class SheetContracts:
    """The contracts of a sheet with their rows, and what is wrong; a problem of row 1 is of the whole sheet."""

    contracts: tuple[tuple[int, RegisteredSaid], ...] = ()
    problems: tuple[CellProblem, ...] = field(default=())


def contracts_in_sheet(home: Organisation, table: Table) -> SheetContracts:
    """Return the sound contracts of a table and the problems of the others; nothing is kept."""
    names, wrong = named_columns(table, names_by_title(contract_columns), contract_columns(), NEEDED)
    if wrong:
        return SheetContracts(problems=tuple(wrong))
    titles = {column.name: column.title for column in contract_columns()}
    sound: list[tuple[int, RegisteredSaid]] = []
    problems: list[CellProblem] = []
    for number, row in table.rows:
        typed = {name: text for name, text in zip(names, row, strict=False) if name}
        said = _row(home, typed)
        if isinstance(said, RegisteredSaid):
            sound.append((number, said))
        else:
            problems += [CellProblem(number, titles.get(name, ""), sentence) for name, sentence in said]
    return SheetContracts(tuple(sound), tuple(problems))


def named_columns(
    table: Table, known: Mapping[str, str], columns: Sequence[BidColumn], needed: Sequence[str]
) -> tuple[list[str | None], list[CellProblem]]:
    """Return the field of each column, None for one that is not known, and what is wrong with the titles."""
    names = [known.get(plain_title(title)) for title in table.titles]
    titles = {column.name: column.title for column in columns}
    missing = _("This column is missing. Take the template, and leave its first row as it is.")
    wrong = [CellProblem(1, titles[name], missing) for name in needed if name not in names]
    for place, (title, name) in enumerate(zip(table.titles, names, strict=True)):
        if name is None and title:
            sentence = _("This column is not known here. Take the template, or remove the column.")
            wrong.append(CellProblem(1, title[:100], sentence))
        elif name and name in names[:place]:
            wrong.append(CellProblem(1, title[:100], _("This column is there twice. Remove one of them.")))
    return names, wrong


def _row(home: Organisation, typed: Mapping[str, str]) -> RegisteredSaid | list[tuple[str, str]]:
    """Return the contract of a row, or by column what is wrong with it."""
    words = codes_by_word()
    data = {name: text for name, text in typed.items() if not name.startswith("supplier")}
    data["kind"] = words["kind"].get(plain_title(typed.get("kind", "") or "contract"), typed.get("kind", ""))
    data["category"] = words["category"].get(plain_title(typed.get("category", "")), typed.get("category", ""))
    data["currency"] = typed.get("currency", "").upper() or CURRENCIES[home.country]
    terms = ContractRowForm(home, data)
    parties = list(_parties(typed))
    wrong = [each for form in (terms, *parties) for each in _errors(form)]
    if wrong:
        return wrong
    said = terms.said(tuple(form.said for form in parties))
    try:
        check_said(home, said)
    except ContractNotPossibleError as problem:
        return [(OF_PARTY.get(problem.field, problem.field), str(problem))]
    return said


def _parties(typed: Mapping[str, str]) -> Iterator[PartyForm]:
    """Yield a form for each supplier: several stand in the cell with a semicolon or a bar between them."""
    several = [_several(typed.get(name, "")) for name in ("supplier", "supplier_number", "supplier_email")]
    for place in range(max(1, len(several[0]))):
        name, number, email = (cells[place] if place < len(cells) else "" for cells in several)
        yield PartyForm({"name": name, "number": number, "email": email})


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.replace("|", ";").split(";")]


def _errors(form: forms.Form) -> Iterator[tuple[str, str]]:
    is_party = isinstance(form, PartyForm)
    for name, errors in form.errors.items():
        for error in errors:
            yield (OF_PARTY.get(name, name) if is_party else name), str(error)
