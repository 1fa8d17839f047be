"""Health for load balancers and operators: alive means the process answers, ready means it can do its work."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from redis import Redis, RedisError

from foundation.audience import public
from foundation.postgres.url import APPLICATION_ROLE


@public
def live(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view
    """Answer that the process runs."""
    return JsonResponse({"status": "ok"})


@public
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view
    """Answer whether database and Redis can be used, and whether row-level security binds us; 503 if not."""
    parts = {"database": _database(), "redis": _redis()}
    healthy = all(state == "ok" for state in parts.values())
    return JsonResponse({"status": "ok" if healthy else "failing", **parts}, status=200 if healthy else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            (role,) = cursor.fetchone()
    except DatabaseError:
        return "unreachable"
    return "ok" if role == APPLICATION_ROLE else "wrong role: run migrate"


def _redis() -> str:
    if not settings.REDIS_URL:
        return "ok"
    try:
        Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2).ping()
    except RedisError:
        return "unreachable"
    return "ok"
