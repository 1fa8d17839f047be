"""What has happened to an import: imported, made current again, and which imports it replaced each time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from emissions.models import LedgerImport
from foundation.changes.models import Change
from foundation.changes.sentences import sentence_of

KIND = "emissions.ledger_import"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One thing that happened: who, when, what, and the imports that gave way."""

    at: datetime
    actor: str
    sentence: str
    replaced: tuple[LedgerImport, ...]


def history_of(ledger_import: LedgerImport) -> list[HistoryRow]:
    """Return what happened to the import, newest first, in two queries."""
    changes = list(
        Change.objects.filter(
            organisation_id=ledger_import.organisation_id, kind=KIND, object_id=str(ledger_import.uuid)
        ).order_by("-pk")
    )
    uuids = {UUID(uuid) for change in changes for uuid in change.summary.get("replaced", [])}
    known = {
        row.uuid: row
        for row in LedgerImport.objects.filter(uuid__in=uuids).select_related("file").defer("summary", "problems")
    }
    return [
        HistoryRow(
            at=change.made_at,
            actor=change.actor_name,
            sentence=sentence_of(change),
            replaced=tuple(known[UUID(uuid)] for uuid in change.summary.get("replaced", []) if UUID(uuid) in known),
        )
        for change in changes
    ]
