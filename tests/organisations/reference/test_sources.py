import pytest

from organisations.reference.sources import REFERENCE, sources

FOLDERS = ("categories", "code_lists", "crosswalks")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_data_file_has_a_source_with_version_and_licence(folder: str) -> None:
    files = {path.name for path in (REFERENCE / folder).iterdir()} - {"source.toml"}
    assert {source.file for source in sources(folder).values()} == files
    assert all(source.version and source.licence and source.publisher for source in sources(folder).values())


@pytest.mark.parametrize("folder", FOLDERS)
def test_figures_taken_from_others_say_from_where_and_when(folder: str) -> None:
    foreign = [source for source in sources(folder).values() if source.publisher != "Klimatrappa"]
    assert [source.title for source in foreign if not (source.taken_from and source.retrieved)] == []
