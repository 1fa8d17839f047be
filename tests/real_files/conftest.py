"""The published files beside the project. Without them these tests have nothing to read: an error on CI."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the published files."""
    folder = Path(__file__).parents[3] / "shared"
    if not folder.is_dir():
        missing = f"The published files are not at {folder}."
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return folder
