"""What cannot be backed up or restored, in a sentence."""


class BackupError(Exception):
    """Nothing was written, or everything is as it was; the message says why and what to do."""
