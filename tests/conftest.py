"""What many tests look at and no test changes: the sample newsroom, mirrored once; the browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from browser import chromium
from doors import Mirror
from newsroom import Newsroom

# How long an example takes is the machine's affair. `make test` tries the same examples each time, so that it says the
# same of the same code; `make soak` looks for new ones.
settings.register_profile("test", deadline=None, derandomize=True)
settings.register_profile("soak", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("MIRROR_PROFILE", "test"))


@pytest.fixture(scope="session")
def newsroom() -> Iterator[Newsroom]:
    """The sample newsroom, open on a loopback port."""
    with Newsroom() as open_newsroom:
        yield open_newsroom


@pytest.fixture(scope="session")
def mirrored(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    """A mirror of the sample newsroom, fetched once. Look at it; copy it (`Mirror.copy`) to change it."""
    mirror = Mirror.of_samples(tmp_path_factory.mktemp("mirror"), newsroom.address)
    done = mirror.run("fetch")
    assert done.returncode == 0, done.stderr
    return mirror


@pytest.fixture
def mirror(mirrored: Mirror, tmp_path: Path) -> Mirror:
    """A copy of the mirrored newsroom that a test may change."""
    return mirrored.copy(tmp_path / "mirror")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium. One at a time: its driver does not run twice in a process."""
    with chromium() as open_browser:
        yield open_browser
