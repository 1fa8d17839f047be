import socket

import pytest

from foundation.services.errors import ServicesError
from foundation.services.ports import listen_on_free_port

HOST = "127.0.0.1"


def test_taken_port_gives_the_next_free_one() -> None:
    with listen_on_free_port(HOST, 8700) as first, listen_on_free_port(HOST, 8700) as second:
        assert second.getsockname()[1] > first.getsockname()[1]


def test_port_taken_on_all_addresses_counts_as_taken() -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:  # noqa: S104 - the case in question
        port = taken.getsockname()[1]
        with listen_on_free_port(HOST, port) as found:
            assert found.getsockname()[1] != port


def test_found_port_is_held_and_inherited() -> None:
    with listen_on_free_port(HOST, 8700) as found:
        assert found.get_inheritable()
        socket.create_connection(found.getsockname(), timeout=2).close()


def test_address_that_is_not_ours_is_refused_with_a_sentence() -> None:
    with pytest.raises(ServicesError, match=r"Cannot listen on 192\.0\.2\.1"):
        listen_on_free_port("192.0.2.1", 8700)


def test_last_port_is_the_end() -> None:
    with (
        socket.create_server((HOST, 65535)),
        pytest.raises(ServicesError, match="No port from 65535"),
    ):
        listen_on_free_port(HOST, 65535)
