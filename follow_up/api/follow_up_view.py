"""What clients need in follow-up."""

from organisations.api.clients import Needs, Reach

READING = Needs("follow_up.view_follow_up")
WRITING = Needs("follow_up.control", "follow_up:write", Reach.WRITE)
DECIDING = Needs("follow_up.decide", "follow_up:write", Reach.WRITE)
