"""How a file arrives: large ones in a file without a name, which ends with whoever holds it, killed or not."""

import tempfile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from foundation.files.room import needing_room


class UnnamedUploads(FileUploadHandler):
    """Takes what is too large for memory; raises NoRoomError where the disk is full."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Open a file to write to."""
        super().new_file(*args, **kwargs)
        with needing_room():
            self.file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the request, as Django does with uploads

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's signature
        """Write on."""
        with needing_room():
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        """Return the file, to be read from its start."""
        with needing_room():
            self.file.flush()
        self.file.seek(0)
        return UploadedFile(
            self.file, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
        )

    def upload_interrupted(self) -> None:
        """Close the file, and it is gone."""
        if hasattr(self, "file"):
            self.file.close()
