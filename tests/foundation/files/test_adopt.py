"""Root's files lie where root's database lies, also those of an installation from before."""

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from foundation.files import adopt as adopting
from foundation.files.adopt import adopt, adopt_files_of_checkout
from foundation.services import layout


def test_files_are_moved_whole_and_once(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    (before / "7" / "ab").mkdir(parents=True)
    (after / "7" / "ab").mkdir(parents=True)
    for name, content in (("moved", b"all of it"), ("torn", b"whole"), ("known", b"same")):
        (before / "7" / "ab" / name).write_bytes(content)
    (after / "7" / "ab" / "torn").write_bytes(b"who")
    (after / "7" / "ab" / "known").write_bytes(b"same")

    assert (adopt(before, after), adopt(before, after)) == (3, 0)

    found = {path.name: path.read_bytes() for path in after.rglob("*") if path.is_file()}
    assert found == {"moved": b"all of it", "torn": b"whole", "known": b"same"}
    assert not before.exists()


def test_the_first_start_brings_the_checkouts_files_to_the_database(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout, data = tmp_path / "checkout", tmp_path / "lib" / "0123456789ab"
    (checkout / "var" / "files").mkdir(parents=True)
    (checkout / "var" / "files" / "ledger").write_bytes(b"lines")
    (checkout / "var" / "static").mkdir()
    monkeypatch.delenv("KLIMATRAPPA_DATA", raising=False)
    for module in (adopting, layout):
        monkeypatch.setattr(module, "CHECKOUT", checkout)
        monkeypatch.setattr(module, "data_folder", lambda: data)
    settings.DATA_DIR = data

    assert (adopt_files_of_checkout(), adopt_files_of_checkout()) == (1, 0)

    assert (data / "files" / "ledger").read_bytes() == b"lines"
    assert (data / "checkout.txt").read_text() == f"{checkout}\n"
    assert [path.name for path in (checkout / "var").iterdir()] == ["static"]


def test_a_chosen_data_folder_is_left_alone(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "var" / "files").mkdir(parents=True)
    (tmp_path / "var" / "files" / "ledger").write_bytes(b"lines")
    monkeypatch.setenv("KLIMATRAPPA_DATA", str(tmp_path / "chosen"))
    monkeypatch.setattr(adopting, "CHECKOUT", tmp_path)
    settings.DATA_DIR = tmp_path / "chosen"

    assert adopt_files_of_checkout() == 0
    assert (tmp_path / "var" / "files" / "ledger").exists()


def test_settings_keep_files_where_the_database_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    from config.env import read_environment  # noqa: PLC0415 - read anew, as a root without a chosen folder

    monkeypatch.delenv("KLIMATRAPPA_DATA", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    environment = read_environment()

    assert environment.data_dir == Path("/var/lib/klimatrappa") / layout.checkout_hash()
    assert environment.static_dir == layout.CHECKOUT / "var" / "static"
