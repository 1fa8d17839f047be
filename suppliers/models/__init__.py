"""The tables of suppliers: who they are for all, how one organisation knows them, and what it decided about them."""

from suppliers.models.parties import Party
from suppliers.models.reviews import IdentityMove, MergeProposal, RegisterState, SupplierCorrection, SupplierMerge
from suppliers.models.supplier_cards import SupplierCard

__all__ = [
    "IdentityMove",
    "MergeProposal",
    "Party",
    "RegisterState",
    "SupplierCard",
    "SupplierCorrection",
    "SupplierMerge",
]
