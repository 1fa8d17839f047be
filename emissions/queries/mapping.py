"""What the mapping reads: keys with what the source says, decisions under a version, the organisation's rules."""

from collections.abc import Collection, Sequence

import polars as pl
from django.db.models import Q, QuerySet

from emissions.calculations.classification import Rule
from emissions.calculations.rule_drafts import RuleDraft
from emissions.calculations.rule_sets import TEXTS, SetRule
from emissions.models import ClassificationRule, MappingVersion
from emissions.queries.spend import SpendBase
from emissions.rules import policies
from foundation.named_sql import rows, set_wise, statement
from foundation.postgres.bulk import frame_of
from organisations.models import Organisation

KEY_SCHEMA: dict[str, pl.DataType] = {
    "key": pl.Int64(),
    "chart": pl.String(),
    "account": pl.String(),
    "account_name": pl.String(),
    "supplier_number": pl.String(),
    "supplier_identity": pl.String(),
    "supplier_name": pl.String(),
    "agreement": pl.String(),
    "commodity": pl.String(),
    "function": pl.String(),
    "unit": pl.String(),
    "investment": pl.Boolean(),
    "movement": pl.String(),
}
SUPPLIER_SCHEMA: dict[str, pl.DataType] = {
    "supplier_number": pl.String(),
    "supplier_name": pl.String(),
    "known_number": pl.String(),
    "known_name": pl.String(),
    "supplier_identity": pl.String(),
}
DECISION_SCHEMA: dict[str, pl.DataType] = {
    "key": pl.Int64(),
    "treatment": pl.String(),
    "category": pl.String(),
    "reason": pl.String(),
    "rule_kind": pl.String(),
    "rule_ref": pl.String(),
    "treatment_ref": pl.String(),
    "matched": pl.String(),
}

MONEY_SCHEMA: dict[str, pl.DataType] = {
    "year": pl.Int64(),
    "key": pl.Int64(),
    "currency": pl.String(),
    "amount": pl.Decimal(24, 4),
    "lines": pl.Int64(),
}


def keys_frame(organisation_id: int, key_ids: Sequence[int] | None = None) -> pl.DataFrame:
    """Return the organisation's posting keys, or those in `key_ids`, with KEY_SCHEMA."""
    parameters: dict[str, object] = {
        "organisation_id": organisation_id,
        "all_keys": key_ids is None,
        "keys": list(key_ids or ()),
    }
    with set_wise():
        return frame_of(statement("emissions.keys_to_classify"), parameters, KEY_SCHEMA)


def as_known(organisation_id: int, keys: pl.DataFrame) -> pl.DataFrame:
    """Return keys with supplier_number and supplier_name as the register corrects them, and with supplier_identity."""
    known = frame_of(statement("emissions.known_suppliers"), {"organisation_id": organisation_id}, SUPPLIER_SCHEMA)
    on = ["supplier_number", "supplier_name"]
    joined = keys.join(known, on=on, how="left", nulls_equal=True, maintain_order="left")
    return joined.with_columns(
        supplier_number=pl.coalesce("known_number", "supplier_number"),
        supplier_name=pl.coalesce("known_name", "supplier_name"),
    ).drop("known_number", "known_name")


def keys_of_cards(organisation_id: int, cards: Collection[int]) -> list[int]:
    """Return the posting keys of these supplier cards."""
    found = rows("emissions.keys_of_cards", {"organisation_id": organisation_id, "cards": list(cards)})
    return [row["id"] for row in found]


def key_money(bases: Sequence[SpendBase], key_ids: Sequence[int] | None = None) -> pl.DataFrame:
    """Return what each key, or those in `key_ids`, sums up to in the spend base of each year, with MONEY_SCHEMA.

    The bases are of one organisation.
    """
    sources = [source for base in bases for source in base.sources]
    if not sources:
        return pl.DataFrame(schema=MONEY_SCHEMA)
    together = SpendBase(bases[0].organisation_id, bases[0].year, tuple(sources))
    parameters = {**together.parameters, "keys": None if key_ids is None else list(key_ids)}
    with set_wise():
        return frame_of(statement("emissions.key_money"), parameters, MONEY_SCHEMA)


def decisions_under(organisation_id: int, version: int, key_ids: Sequence[int] | None = None) -> pl.DataFrame:
    """Return for every decided key, or those in `key_ids`, the decision under the version, with DECISION_SCHEMA."""
    keys = None if key_ids is None else list(key_ids)
    parameters: dict[str, object] = {"organisation_id": organisation_id, "version": version, "keys": keys}
    return frame_of(statement("emissions.decisions_under"), parameters, DECISION_SCHEMA)


def latest_mapping_version(organisation: Organisation) -> MappingVersion | None:
    """Return the organisation's newest mapping version, if it has any."""
    return MappingVersion.objects.filter(organisation=organisation).order_by("-number").first()


def policies_under(version: MappingVersion | None) -> dict[str, bool]:
    """Return how each policy is set under a version; as shipped where nobody chose, or where there is no version."""
    chosen = dict(version.policies) if version else {}
    return {code: chosen.get(code, policy.default) for code, policy in policies().items()}


def rule_rows(organisation_id: int, number: int) -> QuerySet[ClassificationRule]:
    """Return the rules that hold for the organisation under a version number, its own and its networks', in order."""
    return ClassificationRule.objects.filter(
        Q(until_version__isnull=True) | Q(until_version__gt=number),
        organisation_id=organisation_id,
        since_version__lte=number,
    )


def own_rows(organisation_id: int, number: int) -> QuerySet[ClassificationRule]:
    """Return the organisation's own rules alone that hold under a version number, in their order."""
    return rule_rows(organisation_id, number).filter(network=None)


def draft_of(rule: ClassificationRule) -> RuleDraft:
    """Return a stored rule as a draft, to start a change from."""
    return RuleDraft(**{name: getattr(rule, name) for name in RuleDraft.__slots__})


def set_rule_of(rule: ClassificationRule) -> SetRule:
    """Return a stored rule as a set keeps it."""
    return SetRule(str(rule.uuid), draft_of(rule))


def rules_under(version: MappingVersion) -> list[Rule]:
    """Return the rules that hold under the version, as the classification takes them."""
    return [as_rule(row) for row in rule_rows(version.organisation_id, version.number)]


def as_rule(row: ClassificationRule) -> Rule:
    """Return one stored rule as a value."""
    return rule_of_draft(str(row.uuid), draft_of(row), inherited=row.network_id is not None)


def rule_of_draft(rule_id: str, draft: RuleDraft, *, inherited: bool = False) -> Rule:
    """Return a draft as the classification takes it."""
    texts = {name: getattr(draft, name) or None for name in TEXTS if name != "explanation"}
    return Rule(rule_id=rule_id, precedence=draft.precedence, inherited=inherited, **texts)
