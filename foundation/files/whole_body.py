"""A request whose sender broke off is an error: half a file must not be taken for a file."""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class WholeBody:
    """The body of a request; raises ConnectionError where it ends before its announced length, which Django words."""

    def __init__(self, stream: Any, length: int) -> None:  # noqa: ANN401 - wsgi.input of any server
        self._stream = stream
        self._missing = length

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes."""
        return self._counted(self._stream.read(size), size)

    def readline(self, size: int) -> bytes:
        """Return up to `size` bytes of a line."""
        return self._counted(self._stream.readline(size), size)

    def _counted(self, found: bytes, size: int) -> bytes:
        if not found and size and self._missing > 0:
            message = f"the sender broke off {self._missing} bytes before the end"
            raise ConnectionError(message)
        self._missing -= len(found)
        return found


def with_whole_bodies(application: Application) -> Application:
    """Return the application with bodies that are whole: a server hands over what came and says no more."""

    def wrapped(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI
        announced = str(environ.get("CONTENT_LENGTH") or "")
        if announced.isdigit():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(announced))
        return application(environ, start_response)

    return wrapped
