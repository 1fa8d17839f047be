"""What the register of suppliers tells the apps above: they listen, and this app does not know them."""

from django.dispatch import Signal

register_changed = Signal()
"""People merged, parted or corrected cards: `organisation_id` and the ids of these `cards`.

Sent within the transaction.
"""
