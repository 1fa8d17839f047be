"""How a file arrives: large ones in a file without a name, which ends with whoever holds it, killed or not."""

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from foundation.files.room import NoRoomError, needing_room


class UnnamedUploads(FileUploadHandler):
    """Takes what is too large for memory; raises NoRoomError where the disk is full."""

    file: IO[bytes] | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Open a file to write to."""
        super().new_file(*args, **kwargs)
        with needing_room():
            # closed with the request, as Django does with uploads, and by itself where nobody closes that
            self.file = tempfile.NamedTemporaryFile(delete=False)  # noqa: SIM115
            Path(self.file.name).unlink()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's signature
        """Write on."""
        if self.file is None:
            return
        try:
            with needing_room():
                self.file.write(raw_data)
        except NoRoomError:
            self.upload_interrupted()
            raise

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        """Return the file, to be read from its start."""
        if self.file is None:
            return None
        try:
            with needing_room():
                self.file.flush()
        except NoRoomError:
            self.upload_interrupted()
            raise
        whole, self.file = self.file, None
        whole.seek(0)
        return UploadedFile(whole, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra)

    def upload_complete(self) -> None:
        """Let go of a file whose end did not come."""
        self.upload_interrupted()

    def upload_interrupted(self) -> None:
        """Close the file, and it is gone."""
        if self.file is not None:
            with suppress(OSError):  # what was not written yet has no room, either
                self.file.close()
            self.file = None
