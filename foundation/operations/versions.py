"""Which versions run here."""

import platform
import tomllib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings


@cache
def our_version() -> str:
    """Return the version that pyproject.toml names."""
    text = (Path(settings.BASE_DIR) / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def versions() -> dict[str, str]:
    """Return the version of ourselves, of Python and of what carries us."""
    return {
        "Klimatrappa": our_version(),
        "Python": platform.python_version(),
        "Django": version("django"),
        "Celery": version("celery"),
        "Polars": version("polars"),
    }
