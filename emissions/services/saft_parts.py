"""Keeps one part of a split SAF-T export from taking the place of another."""

from pathlib import Path

from emissions.calculations.period_takeover import Takeover
from emissions.importers.file_kinds import SAFT, file_kind
from emissions.importers.saft.parts import export_mark, is_another_part
from emissions.models import LedgerImport
from foundation.errors import NotFoundError
from foundation.files.local import local_path
from foundation.problems import Problem
from organisations.models import Organisation


def other_parts(organisation: Organisation, path: Path, outcome: Takeover) -> list[Problem]:
    """Return the problem that a file is a part of the same export as accounts that are in use in its months.

    Nothing for files that are no single SAF-T file, and for months in which no such file is in use.
    """
    met = {holding.import_id for holding in (*outcome.replaced, *outcome.kept)}
    imports = LedgerImport.objects.filter(organisation=organisation, pk__in=met, format=SAFT).select_related("file")
    if file_kind(path) != SAFT or not imports:
        return []
    mark = export_mark(path)
    for known in imports.order_by("pk") if mark else ():
        try:
            with local_path(known.file) as original:
                other = export_mark(original) if file_kind(original) == SAFT else None
        except NotFoundError:
            continue
        if mark and other and is_another_part(mark, other):
            return [Problem("file_is_another_part", "file", values={"name": known.file.name})]
    return []
