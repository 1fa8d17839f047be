"""PostgreSQL and Redis for a machine that has neither running: real servers on private unix sockets.

`ensure()` joins or starts them and returns their addresses; whoever ends last ends them. Works without Django.
docs/decisions and docs/operate.md tell why and how.
"""

from foundation.services.errors import ServicesError
from foundation.services.joining import (
    ServiceAddresses,
    broker_url_of,
    ensure,
    is_running,
    release,
    stop,
    wait_until_stopped,
)
from foundation.services.layout import data_folder

__all__ = [
    "ServiceAddresses",
    "ServicesError",
    "broker_url_of",
    "data_folder",
    "ensure",
    "is_running",
    "release",
    "stop",
    "wait_until_stopped",
]
