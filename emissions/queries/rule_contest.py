"""Why this rule and not another, for lines of an account, supplier, function and unit: by their largest posting key."""

from dataclasses import dataclass
from uuid import UUID

import polars as pl

from emissions.calculations.rule_contest import Contest, contest
from emissions.models import MappingVersion
from emissions.queries.mapping import keys_frame, rules_under
from emissions.queries.reference import mapping_defaults
from emissions.queries.spend import SpendBase
from foundation.named_sql import rows, set_wise
from suppliers.models import SupplierCard


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines are asked about; None asks for nothing."""

    account: str
    supplier: UUID | None = None
    function: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The largest posting key of the lines asked about, how many keys they have, and who would decide it."""

    key: dict[str, object]
    keys: int
    contest: Contest


def contest_of(base: SpendBase, version: MappingVersion, asked: Asked) -> Answered | None:
    """Return what decides the lines and who else would; None where there are no such lines in the year."""
    card = (
        SupplierCard.objects.filter(organisation_id=base.organisation_id, uuid=asked.supplier).first()
        if asked.supplier
        else None
    )
    if asked.supplier and card is None:
        return None
    parameters = {
        **base.parameters,
        "account": asked.account,
        "supplier_id": card.pk if card else None,
        "function": asked.function,
        "unit": asked.unit,
    }
    with set_wise():
        found = rows("emissions.largest_key", parameters)
    if not found:
        return None
    key = keys_frame(base.organisation_id, [found[0]["key"]])
    decided = contest(_as_classified(key), rules_under(version), mapping_defaults(dict(version.policies)))
    return Answered(key.row(0, named=True), found[0]["keys"], decided)


def _as_classified(key: pl.DataFrame) -> pl.DataFrame:
    return key.drop("investment")
