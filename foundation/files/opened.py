"""The bytes of a stored file, or a sentence where they are gone."""

import logging
from typing import IO, Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from foundation.errors import NotFoundError
from foundation.files.models import StoredFile

logger = logging.getLogger(__name__)


def opened(stored: StoredFile) -> IO[Any]:
    """Return the file, open to be read in bytes.

    Raises NotFoundError with what to do where the storage has lost it; who runs the installation finds it in the log.
    """
    try:
        return default_storage.open(stored.path)
    except FileNotFoundError as problem:
        logger.exception("The storage has no %s", stored.path)
        sentence = _("“%(name)s” is no longer where files are kept. Ask whoever runs Klimatrappa to restore it.")
        raise NotFoundError(sentence % {"name": stored.name}) from problem
