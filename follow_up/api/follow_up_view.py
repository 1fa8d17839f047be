"""What clients need in follow-up, and the id that they give to what they make."""

from typing import Any

from foundation.api.fields import TypedUuid
from organisations.api.clients import Needs, Reach

READING = Needs("follow_up.view_follow_up")
WRITING = Needs("follow_up.control", "follow_up:write", Reach.WRITE)
DECIDING = Needs("follow_up.decide", "follow_up:write", Reach.WRITE)


class ClientKey(TypedUuid):
    """The id of what is made; what is sent again with the same one is there already and is answered as it is."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        usual = {"required": False, "help_text": "Made by the client: made once, however often it is sent."}
        super().__init__(**{**usual, **options})
