"""The tables of the foundation, each defined beside the code that works with it."""

from foundation.changes.models import Change
from foundation.files.models import StoredFile
from foundation.jobs.models import Job
from foundation.links.models import AccessLink
from foundation.outbox.models import Message
from foundation.search.models import SearchDocument

__all__ = ["AccessLink", "Change", "Job", "Message", "SearchDocument", "StoredFile"]
