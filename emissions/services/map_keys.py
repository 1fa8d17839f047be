"""Classify posting keys under a mapping version and keep the totals that follow from it.

A version writes only the keys whose decision it changes; the decision that holds for a key under version n is the
newest one with a version of at most n.
"""

from collections.abc import Sequence
from typing import Any

import polars as pl
from django.db import transaction

from emissions.calculations.classification import Rule, classify, complete_keys
from emissions.calculations.organisation_rules import rules_in_order, strongest_rules, with_rule_columns
from emissions.models import LedgerImport, MappingVersion, PeriodSource
from emissions.queries.mapping import decisions_under, keys_frame, latest_mapping_version, rules_under
from emissions.queries.reference import mapping_defaults, reference_version
from emissions.queries.spend import years_with_spend
from emissions.services.category_totals import carry_totals, total_imports
from emissions.services.inherited_rules import behind, follow
from emissions.services.ledger_lock import hold_ledger
from emissions.services.year_totals import refresh_years
from foundation.changes.record import current_actor, record_change
from foundation.named_sql import rows, set_wise
from foundation.postgres.bulk import insert_frame
from organisations.models import Organisation

DECISION = ("treatment", "category", "reason", "rule_kind", "rule_ref", "treatment_ref", "matched")


@transaction.atomic
def ensure_mapping_version(organisation: Organisation, *, follows: bool = True) -> MappingVersion:
    """Return the newest mapping version, making a new one where the shipped rules have moved on since.

    Rules of networks that are followed by themselves are taken over too, unless `follows` is off: who changes a rule
    has seen a preview, and nothing else moves with it.
    """
    latest = latest_mapping_version(organisation)
    if latest and _is_up_to_date(organisation, latest, follows=follows):
        return latest
    hold_ledger(organisation)
    latest = latest_mapping_version(organisation)  # another may have made it while we waited
    if latest and _is_up_to_date(organisation, latest, follows=follows):
        return latest
    moved = follows and follow(organisation, latest.number if latest else 0)
    if latest and latest.reference_version == reference_version():
        return _with_network_rules(organisation, latest) if moved else latest
    version = make_mapping_version(organisation=organisation, policies=latest.policies if latest else {}, note="")
    if latest:
        record_change(
            organisation_id=organisation.pk,
            kind="emissions.mapping_version",
            object_id=version.number,
            action="renewed",
            summary={"version": version.number},
        )
    return version


def _is_up_to_date(organisation: Organisation, latest: MappingVersion, *, follows: bool) -> bool:
    return latest.reference_version == reference_version() and not (follows and behind(organisation))


def _with_network_rules(organisation: Organisation, latest: MappingVersion) -> MappingVersion:
    return make_mapping_version(organisation=organisation, policies=latest.policies, note="")


@transaction.atomic
def make_mapping_version(
    *,
    organisation: Organisation,
    policies: dict[str, bool],
    note: str,
    changed: Sequence[Rule] | None = None,
    decided: pl.DataFrame | None = None,
) -> MappingVersion:
    """Append a version from the rules that hold from it on; writes the keys it changes and all current totals.

    Where nothing but some rules is different from the version before, `changed` names their old and their new wordings:
    then only keys that one of them holds for are classified anew. Where nothing but what some keys say is different,
    `decided` has the decisions for these (as `classified`). Where the shipped rules have moved on, too, all keys are.
    """
    hold_ledger(organisation)
    latest = latest_mapping_version(organisation)
    actor = current_actor()
    version = MappingVersion.objects.create(
        organisation=organisation,
        number=latest.number + 1 if latest else 1,
        reference_version=reference_version(),
        policies=policies,
        note=note,
        made_by_id=actor.user_id,
        actor_name=actor.name,
    )
    if latest is None or latest.reference_version != version.reference_version:
        changed = decided = None
    if decided is None:
        decided = classified(version) if changed is None else _of_keys(version, _touched(organisation, changed))
    moved = _write_changed(version, decided, latest)
    carry_totals(version, current_import_ids(organisation), moved)
    refresh_years(version, years_with_spend(organisation.pk), moved if latest else None)
    return version


def _touched(organisation: Organisation, rules: Sequence[Rule]) -> pl.DataFrame:
    """Return the keys that any of the rules holds for, as `keys_frame` does."""
    keys = keys_frame(organisation.pk)
    met = strongest_rules(with_rule_columns(complete_keys(keys)), rules_in_order(rules))
    return keys.filter(met.is_not_null())


def map_import(ledger_import: LedgerImport, key_ids: Sequence[int], version: MappingVersion) -> None:
    """Decide the keys of a new import that were not decided yet, and total the import under the version."""
    undecided = _undecided(version, key_ids)
    if undecided:
        _write(version, classified(version, undecided))
    total_imports(version, [ledger_import.pk])


def classified(version: MappingVersion, key_ids: Sequence[int] | None = None) -> pl.DataFrame:
    """Return the decision for every key, or for `key_ids`, under the version: key and DECISION columns."""
    return _of_keys(version, keys_frame(version.organisation_id, key_ids))


def _of_keys(version: MappingVersion, keys: pl.DataFrame) -> pl.DataFrame:
    defaults = mapping_defaults(dict(version.policies))
    return classify(keys, rules_under(version), defaults).select("key", *DECISION)


def current_import_ids(organisation: Organisation) -> list[int]:
    """Return the imports that are current for any month."""
    sources = PeriodSource.objects.filter(organisation=organisation)
    return sorted(set(sources.values_list("ledger_import_id", flat=True)))


def _write_changed(version: MappingVersion, decided: pl.DataFrame, latest: MappingVersion | None) -> list[int]:
    """Write the decisions that differ from the version before, and return their keys."""
    if latest is not None:
        before = decisions_under(version.organisation_id, latest.number, decided["key"].to_list())
        decided = decided.join(before, on=["key", *DECISION], how="anti", nulls_equal=True)
    _write(version, decided)
    return decided["key"].to_list()


def _write(version: MappingVersion, decided: pl.DataFrame) -> None:
    owned: dict[str, Any] = {
        "organisation_id": pl.lit(version.organisation_id, dtype=pl.Int64),
        "version": pl.lit(version.number),
    }
    insert_frame("key_category", decided.rename({"key": "key_id"}).with_columns(**owned))


def _undecided(version: MappingVersion, key_ids: Sequence[int]) -> list[int]:
    parameters = {"organisation_id": version.organisation_id, "version": version.number, "keys": list(key_ids)}
    with set_wise():
        return [row["key"] for row in rows("emissions.undecided_keys", parameters)]
