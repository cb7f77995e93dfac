"""A full disk: one line, and nothing half-written."""

import errno
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from exported import fill, place

from kg.errors import KgError
from kg.files import written_whole

FULL = Path("/dev/full")


def to_full_disk(*words):
    with FULL.open("w") as full:
        return subprocess.run([sys.executable, "-m", "kg", *words], stdout=full, stderr=subprocess.PIPE, text=True)


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("kind", ["csv", "graphml", "jsonl", "parquet", "turtle"])
def test_an_export_says_it_in_one_line(embedded_store, kind):
    done = to_full_disk("export", kind, "--uri", place(fill(embedded_store)))
    assert done.returncode == 1
    assert done.stderr == "error: output: cannot be written: No space left on device\n"


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_so_does_a_short_answer_that_is_written_only_at_the_end():
    done = to_full_disk("query", "list", "basics")
    assert done.returncode == 1
    assert done.stderr == "error: output: cannot be written: No space left on device\n"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_nothing_half_written_stays(tmp_path, code):
    def half():
        with written_whole(tmp_path / "events.csv") as file:
            file.write(b"half a file")
            raise OSError(code, "no room")

    with pytest.raises(KgError, match="cannot be written"):
        half()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["csv", "panel"])
def test_no_room_for_the_temporary_file_is_not_blamed_on_the_output(embedded_store, kind):
    words = (sys.executable, "-m", "kg", "export", kind, "--uri", place(fill(embedded_store)))
    done = subprocess.run(words, capture_output=True, text=True, preexec_fn=no_file_may_grow)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "a temporary file cannot be written: File too large\nhint: TMPDIR=FOLDER" in done.stderr
    assert len(done.stderr.splitlines()) == 2


def no_file_may_grow():
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
