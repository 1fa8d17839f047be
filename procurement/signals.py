"""What procurements tell the apps above: they listen, and this app does not know them."""

from django.dispatch import Signal

contract_saved = Signal()
"""A contract, what it obliges to or its days were saved; `contract` is what was. Sent within the transaction."""
contracts_saved = Signal()
"""The same of several at once, `contracts`."""
contracts_registered = Signal()
"""Contracts of `organisation` were registered, or one was mended: other money may be theirs. Within the transaction."""
