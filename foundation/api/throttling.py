"""Rate limits: a count per caller and minute, kept in the cache.

The limits stand in REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] as calls per minute; None switches a limit off. Without the
cache's server nothing is limited: a limit protects the service and must not stop it.
"""

import logging
from time import time
from typing import Any

from django.core.cache import cache
from redis import RedisError
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

WINDOW = 60

logger = logging.getLogger(__name__)


class PerMinute(BaseThrottle):
    """Counts a caller's requests in the running minute; subclasses name the limit and the caller."""

    limit_name = ""

    def caller(self, request: Request) -> str | None:
        """Return who is counted, or None where this limit does not concern the request."""
        raise NotImplementedError

    def allow_request(self, request: Request, view: Any) -> bool:  # noqa: ANN401, ARG002 - the framework's signature
        """Count the request and say whether it is within the limit."""
        limit, caller = api_settings.DEFAULT_THROTTLE_RATES[self.limit_name], self.caller(request)
        if limit is None or caller is None:
            return True
        try:
            return self._count(f"api:{self.limit_name}:{caller}:{int(time()) // WINDOW}") <= limit
        except RedisError:
            logger.warning("the cache is away, so that requests are not counted")
            return True

    def wait(self) -> float:
        """Return the seconds until the next minute begins."""
        return WINDOW - time() % WINDOW

    def _count(self, key: str) -> int:
        cache.add(key, 0, timeout=2 * WINDOW)
        try:
            return int(cache.incr(key))
        except ValueError:  # pushed out of the cache in between
            return 1


class PerClient(PerMinute):
    """What one API client may ask in a minute, from wherever it calls."""

    limit_name = "client"

    def caller(self, request: Request) -> str | None:
        """Return the client's key; strangers are counted elsewhere."""
        key = getattr(request.user, "throttle_key", None)
        return str(key) if key else None


class PerStranger(PerMinute):
    """What one network address may ask in a minute without a client behind it."""

    limit_name = "stranger"

    def caller(self, request: Request) -> str | None:
        """Return the address that the request came from."""
        return None if request.user else self.get_ident(request)


class PerTokenRequest(PerMinute):
    """How often one network address may ask for a token in a minute."""

    limit_name = "token"

    def caller(self, request: Request) -> str | None:
        """Return the address that the request came from."""
        return self.get_ident(request)
