"""The tables of suppliers: who they are for all, and how one organisation knows them."""

from suppliers.models.parties import Party
from suppliers.models.supplier_cards import SupplierCard

__all__ = ["Party", "SupplierCard"]
