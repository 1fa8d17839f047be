"""Log lines as machines read them: JSON, each with the id of the request it belongs to."""

import json
import logging
import os
from io import StringIO
from logging.config import dictConfig
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from config.logging import logging_settings
from foundation.requests import current_request_id

REQUEST_ID = "proxy-7f3a2b1c"


@pytest.fixture
def lines() -> Any:
    """Log in JSON into memory; returns a function that reads what was logged."""
    stream = StringIO()
    configuration = logging_settings(as_json=True)
    configuration["handlers"]["console"]["stream"] = stream
    dictConfig(configuration)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    dictConfig(settings.LOGGING)


@pytest.mark.django_db
def test_a_line_carries_the_id_that_the_proxy_gave(lines: Any) -> None:
    answer = Client().get("/nowhere/", headers={"X-Request-ID": REQUEST_ID})

    assert answer["X-Request-ID"] == REQUEST_ID
    assert [(line["request_id"], line["level"]) for line in lines()] == [(REQUEST_ID, "WARNING")]


@pytest.mark.django_db
def test_a_problem_page_shows_the_id_to_quote() -> None:
    answer = Client().get("/nowhere/", headers={"X-Request-ID": REQUEST_ID})

    assert REQUEST_ID in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("offered", ["short", "with space in it", "x" * 65, "new\u2028line-1234", ""])
def test_a_malformed_id_is_replaced(offered: str) -> None:
    answer = Client().get("/health/live", headers={"X-Request-ID": offered.encode("utf-8").decode("latin-1")})

    assert (len(answer["X-Request-ID"]), answer["X-Request-ID"] != offered) == (32, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/invitation/s3cret-text/",
        "/comment/s3cret-text/",
        "/market/s3cret-text/",
        "/follow-up/calendar/s3cret-text.ics",
        "/invitation/s3cret-text/x",
        "/accounts/password/reset/key/s3cret/x",
    ],
)
def test_the_secret_of_a_link_is_not_logged(lines: Any, path: str, capsys: Any) -> None:
    Client().get(path)
    dictConfig(logging_settings(as_json=False))
    Client().get(path)

    assert lines()
    assert "s3cret" not in str(lines()) + capsys.readouterr().err


def test_outside_a_request_there_is_no_id(lines: Any) -> None:
    logging.getLogger("tests").warning("hello")

    (line,) = lines()
    assert (line["request_id"], line["message"], line["logger"], current_request_id()) == ("-", "hello", "tests", "-")


def test_an_error_is_one_line(lines: Any) -> None:
    try:
        os.environ["KLIMATRAPPA_NOTHING"]
    except LookupError:
        logging.getLogger("tests").exception("it broke")

    (line,) = lines()
    assert "KeyError" in line["exc_info"]
