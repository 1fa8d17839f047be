"""What Python raises for a zip archive that is damaged, locked, or packed in a way it does not know."""

import zipfile
import zlib
from typing import Final

# NotImplementedError is an unknown way of packing, RuntimeError a password.
DAMAGED_ZIP: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
