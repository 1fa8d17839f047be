"""Health for load balancers and operators: alive means the process answers, ready means it can do its work."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from redis import Redis, RedisError

from foundation.audience import public
from foundation.operations.database import unapplied_migrations
from foundation.postgres.standing import standing

_PATIENCE = 2


@public
def live(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view
    """Answer that the process runs."""
    return JsonResponse({"status": "ok"})


@public
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view
    """Answer whether database and Redis can be used, and whether row-level security binds us; 503 if not."""
    parts = readiness()
    healthy = all(state == "ok" for state in parts.values())
    return JsonResponse({"status": "ok" if healthy else "failing", **parts}, status=200 if healthy else 503)


def readiness() -> dict[str, str]:
    """Return "ok" or what is wrong, for each part that the work depends on."""
    return {"database": _database(), "redis": _redis()}


def _database() -> str:
    try:
        problem = standing().problem
        if problem:
            return problem
        missing = unapplied_migrations()
    except DatabaseError:
        return "unreachable"
    return f"{len(missing)} migrations are not applied: run migrate" if missing else "ok"


def _redis() -> str:
    if not settings.REDIS_URL:
        return "ok"
    try:
        Redis.from_url(settings.REDIS_URL, socket_connect_timeout=_PATIENCE, socket_timeout=_PATIENCE).ping()
    except RedisError:
        return "unreachable"
    return "ok"
