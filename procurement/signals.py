"""What procurements tell the apps above: they listen, and this app does not know them."""

from django.dispatch import Signal

contract_saved = Signal()
"""A contract, what it obliges to or its days were saved; `contract` is what was. Sent within the transaction."""
