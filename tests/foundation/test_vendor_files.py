import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from foundation.vendor_files import VENDOR_FILES

STORAGE = "foundation.static_addresses.CompressedFiles"


@pytest.mark.parametrize("name", VENDOR_FILES)
def test_named_file_is_served(name: str) -> None:
    assert finders.find(f"vendor/{name}") == str(Path(settings.BASE_DIR) / "node_modules" / name)


@pytest.mark.parametrize(
    "path",
    [
        "vendor/htmx.org/package.json",
        "vendor/../package.json",
        "htmx.org/dist/htmx.min.js",
        "vendor/axe-core/axe.min.js",
        "vendor/htmx.org/dist/../dist/htmx.min.js",
    ],
)
def test_nothing_else_leaves_the_packages(path: str) -> None:
    assert not finders.find(path)


def test_all_files_are_collected_under_names_that_never_change(tmp_path: Path) -> None:
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": STORAGE}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", verbosity=0, interactive=False, ignore=["drf_spectacular_sidecar", "admin"])

    fonts = next(tmp_path.glob("css/fonts.????????????.css")).read_text(encoding="utf-8")
    referred = re.findall(r'url\("([^"]+)"\)', fonts)
    assert len(referred) == 5
    assert all((tmp_path / "css" / address).resolve().exists() for address in referred)
    assert next(tmp_path.glob("vendor/htmx.org/dist/htmx.min.????????????.js")).stat().st_size > 10_000


def test_style_sheets_reach_out_to_nobody() -> None:
    for sheet in (Path(settings.BASE_DIR) / "static" / "css").glob("*.css"):
        assert not re.findall(r"https?://|@import", sheet.read_text(encoding="utf-8")), sheet.name
