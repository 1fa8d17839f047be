"""Why a category has no figure: reasons that pages can word, never a zero.

Source: docs/methods/coverage.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from foundation.problems import translatable


class GapReason(StrEnum):
    """Why spend could not be turned into emissions."""

    NO_FACTOR_MAPPED = "no_factor_mapped"
    WEIGHTS_NOT_ONE = "weights_not_one"
    UNKNOWN_FACTOR = "unknown_factor"
    NOT_FOR_THIS_USE = "not_for_this_use"
    NO_PURCHASER_PRICE = "no_purchaser_price"
    NO_PRICE_INDEX = "no_price_index"
    NO_EXCHANGE_RATE = "no_exchange_rate"
    OTHER_WARMING_POTENTIALS = "other_warming_potentials"
    NOT_VALID_THEN = "not_valid_then"
    UNCLASSIFIED = "unclassified"


SENTENCES = {
    GapReason.NO_FACTOR_MAPPED: translatable(
        "No emission factor is chosen for the category {category} in {factor_set}."
    ),
    GapReason.WEIGHTS_NOT_ONE: translatable(
        "The factor weights of {category} in {factor_set} sum to {total}, not to one."
    ),
    GapReason.UNKNOWN_FACTOR: translatable("{factor_set} has no factor {code}."),
    GapReason.NOT_FOR_THIS_USE: translatable("The factor {code} of {factor_set} must not be used for {use}."),
    GapReason.NO_PURCHASER_PRICE: translatable("{factor_set} has no factor {code} in purchaser prices."),
    GapReason.NO_PRICE_INDEX: translatable(
        "No price index leads from {from_year} to {to_year} for {currency} spent in {country}."
    ),
    GapReason.NO_EXCHANGE_RATE: translatable(
        "There is no average rate from {from_currency} to {to_currency} for {year}."
    ),
    GapReason.OTHER_WARMING_POTENTIALS: translatable(
        "{factor_set} counts with {gwp_set}, the first set with {expected}; they are not added together."
    ),
    GapReason.NOT_VALID_THEN: translatable("{factor_set} is not meant for spend of {year}."),
    GapReason.UNCLASSIFIED: translatable("The purchase has no category yet."),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A category, year and currency without an intensity. `values` fill the sentence of the reason."""

    category: str | None
    year: int
    currency: str
    reason: GapReason
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The reason in English."""
        return SENTENCES[self.reason].format(**{"category": self.category, **self.values})
