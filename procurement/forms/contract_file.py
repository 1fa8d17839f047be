"""A file of contracts as it is looked at before anything is kept: what is new, what is here, and what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from foundation.problems import Problem
from organisations.models import Organisation
from procurement.forms.bid_sheet import CellProblem
from procurement.forms.contract_sheet import contracts_in_sheet
from procurement.forms.obligation_sheet import obligations_in_sheet
from procurement.forms.registered_contract import number_doubts
from procurement.importers.contract_rows import WORKBOOK, WORKBOOK_NAMES, Table, read_tables
from procurement.importers.ocds_contracts import read_ocds_contracts
from procurement.queries.known_contracts import Known, KnownContracts, key_of
from procurement.queries.registered import is_registered, number_key
from procurement.reports.bid_sheet import plain_title
from procurement.reports.contract_sheet import contract_columns, names_by_title, obligation_columns
from procurement.reports.spoken import SPOKEN
from procurement.services.registered_obligations import ObligationSaid
from procurement.services.registered_said import RegisteredSaid


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What a file holds: new contracts, those that are here, obligations, and problems with their rows.

    `doubts` are what would be kept as it stands and looks wrong.
    """

    new: tuple[tuple[int, RegisteredSaid], ...] = ()
    here: tuple[tuple[int, RegisteredSaid, Known, str], ...] = ()
    obligations: tuple[tuple[int, str, ObligationSaid], ...] = ()
    problems: tuple[CellProblem, ...] = ()
    doubts: tuple[CellProblem, ...] = ()

    @property
    def names_sheets(self) -> bool:
        """Whether what is wrong stands in the sheets of a workbook, which each have a row 2."""
        return any(each.sheet for each in (*self.problems, *self.doubts))

    @property
    def has_good_rows(self) -> bool:
        """Whether there is anything to register."""
        return bool(self.new or self.obligations)


def tables_of(data: bytes, name: str = "") -> tuple[Table, ...] | Problem:
    """Return the tables of a workbook, a text or an OCDS package, told by what is in the file, called `name`."""
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")):
        found = read_ocds_contracts(data)
        return found if isinstance(found, Problem) else (found,)
    if data and name.lower().endswith(WORKBOOK_NAMES) and not data.startswith(WORKBOOK):
        return Problem("no_workbook", "file")
    return read_tables(data)


def looked_at(home: Organisation, tables: Sequence[Table]) -> LookedAt:
    """Return what the tables hold; nothing is kept. The first that names a supplier is of contracts."""
    of_obligations = next((each for each in tables if _is_of_obligations(each)), None)
    of_contracts = next((each for each in tables if each is not of_obligations), None)
    known = KnownContracts(home)
    new: list[tuple[int, RegisteredSaid]] = []
    here: list[tuple[int, RegisteredSaid, Known, str]] = []
    problems: list[CellProblem] = []
    seen: set[object] = set()
    found = contracts_in_sheet(home, of_contracts) if of_contracts and of_contracts.rows else None
    problems += found.problems if found else ()
    for row, said in found.contracts if found else ():
        if key_of(said) in seen:
            problems.append(CellProblem(row, "", _("This contract is there twice. Remove one of the rows.")))
        elif there := known.known(said):
            here.append((row, said, there, _differs(there)))
        else:
            new.append((row, said))
        seen.add(key_of(said))
    sound, wrong = _obligations(home, of_obligations, known, [said for _row, said in new])
    return LookedAt(
        tuple(new),
        tuple(here),
        tuple(sound),
        (*_of_sheet(of_contracts, problems), *_of_sheet(of_obligations, wrong)),
        _of_sheet(of_contracts, _doubts(home, new)),
    )


def _obligations(
    home: Organisation, table: Table | None, known: KnownContracts, new: Sequence[RegisteredSaid]
) -> tuple[list[tuple[int, str, ObligationSaid]], list[CellProblem]]:
    if table is None or not table.rows:
        return [], []
    read = obligations_in_sheet(table, SPOKEN.get(home.country, "en"))
    named = {number_key(said.number) for said in new} | {number_key(said.title) for said in new}
    column = obligation_columns()[0].title
    problems = list(read.problems)
    sound: list[tuple[int, str, ObligationSaid]] = []
    for row, name, said in read.obligations:
        there = known.named(name)
        if number_key(name) not in named and (there is None or not is_registered(there)):
            sentence = _("No contract has this number or name that was registered here or stands in the file.")
            problems.append(CellProblem(row, column, sentence))
        else:
            sound.append((row, name, said))
    return sound, problems


def _is_of_obligations(table: Table) -> bool:
    known = names_by_title(obligation_columns)
    names = {known.get(plain_title(title)) for title in table.titles}
    return "contract" in names and bool(names & {"obligation", "code"})


def _differs(known: Known) -> str:
    """Return the titles of the columns in which the file says otherwise."""
    titles = {column.name: column.title for column in contract_columns()}
    return ", ".join(titles[name] for name in known.differs)


def _doubts(home: Organisation, new: Sequence[tuple[int, RegisteredSaid]]) -> list[CellProblem]:
    column = {each.name: each.title for each in contract_columns()}["supplier_number"]
    return [
        CellProblem(row, column, sentence)
        for row, said in new
        for sentence in number_doubts(said.parties, home.country)
    ]


def _of_sheet(table: Table | None, problems: Sequence[CellProblem]) -> tuple[CellProblem, ...]:
    """Return the problems in the order of their rows, each with the name of its sheet."""
    sheet = table.sheet if table else ""
    return tuple(replace(each, sheet=sheet) for each in sorted(problems, key=lambda each: each.row))
