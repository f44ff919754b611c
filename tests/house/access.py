"""Who gets what answer: one row for every route and socket.

A row says what the visitor (signed out), the stranger (signed in, owns nothing here), the owner and
staff get. `about` picks the state of the owner's interview in whose name the path is filled
(`world.ids`). An answer is a status, a path that one is led to (303), or SIGN_IN. For a socket it
is the close code, or OPEN.

A new route needs a row here, or `test_access` fails.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

SIGN_IN = "/sign-in?next="
OPEN = "open"

Answer = int | str


@dataclass(frozen=True)
class Row:
    """`form` is a form that the owner would send; `query` follows the path."""

    method: str
    path: str
    visitor: Answer
    stranger: Answer
    owner: Answer
    staff: Answer
    about: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    query: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.method, self.path

    @property
    def name(self) -> str:
        return " ".join(filter(None, [self.method, self.path, self.query, self.about]))


def everyone(method: str, path: str, answer: Answer, **more: str) -> Row:
    return Row(method, path, answer, answer, answer, answer, **more)  # type: ignore[arg-type]


def members(
    method: str, path: str, answer: Answer, form: Mapping[str, str] | None = None, query: str = ""
) -> Row:
    """Everybody who is signed in, each for themselves."""
    return Row(method, path, SIGN_IN, answer, answer, answer, form=form or {}, query=query)


def owners(
    method: str, path: str, answer: Answer, about: str, form: Mapping[str, str] | None = None
) -> Row:
    """One's own, and not there for others: staff does not read over people's shoulders."""
    return Row(method, path, SIGN_IN, 404, answer, 404, about, form or {})


def socket(path: str, answer: Answer, about: str) -> Row:
    return Row("WS", path, 4001, 4004, answer, 4004, about)


BOOKING = {
    "persona_id": "ruth-adeyemi",
    "job_text": "",
    "minutes": "10",
    "mode": "text",
    "idempotency_key": "once",
}
SETTINGS = {"name": "Somebody", "locale": "en", "theme": "auto"}
INTERVIEW = "/interviews/{interview_id}"

TABLE = [
    # Open to everybody
    Row("GET", "/", 200, "/dashboard", "/dashboard", "/dashboard"),
    everyone("GET", "/privacy", 200),
    everyone("GET", "/terms", 200),
    everyone("GET", "/healthz", 200),
    everyone("GET", "/readyz", 200),
    everyone("GET", "/robots.txt", 200),
    everyone("GET", "/favicon.ico", 200),
    everyone("GET", "/static/{path}", 200),
    # Accounts
    Row("GET", "/sign-in", 200, "/dashboard", "/dashboard", "/dashboard"),
    Row(
        "POST",
        "/sign-in",
        *["/sign-in/code?next="] * 4,
        form={"email": "cy@example.org", "next": "/settings"},
    ),
    Row("GET", "/sign-in/code", *[SIGN_IN] * 4),  # no code is on its way
    Row("POST", "/sign-in/code", *[422] * 4, form={"code": "123456", "next": "/settings"}),
    everyone("POST", "/sign-out", "/"),
    members("POST", "/sign-out-everywhere", "/"),
    members("GET", "/settings", 200),
    members("POST", "/settings", "/settings?saved=1", SETTINGS),
    Row("POST", "/locale", *["/terms"] * 4, form={"locale": "es", "back": "/terms"}),
    Row("POST", "/theme", *["/terms"] * 4, form={"theme": "dark", "back": "/terms"}),
    # Home and set-up
    members("GET", "/dashboard", 200),
    members("GET", "/interviews", 200),
    members("GET", "/interviews/new", 200),
    members("POST", "/interviews/new", INTERVIEW + "/lobby", BOOKING),
    members("POST", "/interviews/quick", INTERVIEW + "/lobby", {"topic": "conflict"}),
    # One's own interviews
    owners("GET", INTERVIEW + "/lobby", 200, "ready"),
    owners("GET", INTERVIEW + "/lobby", 200, "live"),
    owners("GET", INTERVIEW + "/lobby", 200, "held"),
    owners("GET", INTERVIEW + "/lobby", INTERVIEW + "/feedback", "completed"),
    owners("POST", INTERVIEW + "/start", INTERVIEW + "/session", "ready", {"mode": "text"}),
    owners(
        "POST",
        INTERVIEW + "/start",
        INTERVIEW + "/session?take_over=1",
        "held",
        {"mode": "text", "take_over": "1"},
    ),
    owners("POST", INTERVIEW + "/start", 409, "completed", {"mode": "text"}),
    owners("GET", INTERVIEW + "/session", 200, "ready"),
    owners("GET", INTERVIEW + "/session", 200, "live"),
    owners("GET", INTERVIEW + "/session", INTERVIEW + "/feedback", "completed"),
    owners("POST", INTERVIEW + "/end", INTERVIEW + "/lobby", "ready"),
    owners("POST", INTERVIEW + "/end", INTERVIEW + "/feedback", "live"),
    owners("POST", INTERVIEW + "/end", INTERVIEW + "/feedback", "completed"),
    owners("POST", INTERVIEW + "/delete", "/interviews", "completed"),
    owners("POST", INTERVIEW + "/delete", "/interviews", "deleted"),
    owners("POST", INTERVIEW + "/delete", 409, "live"),
    owners("GET", INTERVIEW + "/feedback", INTERVIEW + "/lobby", "ready"),
    owners("GET", INTERVIEW + "/feedback", 200, "waiting"),
    owners("GET", INTERVIEW + "/feedback", 200, "failed"),
    owners("GET", INTERVIEW + "/feedback", 200, "completed"),
    owners("GET", INTERVIEW + "/feedback/status", 404, "ready"),
    owners("GET", INTERVIEW + "/feedback/status", 200, "completed"),
    owners("POST", INTERVIEW + "/feedback/retry", INTERVIEW + "/feedback", "failed"),
    owners("POST", INTERVIEW + "/feedback/retry", 409, "completed"),
    socket(INTERVIEW + "/live", OPEN, "ready"),
    socket(INTERVIEW + "/live", OPEN, "live"),
    socket(INTERVIEW + "/live", 4010, "held"),
    socket(INTERVIEW + "/live", 4011, "completed"),
]
