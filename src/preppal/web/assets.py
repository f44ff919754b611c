"""Static files under ``/static/<release>/``: the release is a digest, so they never change."""

import hashlib
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

PREFIX = "/static"


def release_of(directory: Path) -> str:
    """A short digest over the names and bytes of all files in ``directory``."""
    digest = hashlib.sha256()
    for file in sorted(path for path in directory.rglob("*") if path.is_file()):
        digest.update(file.relative_to(directory).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:10]


class Assets(StaticFiles):
    """Serves ``directory``; any release in the path gets the current files."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory)
        self.release = release_of(directory)

    def url(self, path: str) -> str:
        return f"{PREFIX}/{self.release}/{path}"

    def get_path(self, scope: Scope) -> str:
        return super().get_path(scope).partition("/")[2]

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code in (200, 304) and f"/{self.release}/" in scope["path"]:
            response.headers["cache-control"] = "public, max-age=31536000, immutable"
        elif Headers(scope=scope).get("range") is None:
            response.headers["cache-control"] = "no-cache"
        return response
