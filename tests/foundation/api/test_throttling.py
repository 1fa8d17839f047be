"""Limits count by caller and minute, and never stop the service itself."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings
from redis import ConnectionError as RedisAwayError
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from foundation.api.throttling import PerTokenRequest


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


def limited_to(limit: int | None) -> Any:
    return override_settings(REST_FRAMEWORK={"DEFAULT_THROTTLE_RATES": {"token": limit}, "NUM_PROXIES": 1})


def asked_from(address: str, **extra: str) -> Request:
    return Request(APIRequestFactory().post("/", REMOTE_ADDR=address, **extra))


def test_limit_holds_for_one_caller_and_not_for_the_next() -> None:
    with limited_to(2):
        first = [PerTokenRequest().allow_request(asked_from("192.0.2.1"), None) for _ in range(3)]
        other = PerTokenRequest().allow_request(asked_from("192.0.2.2"), None)

    assert (first, other) == ([True, True, False], True)


def test_limit_can_be_switched_off() -> None:
    with limited_to(None):
        assert all(PerTokenRequest().allow_request(asked_from("192.0.2.1"), None) for _ in range(10))


def test_made_up_addresses_before_the_proxy_do_not_help() -> None:
    with limited_to(1):
        answers = [
            PerTokenRequest().allow_request(
                asked_from("10.0.0.1", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 192.0.2.1"), None
            )
            for number in range(2)
        ]

    assert answers == [True, False]


def test_waiting_ends_with_the_minute() -> None:
    assert 0 < PerTokenRequest().wait() <= 60


def test_without_the_cache_nobody_is_kept_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise RedisAwayError

    monkeypatch.setattr(cache, "add", away)
    with limited_to(1):
        assert all(PerTokenRequest().allow_request(asked_from("192.0.2.1"), None) for _ in range(3))
