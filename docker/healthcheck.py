"""Say by the exit code whether the web server in this container answers."""
# ruff: noqa: INP001 - stands alone

import http.client
import os
import sys


def main() -> int:
    """Ask for /health/live under the first allowed host name; returns the exit code."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    try:
        connection.request("GET", "/health/live", headers={"Host": host})
        return int(connection.getresponse().status != http.HTTPStatus.OK)
    except (OSError, http.client.HTTPException):
        return 1


if __name__ == "__main__":
    sys.exit(main())
