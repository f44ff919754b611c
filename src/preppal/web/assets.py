"""Static files under ``/static/<release>/``: the release is a digest, so they never change."""

import hashlib
import re
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

PREFIX = "/static"
IMPORT = re.compile(r"""@import url\("([^"]+)"\)(?: layer\((\w+)\))?;""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\n\s*")
# Whole lines only: a comment inside a line is a type for the editor, or no comment at all.
SCRIPT_COMMENT = re.compile(
    r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*$", re.DOTALL | re.MULTILINE
)


def bundled(sheet: Path) -> str:
    """``sheet`` with each ``@import`` replaced by the file it names, inside its layer.

    Comments and indentation are left out. Imported files name others (``url()``) as seen from the
    sheet's own directory.
    """

    def import_(found: re.Match[str]) -> str:
        content = (sheet.parent / found[1]).read_text(encoding="utf-8")
        return f"@layer {found[2]} {{\n{content}\n}}" if found[2] else content

    whole = IMPORT.sub(import_, sheet.read_text(encoding="utf-8"))
    return INDENT.sub("\n", COMMENT.sub("", whole)).strip()


def uncommented(script: str) -> str:
    """A script without the comments that stand on lines of their own, a third of its weight.

    Lines keep their numbers, so that an error still points at its place in the source.
    """
    return SCRIPT_COMMENT.sub(lambda found: "\n" * found[0].count("\n"), script)


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
        self.sheets = {
            sheet.relative_to(directory).as_posix(): bundled(sheet)
            for sheet in directory.rglob("*.css")
        }
        """Style sheets are served with their imports in place: one answer, not thirty."""
        self.scripts = {
            script.relative_to(directory).as_posix(): uncommented(script.read_text("utf-8"))
            for script in directory.rglob("*.js")
        }

    def url(self, path: str) -> str:
        return f"{PREFIX}/{self.release}/{path}"

    def get_path(self, scope: Scope) -> str:
        return super().get_path(scope).partition("/")[2]

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if path in self.sheets and response.status_code == 200:
            response = Response(self.sheets[path], media_type="text/css")
        elif path in self.scripts and response.status_code == 200:
            response = Response(self.scripts[path], media_type="text/javascript")
        if response.status_code in (200, 304) and f"/{self.release}/" in scope["path"]:
            response.headers["cache-control"] = "public, max-age=31536000, immutable"
        elif Headers(scope=scope).get("range") is None:
            response.headers["cache-control"] = "no-cache"
        return response
