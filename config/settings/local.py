"""A developer's machine and the demonstration: own services, mail into a folder, plain http."""

from config.settings.base import *  # noqa: F403 - settings files inherit by star

DEBUG = False
STORAGES = {
    **STORAGES,  # noqa: F405 - from the base settings
    # Not compressed: no proxy stands in front, and the installation is ready sooner.
    "staticfiles": {"BACKEND": "foundation.static_addresses.PlainFiles"},
}
