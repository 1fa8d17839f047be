"""Which posting keys a policy is about: those whose account one of its rules asks for, whether it holds now or not."""

from functools import partial

import polars as pl

from emissions.calculations.account_facts import ACCOUNT
from emissions.calculations.accounts import with_account_parts
from emissions.calculations.classification import Defaults
from emissions.calculations.exclusions import treatments

_SAID = ("chart", "account", "account_name", "function", "movement")


def keys_of_policy(keys: pl.DataFrame, defaults: Defaults, policy: str) -> pl.DataFrame:
    """Return the keys that the policy is about; `keys` has what `classify` takes."""
    accounts = with_account_parts(keys.select(_SAID).unique())
    asked = pl.col("policies").list.contains(policy)
    facts = defaults.policy_facts.of(accounts, partial(_policies_asking, defaults=defaults)).filter(asked)
    reached = accounts.join(facts, on=ACCOUNT, how="semi", nulls_equal=True)
    return keys.join(reached, on=_SAID, how="semi", nulls_equal=True, maintain_order="left")


def _policies_asking(accounts: pl.DataFrame, defaults: Defaults) -> pl.DataFrame:
    """Return distinct accounts with the codes of the policies that ask for each."""
    asking = [
        treatments(accounts, [rule for rule in defaults.exclusions if rule.policy == policy]).select(
            pl.when(pl.col("treatment_ref").is_not_null()).then(pl.lit(policy)).alias(policy)
        )
        for policy in defaults.policies
    ]
    return accounts.with_columns(
        policies=pl.concat(asking, how="horizontal").select(pl.concat_list(pl.all()).list.drop_nulls()).to_series()
    )
