"""Settings: the environment wins over .env, and passwords are never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.settings import load_settings


def test_defaults_are_in_the_users_data_folder(tmp_path: Path) -> None:
    settings = load_settings({"XDG_DATA_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}, tmp_path / "none")
    assert settings.database_folder == settings.home / "graph"
    assert settings.uri is None


def test_an_env_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# ours\nexport NEO4J_URI='bolt://one'\nNEO4J_PASSWORD=\"a b\"\nKG_HEAP=2g\nodd line\n")
    settings = load_settings({"NEO4J_URI": "bolt://two", "NEO4J_DATABASE": "", "KG_HOME": str(tmp_path)}, file)
    assert (settings.uri, settings.password, settings.heap) == ("bolt://two", "a b", "2g")
    assert settings.database is None


def test_the_password_is_not_shown(tmp_path: Path) -> None:
    settings = load_settings({"NEO4J_PASSWORD": "secret-word"}, tmp_path / "none")
    assert "secret-word" not in repr(settings)


@pytest.mark.parametrize(("name", "value"), [("KG_HEAP", "lots"), ("KG_LINGER", "long")])
def test_a_setting_that_makes_no_sense_names_itself(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(UsageError, match=name):
        load_settings({name: value}, tmp_path / "none")
