"""SQL kept in files names the organisation it is for; row-level security is the second fence, not the first."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARAMETERS = ("%(organisation_id)s", "%(organisation_ids)s", "%(organisations)s")
# Statements that name no organisation, each with the reason.
_AFTER_QUALITY = "is read on from data_quality.sql, which names it"
EXEMPT: dict[str, str] = {
    "emissions.accounts_without_name": _AFTER_QUALITY,
    "emissions.catch_all_accounts": _AFTER_QUALITY,
    "emissions.suppliers_to_fix": _AFTER_QUALITY,
}

FILES = sorted(path for path in ROOT.glob("*/sql/*.sql"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.parent.name}.{path.stem}")
def test_a_statement_names_its_organisation(path: Path) -> None:
    name = f"{path.parent.parent.name}.{path.stem}"
    named = any(parameter in path.read_text(encoding="utf-8") for parameter in PARAMETERS)

    assert named != (name in EXEMPT), f"{name} must take one of {PARAMETERS}, or stand in EXEMPT with a reason."


def test_there_are_statements() -> None:
    assert FILES
