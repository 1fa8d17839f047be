"""Read the file of a draft as chosen: its figures are kept and categories proposed for them, or nothing is."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from emissions.calculations.own_set_facts import SetFacts, SpreadKind, gsd2_of
from emissions.importers.factor_rows import YEARS, FactorRow, read_factor_rows
from emissions.importers.factor_table import MOST_BYTES, FactorTable, read_factor_table
from emissions.models import OwnCategoryFactors, OwnFactor, OwnFactorSet, OwnSetVersion
from emissions.queries.category_proposals import proposed_factors
from emissions.queries.own_sets import version_in_force
from emissions.services.locked_own_set import OwnSetNotPossibleError, about_set, locked_draft, save_draft
from foundation.changes.record import record_change
from foundation.files.models import StoredFile
from foundation.files.opened import opened
from foundation.problems import Problem
from organisations.reference.categories import category_leaves

CARRIED = "before"  # the factors of a category are those that the version before had


class FileRefusedError(OwnSetNotPossibleError):
    """Rows of the file are wrong; `problems` say where, why and what to do, `good` how many rows are right."""

    def __init__(self, message: object, *, problems: Sequence[Problem], good: int) -> None:
        super().__init__(message, problems=tuple(problems))
        self.good = good


def table_of(stored: StoredFile) -> FactorTable | Problem:
    """Return the table in a file that was handed in, or what keeps it from being read."""
    with opened(stored) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return Problem("file_too_large", "file", values={"most": MOST_BYTES // 1024 // 1024})
    return read_factor_table(data)


def price_year_in(table: FactorTable, place: int | None) -> int:
    """Return the newest year of the money that the column at `place` says, where nobody says it for the whole file.

    Raises OwnSetNotPossibleError without a column, where a row leaves it empty, and where no cell of it is a year.
    """
    if place is None:
        raise _no_year(_("Write the year of the money, or choose the column that says it."))
    cells = [(number, row[place]) for number, row in table.rows if place < len(row)]
    empty = next((number for number, cell in cells if not cell), None)
    if empty is not None:
        sentence = _("Row %(row)s says no price year. Write the year of such rows here, or fill it in the file.")
        raise _no_year(sentence % {"row": empty})
    years = [int(cell) for _number, cell in cells if cell.isdecimal() and int(cell) in YEARS]
    if not years:
        raise _no_year(_("No cell of the column is a year. Choose another column, or write the year."))
    return max(years)


@transaction.atomic
def price_year_of_draft(own_set: OwnFactorSet, columns: Mapping[str, int]) -> int:
    """Return what `price_year_in` says of the draft's file; raises as it does, and where there is no file to read."""
    return price_year_in(_table_in(locked_draft(own_set)), columns.get("price_year"))


@transaction.atomic
def read_draft(
    own_set: OwnFactorSet,
    *,
    revision: int | None,
    columns: Mapping[str, int],
    facts: SetFacts,
    keep_good_rows: bool = False,
) -> OwnSetVersion:
    """Return the draft with the figures of its file, read by `columns` (places by meaning) and `facts`.

    Wrong rows refuse the whole file with a FileRefusedError and leave the draft as it was, unless `keep_good_rows`.
    Raises ConflictError if somebody saved the draft after `revision`.
    """
    draft = locked_draft(own_set, revision=revision)
    table = _table_in(draft)
    _check_said(table, columns, facts)
    good, problems = read_factor_rows(table, columns, facts)
    if not good or (problems and not keep_good_rows):
        raise FileRefusedError(_("Nothing of the file is kept yet."), problems=problems, good=len(good))
    draft.columns, draft.facts, draft.left_out = dict(columns), facts.as_json(), len(problems)
    save_draft(draft)
    _keep_rows(draft, good)
    _propose_categories(draft, {row.code: row.name for row in good}, facts)
    said = {"number": draft.number, "rows": len(good), "left_out": len(problems)}
    record_change(kind="emissions.own_factor_set", action="read", **about_set(draft.factor_set, **said))
    return draft


def _table_in(draft: OwnSetVersion) -> FactorTable:
    table = table_of(draft.file)
    if isinstance(table, Problem):
        raise OwnSetNotPossibleError(_("The file cannot be read."), problems=(table,))
    return table


def _no_year(sentence: str) -> OwnSetNotPossibleError:
    return OwnSetNotPossibleError(sentence, field="price_year")


def _check_said(table: FactorTable, columns: Mapping[str, int], facts: SetFacts) -> None:
    """Refuse columns that the file does not have, and facts that contradict each other."""
    width = len(table.titles)
    if outside := {name: place for name, place in columns.items() if not 0 <= place < width}:
        name, place = next(iter(outside.items()))
        sentence = _("There is no column %(place)s in the file; it has %(width)s, counted from 0.")
        raise OwnSetNotPossibleError(sentence % {"place": place, "width": width}, field=f"columns/{name}")
    if facts.valid_from and facts.valid_to and facts.valid_from > facts.valid_to:
        raise OwnSetNotPossibleError(_("The last year lies before the first."), field="valid_to")
    if facts.spread_kind is SpreadKind.INTERVAL and not {"low", "high"} <= columns.keys():
        sentence = _("Choose the columns with the low and the high end, or another kind.")
        raise OwnSetNotPossibleError(sentence, field="spread_kind")
    try:
        gsd2_of(facts.spread_kind, facts.spread, None, None)
    except ValueError as error:
        sentence = _("Per cent lie below 100. GSD² is 1 or more. Write it so.")
        raise OwnSetNotPossibleError(sentence, field="spread") from error


def _keep_rows(draft: OwnSetVersion, rows: Sequence[FactorRow]) -> None:
    draft.factors.all().delete()
    OwnFactor.objects.bulk_create(
        OwnFactor(
            organisation_id=draft.organisation_id,
            version=draft,
            row=row.row,
            code=row.code,
            name=row.name,
            written=row.written,
            price_year=row.price_year,
            ghg_year=row.ghg_year,
            kg_per_unit=row.kg_per_unit,
            gsd2=row.gsd2,
        )
        for row in rows
    )


def _propose_categories(draft: OwnSetVersion, codes: Mapping[str, str], facts: SetFacts) -> None:
    """Propose factors for every category anew: those of the version before where its codes are still there."""
    proposed = proposed_factors(codes, facts.code_kind)
    before = _carried(draft, codes)
    draft.categories.all().delete()
    OwnCategoryFactors.objects.bulk_create(
        OwnCategoryFactors(
            organisation_id=draft.organisation_id,
            version=draft,
            category=leaf.code,
            weights=before[leaf.code] if leaf.code in before else _stored(proposal.weights if proposal else ()),
            how=CARRIED if leaf.code in before else proposal.how.value if proposal else "",
        )
        for leaf in category_leaves().values()
        if not leaf.retired
        for proposal in [proposed.get(leaf.code)]
    )


def _carried(draft: OwnSetVersion, codes: Mapping[str, str]) -> dict[str, list[list[str]]]:
    before = version_in_force(draft.factor_set)
    if before is None:
        return {}
    entries = before.categories.all()
    return {entry.category: entry.weights for entry in entries if all(code in codes for code, _weight in entry.weights)}


def _stored(weights: Sequence[tuple[str, object]]) -> list[list[str]]:
    return [[code, str(weight)] for code, weight in weights]
