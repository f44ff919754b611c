"""A small server that speaks S3's wire format: objects put, got and deleted by requests signed with Signature 4.

The signature is computed here from Amazon's description of it, so that a client that signs otherwise is refused
as it would be there. Faults are set from outside: no such bucket, another secret, failing, silent.
"""

import hashlib
import hmac
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from tests.http_servers import SilenceableServer, served

AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>[^/]+)/(?P<scope>[^,]+), ?SignedHeaders=(?P<signed>[^,]+), ?"
    r"Signature=(?P<signature>[0-9a-f]{64})"
)


class S3Server(SilenceableServer):
    """One bucket. ``objects`` by their whole path in it."""

    def __init__(
        self, *, bucket: str = "people", key: str = "AKIDPEOPLE", secret: str = "made-for-tests/1+x"
    ) -> None:
        super().__init__(Exchange)
        self.bucket, self.key, self.secret = bucket, key, secret
        self.objects: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.fails = False

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def s3_server() -> Iterator[S3Server]:
    with served(S3Server()) as server:
        yield server


class Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: S3Server

    def log_message(self, *_: object) -> None:
        pass

    def do_PUT(self) -> None:
        body = self._taken()
        if body is not None:
            self.server.objects[self._key] = body
            self._answer(200, b"", ("ETag", f'"{hashlib.md5(body).hexdigest()}"'))

    def do_GET(self) -> None:
        if self._taken() is None:
            return
        data = self.server.objects.get(self._key)
        if data is None:
            self._refuse(404, "NoSuchKey")
        else:
            self._answer(
                200,
                data,
                ("ETag", f'"{hashlib.md5(data).hexdigest()}"'),
                ("Last-Modified", "Thu, 05 Nov 2026 10:00:00 GMT"),
            )

    def do_POST(self) -> None:
        """Many deleted at once, which is how obstore deletes one, too."""
        body = self._taken()
        if body is None:
            return
        if urlsplit(self.path).query.rstrip("=") != "delete":
            self._refuse(400, "InvalidRequest")
            return
        keys = re.findall(r"<Key>([^<]+)</Key>", body.decode())
        for key in keys:
            self.server.objects.pop(key, None)
        gone = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        said = f'<?xml version="1.0"?><DeleteResult>{gone}</DeleteResult>'
        self._answer(200, said.encode(), ("Content-Type", "application/xml"))

    @property
    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix(f"/{self.server.bucket}/")

    def _taken(self) -> bytes | None:
        """The request's body, or None when it was refused."""
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.server.asked.append(f"{self.command} {self.path}")
        self.server.goes_on.wait(60)
        if self.server.fails:
            return self._refuse(503, "SlowDown")
        if hashlib.sha256(body).hexdigest() != self.headers.get("x-amz-content-sha256"):
            return self._refuse(400, "XAmzContentSHA256Mismatch")
        found = AUTHORIZATION.fullmatch(self.headers.get("authorization") or "")
        if found is None or found["key"] != self.server.key:
            return self._refuse(403, "InvalidAccessKeyId")
        if not hmac.compare_digest(self._signature(found), found["signature"]):
            return self._refuse(403, "SignatureDoesNotMatch")
        if urlsplit(self.path).path.split("/")[1] != self.server.bucket:
            return self._refuse(404, "NoSuchBucket")
        return body

    def _signature(self, found: re.Match[str]) -> str:
        """As Amazon describes it: a canonical request, a string to sign, four derived keys."""
        asked = urlsplit(self.path)
        query = "&".join(
            f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}"
            for name, value in sorted(parse_qsl(asked.query, keep_blank_values=True))
        )
        signed = found["signed"].split(";")
        headers = "".join(f"{name}:{' '.join(self.headers[name].split())}\n" for name in signed)
        canonical = "\n".join(
            (self.command, asked.path, query, headers, found["signed"], self.headers["x-amz-content-sha256"])
        )  # fmt: skip
        to_sign = "\n".join(
            (
                "AWS4-HMAC-SHA256",
                self.headers["x-amz-date"],
                found["scope"],
                hashlib.sha256(canonical.encode()).hexdigest(),
            )
        )
        key = f"AWS4{self.server.secret}".encode()
        for part in found["scope"].split("/"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()

    def _refuse(self, status: int, code: str) -> None:
        said = f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>No.</Message></Error>'
        self._answer(status, said.encode(), ("Content-Type", "application/xml"))

    def _answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
