"""Tables of systems that nobody told us of, and how a test reads them: as proposed, without any change."""

from pathlib import Path

import polars as pl

from emissions.importers.column_mapping import ColumnMapping
from emissions.importers.column_proposal import Proposal, best_proposal
from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_lines import no_lines
from emissions.importers.ledger_summary import LedgerSummary, summarise
from emissions.importers.mapped_file import tables_in
from tests.emissions.importers.ledgers import SAMPLES

UNKNOWN = SAMPLES.parent / "unknown_tables"


def proposed(path: Path) -> Proposal:
    proposal = best_proposal(tables_in(path))
    assert proposal is not None
    return proposal


def meanings(proposal: Proposal) -> dict[str, str]:
    """Return what each column is proposed as, those that are left out apart."""
    return {guess.label: guess.meaning for guess in proposal.columns if guess.meaning}


def mapped_lines(path: Path, mapping: ColumnMapping) -> pl.DataFrame:
    return pl.concat([no_lines(), *(batch.lines for batch in open_ledger(path, mapping=mapping).batches())])


def mapped_summary(path: Path, mapping: ColumnMapping) -> LedgerSummary:
    return summarise(open_ledger(path, mapping=mapping))
