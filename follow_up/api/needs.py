"""What the addresses of follow-up ask of a client."""

from organisations.api.clients import Needs, Reach

READING = Needs("follow_up.view_follow_up")
CONTROLLING = Needs("follow_up.control", "follow_up:write", Reach.WRITE)
