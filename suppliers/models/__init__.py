"""The tables of suppliers: who they are for all, how one organisation knows them, and what it decided about them."""

from suppliers.models.parties import Party
from suppliers.models.reviews import (
    BY_PERSON,
    IdentityMove,
    MergeProposal,
    RegisterState,
    SupplierCorrection,
    SupplierMerge,
)
from suppliers.models.supplier_cards import SupplierCard

__all__ = [
    "BY_PERSON",
    "IdentityMove",
    "MergeProposal",
    "Party",
    "RegisterState",
    "SupplierCard",
    "SupplierCorrection",
    "SupplierMerge",
]
