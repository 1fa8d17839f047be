"""A developer's machine and the demonstration: own services, mail into a folder, plain http."""

from config.settings.base import *  # noqa: F403 - settings files inherit by star

DEBUG = False
