"""Why this number? A line's, or a category's, way to kilograms, and the rules that decided where it belongs."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from emissions.calculations.derivation import Derivation, derive
from emissions.calculations.rule_descriptions import RuleDescription, describe_rule
from emissions.calculations.stored_intensities import stored_intensity
from emissions.models import ClassificationRule, Footprint, LedgerImport
from emissions.models import Intensity as IntensityRow
from emissions.queries.mapping import rule_rows
from emissions.queries.reference import mapping_defaults
from foundation.files.models import StoredFile
from foundation.named_sql import rows


@dataclass(frozen=True, slots=True)
class Way:
    """From an amount to kilograms, or why there is no way: `gap` is a reason with the `values` of its sentence."""

    derivation: Derivation | None
    gap: str = ""
    values: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What decided a line's treatment and category: a shipped rule, an own rule, or none.

    `ground` and `own_ground` are the rule that said how the line counts, where another one chose the category.
    `number` is the mapping version that wrote the decision.
    """

    kind: str
    reference: str
    matched: str
    number: int
    shipped: RuleDescription | None
    own: ClassificationRule | None
    ground: RuleDescription | None
    own_ground: ClassificationRule | None


def way_of(footprint: Footprint, category: str | None, amount: Decimal, currency: str) -> Way:
    """Return how an amount of a category became kilograms in the footprint; a missing category is a gap, too."""
    if not category:
        return Way(None, "unclassified", {})
    row = IntensityRow.objects.filter(
        intensity_set=footprint.intensity_set_id, category=category, currency=currency
    ).first()
    if row is None:
        return Way(None, "no_factor_mapped", {"category": category, "factor_set": footprint.factor_set})
    if row.kg_per_unit is None:
        return Way(None, row.gap_reason, {"category": category, **row.derivation.get("values", {})})
    intensity = stored_intensity(
        category=category,
        year=footprint.year,
        currency=currency,
        kg_per_unit=row.kg_per_unit,
        derivation=row.derivation,
    )
    return Way(derive(amount, intensity))


def decision_of(footprint: Footprint, key_id: int) -> Decision | None:
    """Return what decided a posting key under the footprint's mapping version; shipped rules are worded as today."""
    found = rows(
        "emissions.decision_of_key",
        {
            "organisation_id": footprint.organisation_id,
            "key_id": key_id,
            "version": footprint.mapping_number,
        },
    )
    return _decision(footprint, found[0]) if found else None


def import_of(footprint: Footprint, uuid: UUID) -> LedgerImport | None:
    """Return an import of the footprint's organisation, if the reader may see it."""
    return LedgerImport.objects.filter(uuid=uuid, organisation=footprint.organisation_id).first()


def file_name_of(ledger_import: LedgerImport) -> str:
    """Return the name of the file that was handed over; empty for readers with whom only the lines are shared."""
    names = StoredFile.objects.filter(pk=ledger_import.file_id).values_list("name", flat=True)
    return names.first() or ""


def _decision(footprint: Footprint, row: dict[str, Any]) -> Decision:
    defaults = mapping_defaults({})
    held = {str(rule.uuid): rule for rule in rule_rows(footprint.organisation_id, footprint.mapping_number)}
    return Decision(
        kind=row["rule_kind"],
        reference=row["rule_ref"] or "",
        matched=row["matched"] or "",
        number=row["version"],
        shipped=describe_rule(row["rule_kind"], row["rule_ref"], defaults),
        own=held.get(row["rule_ref"]),
        ground=describe_rule("exclusion", row["treatment_ref"], defaults),
        own_ground=held.get(row["treatment_ref"]) if row["treatment_ref"] != row["rule_ref"] else None,
    )
