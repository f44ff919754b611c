import ssl
from pathlib import Path

import pytest

from tests.gemini_live import certificate


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """For the server, and for a client that trusts it."""
    directory: Path = tmp_path_factory.mktemp("tls")
    return certificate.make(directory)
