"""Remember what somebody said of the columns of a table, forget it, and read files by it.

Imports keep the mapping that they were read with: what is said later changes none of them.
"""

from dataclasses import replace
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from emissions.importers.column_mapping import ColumnMapping, mapping_from_json
from emissions.importers.mapped_file import tables_in
from emissions.importers.table_samples import TableSample
from emissions.importers.table_shapes import shapes_in
from emissions.models import RememberedMapping
from emissions.queries.remembered_mappings import remembered_mappings, remembered_of_shapes
from emissions.services.reading_choices import ReadingChoices
from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from organisations.models import Organisation

LONGEST_NAME = 300


@transaction.atomic
def remember_mapping(
    *, organisation: Organisation, shape: str, mapping: ColumnMapping, file_name: str, revision: int
) -> RememberedMapping:
    """Remember how tables of a shape are read; the year, which is that of one file, is left out.

    `revision` is that of what was remembered when the page was opened, 0 for nothing. Raises ConflictError if somebody
    said something else of the same shape since; the same thing said twice is said once.
    """
    list(Organisation.objects.select_for_update(of=("self",)).filter(pk=organisation.pk))
    known = RememberedMapping.objects.filter(organisation=organisation, shape=shape).first()
    said = replace(mapping, year=None).as_json()
    if known and not known.is_forgotten and known.mapping == said:
        return known
    if known and not known.is_forgotten and known.revision != revision:
        values = {"name": known.said_by, "day": date_format(timezone.localtime(known.said_at), "DATE_FORMAT")}
        sentence = _(
            "%(name)s said something else of tables of this kind on %(day)s, while you had the page open. What you "
            "chose is still here: compare, and save again."
        )
        raise ConflictError(sentence % values)
    remembered = known or RememberedMapping(organisation=organisation, shape=shape, revision=0)
    remembered.mapping, remembered.file_name = said, file_name[:LONGEST_NAME]
    remembered.said_by, remembered.said_at = current_actor().name, timezone.now()
    _save(remembered, "changed" if known and not known.is_forgotten else "remembered", is_forgotten=False)
    return remembered


@transaction.atomic
def forget_mapping(remembered: RememberedMapping) -> RememberedMapping:
    """Ask again at the next file of the shape; what is forgotten already stays so."""
    current = RememberedMapping.objects.select_for_update(of=("self",)).get(pk=remembered.pk)
    if not current.is_forgotten:
        _save(current, "forgotten", is_forgotten=True)
    return current


@transaction.atomic
def remember_again(remembered: RememberedMapping) -> RememberedMapping:
    """Take forgetting back, as it was."""
    current = RememberedMapping.objects.select_for_update(of=("self",)).get(pk=remembered.pk)
    if current.is_forgotten:
        _save(current, "remembered_again", is_forgotten=False)
    return current


def _save(remembered: RememberedMapping, action: str, *, is_forgotten: bool) -> None:
    remembered.is_forgotten = is_forgotten
    remembered.revision += 1
    remembered.save()
    record_change(
        organisation_id=remembered.organisation_id,
        kind="emissions.remembered_mapping",
        object_id=remembered.uuid,
        action=action,
        summary={"name": remembered.file_name},
    )


def as_remembered(
    organisation: Organisation, samples: tuple[TableSample, ...], choices: ReadingChoices
) -> tuple[ReadingChoices, RememberedMapping | None]:
    """Return how a file is read: as the choices say, else as is remembered of one of its tables, and what that is."""
    if choices.mapping is not None or not choices.uses_remembered:
        return choices, None
    shapes = shapes_in(samples)
    remembered = remembered_of_shapes(organisation, shapes) if shapes else None
    mapping = mapping_from_json(remembered.mapping) if remembered else None
    if remembered is None or not isinstance(mapping, ColumnMapping):
        return choices, None
    return replace(choices, mapping=shapes[remembered.shape].placed(mapping).as_json()), remembered


def as_remembered_of_file(organisation: Organisation, path: Path, choices: ReadingChoices) -> ReadingChoices:
    """Return the same for a file that nobody has looked at; it is opened only where anything is remembered at all."""
    if choices.mapping is not None or not choices.uses_remembered or not remembered_mappings(organisation).exists():
        return choices
    return as_remembered(organisation, tables_in(path), choices)[0]
