"""Redis and the workers as operators see them."""

from dataclasses import dataclass

from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError
from redis import Redis, RedisError

from foundation.services import ServicesError, ensure

_PATIENCE = 2
_ANSWER_WITHIN = 0.7


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """How many tasks wait and are being done, who works; `waiting` is nothing where Redis cannot be reached."""

    waiting: int | None
    taken: int | None
    workers: tuple[str, ...]
    version: str


def queue_figures() -> QueueFigures:
    """Ask Redis for its queues and the workers whether they live; takes up to a second."""
    try:
        redis = Redis.from_url(
            settings.REDIS_URL or ensure().redis_url,
            socket_connect_timeout=_PATIENCE,
            socket_timeout=_PATIENCE,
            decode_responses=True,
        )
        queue = str(current_app.conf.task_default_queue)
        figures = redis.llen(queue), redis.hlen("unacked"), str(redis.info("server")["redis_version"])
        answers = current_app.control.ping(timeout=_ANSWER_WITHIN)
    except (RedisError, OperationalError, ServicesError, OSError):
        return QueueFigures(None, None, (), "")
    workers = tuple(sorted(name for answer in answers for name in answer))
    return QueueFigures(figures[0], figures[1], workers, figures[2])
