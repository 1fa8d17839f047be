"""The shipped classification as services take it: read once per process and choice of policies."""

from functools import cache

from emissions.calculations.classification import Defaults
from emissions.rules import shipped_defaults, shipped_version


def reference_version() -> str:
    """Return the version of shipped rules and crosswalks; it changes when any of them does."""
    return shipped_version()


def mapping_defaults(policies: dict[str, bool]) -> Defaults:
    """Return the shipped rules and crosswalks under the chosen policies; KeyError for an unknown policy."""
    return _defaults(tuple(sorted(policies.items())))


@cache
def _defaults(policies: tuple[tuple[str, bool], ...]) -> Defaults:
    return shipped_defaults(dict(policies))
