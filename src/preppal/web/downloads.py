"""A person's own file, given back: saved by the browser, never opened as a page of ours."""

from urllib.parse import quote

from starlette.responses import Response


def attachment(data: bytes, name: str) -> Response:
    """The file under its name (RFC 6266: an ASCII one, and one in UTF-8), as bytes of no kind.

    `Envelope` adds ``nosniff``. Nothing on the way may keep a copy.
    """
    plain = "".join(sign if sign.isascii() and sign.isprintable() and sign not in '"\\%' else "_"
                    for sign in name)  # fmt: skip
    said = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(
        data,
        media_type="application/octet-stream",
        headers={"content-disposition": said, "cache-control": "private, no-store"},
    )
