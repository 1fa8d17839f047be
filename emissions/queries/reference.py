"""The shipped classification as services take it: read once per process and choice of policies."""

from functools import cache

from emissions.calculations.classification import Defaults
from emissions.calculations.exclusions import chosen_policies
from emissions.rules import policies as shipped_policies
from emissions.rules import shipped_defaults, shipped_version


def reference_version() -> str:
    """Return the version of shipped rules and crosswalks; it changes when any of them does."""
    return shipped_version()


def mapping_defaults(policies: dict[str, bool]) -> Defaults:
    """Return the shipped rules and crosswalks under the chosen policies; KeyError for an unknown policy.

    The same choices give the same object, whether they are spelled out or left as they are shipped: it remembers what
    it said of accounts.
    """
    return _defaults(tuple(sorted(chosen_policies(shipped_policies().values(), policies).items())))


@cache
def _defaults(policies: tuple[tuple[str, bool], ...]) -> Defaults:
    return shipped_defaults(dict(policies))
