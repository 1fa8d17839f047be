"""What the accounts tell the apps above: they listen, and this app does not know them."""

from django.dispatch import Signal

footprint_calculated = Signal()
"""A footprint of a year was calculated, or is there already: `footprint`. Sent within its organisation's access."""
