"""What the register of suppliers tells the apps above: they listen, and this app does not know them."""

from django.dispatch import Signal

register_changed = Signal()
"""People merged, parted or corrected cards: `organisation_id`, the ids of these `cards`, and the identities of the
`suppliers` that they belonged to before or belong to now.

Sent within the transaction.
"""
