"""A proposal as commands and programs get it: the mapping to send back, and why each column is taken for what it is."""

from collections.abc import Callable

from emissions.importers.column_mapping import missing_in
from emissions.importers.column_proposal import Proposal
from emissions.importers.mapping_texts import REASONS
from emissions.importers.problem_texts import sentence


def proposal_as_json(proposal: Proposal, translate: Callable[[str], str] = str) -> dict[str, object]:
    """Return `{mapping, columns[{column, meaning, confidence, reason}], missing[]}`.

    `meaning` is empty for a column that is not read; `confidence` is from 0 to 1 with two decimals; `missing` says what
    the mapping lacks before a file can be read with it.
    """
    return {
        "mapping": proposal.mapping.as_json(),
        "columns": [
            {
                "column": guess.label,
                "meaning": guess.meaning,
                "confidence": f"{guess.confidence:.2f}",
                "reason": translate(REASONS[guess.reason]),
            }
            for guess in proposal.columns
        ],
        "missing": [sentence(problem, translate) for problem in missing_in(proposal.mapping)],
    }
