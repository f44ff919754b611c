"""Static files change their address whenever their content changes."""

from pathlib import Path

import httpx
from starlette.applications import Starlette

from preppal.web.assets import IMPORT, Assets, release_of

SHEET = "css/layers.css"


def site(directory: Path) -> tuple[Assets, httpx.AsyncClient]:
    assets = Assets(directory)
    app = Starlette()
    app.mount("/static", assets)
    return assets, httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://127.0.0.1"
    )


async def test_a_release_is_kept_for_a_year_and_others_are_not(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css/base.css").write_text("body { margin: 0 }")
    assets, client = site(tmp_path)
    async with client:
        fresh = await client.get(assets.url("css/base.css"))
        stale = await client.get("/static/0000000000/css/base.css")
    assert fresh.text == stale.text == "body { margin: 0 }"
    assert fresh.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert stale.headers["cache-control"] == "no-cache"


async def test_nothing_outside_the_directory_is_served(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "static").mkdir()
    assets, client = site(tmp_path / "static")
    async with client:
        for path in ("../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "", "missing.css"):
            answer = await client.get(assets.url(path))
            assert answer.status_code == 404, path


def test_the_release_follows_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a")
    first = release_of(tmp_path)
    assert release_of(tmp_path) == first
    (tmp_path / "a.css").write_text("b")
    second = release_of(tmp_path)
    (tmp_path / "a.css").rename(tmp_path / "b.css")
    assert len({first, second, release_of(tmp_path)}) == 3


STATIC = Path(__file__).parents[3] / "src/preppal/static"


async def test_the_style_sheet_comes_whole(tmp_path: Path) -> None:
    (tmp_path / "css/components").mkdir(parents=True)
    (tmp_path / SHEET).write_text(
        "/* why */ @layer base, components;\n"
        '@import url("faces.css");\n@import url("components/button.css") layer(components);\n'
    )
    (tmp_path / "css/faces.css").write_text("@font-face { src: url(a.woff2) }")
    (tmp_path / "css/components/button.css").write_text(".button {\n  color: red;\n}\n")
    assets, client = site(tmp_path)
    async with client:
        answer = await client.get(assets.url(SHEET))
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.text.split("\n") == [
        "@layer base, components;",
        "@font-face { src: url(a.woff2) }",
        "@layer components {",
        ".button {",
        "color: red;",
        "}",
        "}",
    ]


def test_every_shared_style_is_in_the_sheet_and_every_address_in_it_is_right() -> None:
    sheet = STATIC / SHEET
    imported = {sheet.parent / name for name, _ in IMPORT.findall(sheet.read_text())}
    shared = set(sheet.parent.glob("components/*.css")) | set(sheet.parent.glob("*.css"))
    assert imported == shared - {sheet}
    assert all(file.parent == sheet.parent for file in imported if "url(" in file.read_text())


SCRIPT = """/** What it does. */

import { a } from './a.js';

/**
 * @param {number} b
 */
export function c(b) {
  // why
  const d = /** @type {any} */ (b); // kept: it shares its line
  return `// ${d} /* no comment */`;
}
"""


async def test_scripts_come_without_their_comments_and_keep_their_lines(tmp_path: Path) -> None:
    (tmp_path / "c.js").write_text(SCRIPT)
    assets, client = site(tmp_path)
    async with client:
        answer = await client.get(assets.url("c.js"))
    assert answer.headers["content-type"].startswith("text/javascript")
    lines = answer.text.split("\n")
    assert len(lines) == SCRIPT.count("\n") + 1
    assert [(at, line) for at, line in enumerate(lines, 1) if line] == [
        (3, "import { a } from './a.js';"),
        (8, "export function c(b) {"),
        (10, "  const d = /** @type {any} */ (b); // kept: it shares its line"),
        (11, "  return `// ${d} /* no comment */`;"),
        (12, "}"),
    ]
