"""What is said where a row breaks a rule of procurement/models/kept_rules.py."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

_AT_THE_END: Final = {
    "_not_negative": gettext_lazy("A sum or a measure that is kept here is below 0. Correct it, then save again."),
    "_per_cent": gettext_lazy(
        "A share or a weight that is kept here is not between 0 and 100 per cent. Correct it, then save again."
    ),
    "_at_least_one": gettext_lazy(
        "A time that is kept here is shorter than a month, or longer than any contract. Correct it, then save again."
    ),
    "_known": gettext_lazy("A choice that is kept here no longer exists. Choose again, then save."),
}
_IN_ORDER: Final = gettext_lazy("Two days that are kept here stand in the wrong order. Correct them, then save again.")
_NAMED: Final = {
    "contract_signed_has_its_days": gettext_lazy(
        "A day is missing that a signed contract must have: its first, its last or how long it runs."
    ),
    "only_a_call_off_has_a_framework": gettext_lazy("Only a call-off can belong to a framework agreement."),
    "contract_is_not_its_own_framework": gettext_lazy("A contract cannot be a call-off from itself."),
}


def sentence_of_rule(name: str) -> str | Promise | None:
    """Return what is wrong with the row and what to do; None for a rule that no kept row can break."""
    if "_not_before_" in name:
        return _IN_ORDER
    ending = next((ending for ending in _AT_THE_END if name.endswith(ending)), None)
    return _AT_THE_END[ending] if ending else _NAMED.get(name)
