"""Who gets what answer: one row for every route and socket.

A row says what the visitor (signed out), the stranger (signed in, owns nothing here), the owner and
staff get. `about` picks the state of the owner's interview in whose name the path is filled
(`world.ids`). An answer is a status, a path that one is led to (303), or SIGN_IN. For a socket it
is the close code, or OPEN.

A new route needs a row here, or `test_access` fails.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.people import MONDAY

SIGN_IN = "/sign-in?next="
OPEN = "open"

Answer = int | str


@dataclass(frozen=True)
class Row:
    """`form` is a form that the owner would send; `query` follows the path. `shared`: what it is about
    is open to others too."""

    method: str
    path: str
    visitor: Answer
    stranger: Answer
    owner: Answer
    staff: Answer
    about: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    shared: bool = False

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


def operators(
    method: str, path: str, answer: Answer, about: str = "", form: Mapping[str, str] | None = None
) -> Row:
    """Staff alone; for others there is nothing there."""
    return Row(method, path, SIGN_IN, 404, 404, answer, about, form or {})


def socket(path: str, answer: Answer, about: str) -> Row:
    return Row("WS", path, 4001, 4004, answer, 4004, about)


CREDITS = "/admin/credits/{user_id}"
TWO = {"count": "2", "reason": "An interview failed.", "key": "a"}
SAID = {"text": "Two of our pumps failed."}
BOOKING = {
    "persona_id": "ruth-adeyemi",
    "job_text": "",
    "minutes": "10",
    "mode": "text",
    "idempotency_key": "once",
}
SETTINGS = {"name": "Somebody", "locale": "en", "theme": "auto", "patience": "usual"}
INTERVIEW = "/interviews/{interview_id}"
CORRECT, REVERT = INTERVIEW + "/turns/{seq}/correct", INTERVIEW + "/turns/{seq}/revert"
PLAN = "/interviews/new/{interview_id}"
PERSONA = "/personas/{persona_id}"
PANEL = "/panels/{panel_id}"
STAGE = PANEL + "/stages/{stage_id}"
EDITED = "/panels/{{panel_id}}/edit?did={}&at={{stage_id}}"
JOB = "/job-descriptions/{job_id}"
RESUME = "/resumes/{resume_id}"
SHARED = "/job-descriptions/shared/{posting_id}"
MODERATED = "/admin/postings/{posting_id}"
PERSONA_FORM = {"name": "Ana Ito", "headline": "Bakes", "stage_technical": "1", "language_en": "1"}
MINE = "/personas?did={}&about={{persona_id}}"
PUBLISH = {"version": "1"}
NEW_WITH_RUTH = "/panels/new?persona=ruth-adeyemi"
LOOPS = ("loop", "loop_away", "loop_in_order", "loop_skipped", "loop_going_on")
A_STAGE = {"persona_id": "ruth-adeyemi", "minutes": "30"}
REPORT = {"reason": "abusive", "note": ""}
REPORTED = PERSONA + "?thanks=report"
AS_OF_MONDAY = {"version": str(int(MONDAY.timestamp())), "choice_name": "take"}
BECAUSE = {"reason": "It names a real person."}

PURCHASE = "/credits/purchases/{purchase_id}"
BUYING = {"pack": "5-1500-EUR", "once": "once", "back": "/interviews/new"}

TABLE = [
    # Open to everybody
    Row("GET", "/", 200, "/dashboard", "/dashboard", "/dashboard"),
    everyone("GET", "/privacy", 200),
    everyone("GET", "/terms", 200),
    everyone("GET", "/healthz", 200),
    everyone("GET", "/readyz", 200),
    everyone("GET", "/metrics", 404),  # for machines: test_metrics
    everyone("GET", "/robots.txt", 200),
    everyone("GET", "/favicon.ico", 200),
    everyone("GET", "/static/{path}", 200),
    # Resumes
    members("GET", "/resumes", 200),
    members("POST", "/resumes", 422),  # no file: integration/resumes
    members("POST", "/resumes/pasted", RESUME + "?did=kept", {"resume_text": "Ana Ito\nBaker"}),
    owners("GET", RESUME, 200, "resume"),
    owners("GET", RESUME + "/file", 200, "resume"),
    owners("POST", RESUME + "/name", RESUME + "?did=named", "resume", {"name": "For bakeries"}),
    owners("POST", RESUME + "/confirm", RESUME + "?did=confirmed", "resume"),
    owners("GET", RESUME + "/correct", 200, "resume"),
    owners("POST", RESUME + "/correct", RESUME + "?did=confirmed", "resume", {"name": "Ana Ito"}),
    owners("GET", RESUME + "/pages/{number}", 200, "resume_scanned"),
    owners("POST", RESUME + "/delete", "/resumes?did=deleted", "resume_pasted"),
    # The profile: each their own
    members("GET", "/profile", 200),
    members("GET", "/profile/correct", 200),
    Row(
        "POST",
        "/profile/correct",
        *[SIGN_IN, "/profile?did=corrected", 409, "/profile?did=corrected"],
        form={"version": "0", "name": "Ana Ito"},  # Ana has one
    ),
    members("POST", "/profile/delete", "/profile?did=deleted"),
    owners("GET", RESUME + "/merge", 200, "resume_other"),
    owners("GET", RESUME + "/merge", 409, "resume"),  # not confirmed
    owners("POST", RESUME + "/merge", "/profile?did=merged", "resume_other", AS_OF_MONDAY),
    owners("POST", RESUME + "/merge", 409, "resume_other", {"version": "0"}),
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
    members("POST", "/patience", "/terms", {"patience": "longer", "back": "/terms"}),
    Row("POST", "/locale", *["/terms"] * 4, form={"locale": "es", "back": "/terms"}),
    Row("POST", "/theme", *["/terms"] * 4, form={"theme": "dark", "back": "/terms"}),
    # The Hub: open to everybody
    everyone("GET", "/hub", 200),
    everyone("GET", "/personas/{key}", 200),
    Row("GET", "/personas/{key}", 404, 404, 200, 404, "persona_private"),
    everyone("GET", "/personas/{key}/voice", 409),  # held in writing
    Row("GET", "/personas/{key}/voice", 404, 404, 409, 404, "persona_private"),
    Row("POST", PERSONA + "/rate", SIGN_IN, 403, 403, 403, "persona_public", {"helpful": "yes"}),
    owners("POST", PERSONA + "/rate", 403, "persona_private", {"helpful": "yes"}),
    Row("GET", PERSONA + "/report", SIGN_IN, 200, 200, 200, "persona_public"),
    Row("POST", PERSONA + "/report", SIGN_IN, REPORTED, 403, REPORTED, "persona_public", REPORT),
    owners("POST", PERSONA + "/report", 403, "persona_private", REPORT),
    # The operator's
    operators("GET", "/admin", 200),
    operators("POST", "/admin/reports/{report_id}/uphold", "/admin", "report", BECAUSE),
    operators("POST", "/admin/reports/{report_id}/dismiss", "/admin", "report"),
    operators("POST", "/admin/personas/{persona_id}/hide", "/admin", "persona_public", BECAUSE),
    operators("POST", "/admin/personas/{persona_id}/restore", 409, "persona_public", BECAUSE),
    operators("GET", "/admin/credits", 200),
    operators("POST", CREDITS + "/grant", "/admin/credits?email=ana%40example.org", "account", TWO),
    operators("POST", CREDITS + "/grant", 422, "account", {"count": "many"}),
    operators("POST", CREDITS + "/grant", 404, "nowhere", TWO),
    operators(
        "POST", CREDITS + "/correct", "/admin/credits?email=ana%40example.org", "account", TWO
    ),
    operators("GET", "/admin/postings", 200),
    operators("GET", MODERATED, 200, "posting"),
    operators("POST", MODERATED + "/merge", 422, "posting", {"other": "?"}),
    operators("POST", MODERATED + "/undo", 404, "posting", {"decision": "?"}),
    operators("POST", MODERATED + "/split", 404, "posting", {"text": "?"}),
    operators("POST", MODERATED + "/hide", MODERATED, "posting", BECAUSE),
    operators("POST", MODERATED + "/restore", 409, "posting"),
    # Credits: each their own
    members("GET", "/credits", 200, query="?back=/interviews/new&before=9&did=metered"),
    members("GET", "/credits/history.csv", 200),
    members("POST", "/credits/buy", PURCHASE + "?go=1", BUYING),
    members("POST", "/credits/buy", 404, {"pack": "?"}),
    # On a machine of one's own; elsewhere staff's: integration/credits
    members("POST", "/credits/switch", "/credits?did=unlimited", {"credits": "unlimited"}),
    owners("GET", PURCHASE, 200, "purchase_paid"),
    owners("GET", PURCHASE, 200, "purchase_test"),
    owners("GET", PURCHASE + "/status", 200, "purchase_open"),
    owners("GET", PURCHASE + "/receipt", 404, "purchase_paid"),  # with Stripe: integration/buying
    owners("POST", PURCHASE + "/check", PURCHASE + "?paid=1", "purchase_open"),
    owners("POST", PURCHASE + "/test", PURCHASE, "purchase_test", {"act": "pay"}),
    owners("POST", PURCHASE + "/test", 404, "purchase_open", {"act": "pay"}),
    everyone("POST", "/webhooks/stripe", 404),  # with Stripe: integration/buying
    # Home and set-up
    members("GET", "/dashboard", 200),
    members("GET", "/interviews", 200),
    members("GET", "/interviews/new", 200),
    members("POST", "/interviews/new", INTERVIEW + "/lobby", BOOKING),
    members("POST", "/interviews/new/file", 422, BOOKING),
    members("POST", "/interviews/quick", INTERVIEW + "/lobby", {"topic": "conflict"}),
    members("GET", "/interviews/practise", 200),
    members("POST", "/interviews/practise", INTERVIEW + "/lobby", {"line": "Kafka internals"}),
    members("POST", "/interviews/practise", 422, {"line": "!!!"}),
    # One's own job descriptions
    members("GET", "/interviews/new/jobs", 200, query="?q=nurse&job=nobody"),
    members("POST", "/interviews/new/search", 200, {"q": "nurse"}),
    members("POST", "/interviews/new/outline", 200, {"outline_title": "Night Nurse"}),
    members("POST", "/interviews/new/outline", 422, {"outline_title": ""}),
    members("GET", "/job-descriptions", 200, query="?q=nurse&order=title&archived=1&page=2"),
    members("GET", "/job-descriptions/new", 200),
    members("POST", "/job-descriptions/new", 422, {"job_text": "A word"}),
    members("POST", "/job-descriptions/new/file", 422, {"job_text": "A word"}),  # without a file
    members("POST", "/job-descriptions/file", 422, {"job_text": "A word"}),
    members("POST", "/job-descriptions/alike", 200, {"job_text": "A word"}),
    owners("GET", JOB, 200, "job"),
    owners("POST", JOB + "/facts", JOB + "?did=corrected", "job", {"title": "Baker"}),
    owners("POST", JOB + "/facts", 422, "job", {"title": ""}),
    owners("POST", JOB + "/facts/as-read", JOB + "?did=as-read", "job", {"name": "salary"}),
    owners("POST", JOB + "/archive", JOB + "?did=archived", "job"),
    owners("POST", JOB + "/bring-back", JOB + "?did=back", "job"),
    owners("POST", JOB + "/delete", "/job-descriptions?did=deleted", "job"),
    owners("GET", JOB + "/share", 200, "job_shared"),
    owners("POST", JOB + "/share", JOB + "?did=shared", "job_shared", {"out-3": "1"}),
    owners("POST", JOB + "/take-back", JOB + "?did=taken-back", "job_shared"),
    # What others share
    members("GET", "/job-descriptions/shared", 200, query="?q=x&order=new&after=1~x"),
    Row("GET", SHARED, SIGN_IN, 200, 200, 200, "posting", shared=True),
    Row(
        "POST",
        SHARED + "/keep",
        SIGN_IN,
        *["/interviews/new?job={job_id}"] * 3,
        "posting",
        shared=True,
    ),
    Row("GET", SHARED, SIGN_IN, 404, 404, 404, "posting_hidden"),
    Row("POST", SHARED + "/keep", SIGN_IN, 404, 404, 404, "posting_hidden"),
    # One's own personas
    members("GET", "/personas", 200),
    members("GET", "/personas/new", 200),
    members("POST", "/personas/new", MINE.format("saved"), PERSONA_FORM),
    members("POST", "/personas/preview", 200, PERSONA_FORM),
    members("GET", "/personas/voice", 409, query="?voice=warm&speed=1.1"),  # held in writing
    *(
        owners(method, PERSONA + act, 200, f"persona_{state}", form)
        for state in ("draft", "private", "public", "hidden", "retired")
        for method, act, form in (
            ("GET", "/edit", None),
            ("GET", "/try", None),
            ("POST", "/try", {"answer": "We measured it twice."}),
        )
    ),
    owners(
        "POST",
        PERSONA + "/edit",
        MINE.format("saved"),
        "persona_private",
        PERSONA_FORM | {"version": "1"},
    ),
    owners("POST", PERSONA + "/edit", 409, "persona_private", PERSONA_FORM),
    owners("GET", PERSONA + "/publish", 200, "persona_draft"),
    owners("GET", PERSONA + "/publish", 200, "persona_private"),
    owners("GET", PERSONA + "/publish", "/personas", "persona_public"),
    owners("GET", PERSONA + "/publish", "/personas", "persona_hidden"),
    owners("POST", PERSONA + "/publish", MINE.format("published"), "persona_draft", PUBLISH),
    owners("POST", PERSONA + "/publish", MINE.format("published"), "persona_private", PUBLISH),
    owners("POST", PERSONA + "/publish", 422, "persona_remarked", PUBLISH),
    owners("POST", PERSONA + "/publish", 409, "persona_hidden", PUBLISH),
    owners("POST", PERSONA + "/publish", 409, "persona_retired", PUBLISH),
    owners("POST", PERSONA + "/private", MINE.format("private"), "persona_public"),
    owners("POST", PERSONA + "/private", 409, "persona_retired"),
    owners("POST", PERSONA + "/retire", MINE.format("retired"), "persona_private"),
    owners("POST", PERSONA + "/retire", 409, "persona_hidden"),
    owners("POST", PERSONA + "/bring-back", MINE.format("back"), "persona_retired"),
    owners("POST", PERSONA + "/bring-back", 409, "persona_private"),
    owners("POST", PERSONA + "/favourite", "/hub", "persona_private", {"back": "/hub"}),
    Row(
        "POST",
        PERSONA + "/favourite",
        *[SIGN_IN, "/hub", "/hub", "/hub"],
        about="persona_public",
        form={"back": "/hub"},
        shared=True,
    ),
    Row(
        "POST",
        PERSONA + "/unfavourite",
        *[SIGN_IN, PERSONA, PERSONA, PERSONA],
        about="persona_public",
        shared=True,
    ),
    # One's own interviews
    owners("GET", INTERVIEW + "/lobby", 200, "ready"),
    owners("GET", INTERVIEW + "/lobby", 200, "live"),
    owners("GET", INTERVIEW + "/lobby", 200, "held"),
    owners("GET", INTERVIEW + "/lobby", INTERVIEW + "/feedback", "completed"),
    owners("GET", PLAN, 200, "ready"),
    owners("GET", PLAN, 200, "live"),
    owners("GET", PLAN, INTERVIEW + "/feedback", "completed"),
    owners("POST", PLAN, PLAN + "?saved=1", "ready", {"planning": "pinned"}),
    owners("POST", PLAN, 409, "live", {"planning": "pinned"}),
    owners("POST", PLAN, 409, "completed", {"planning": "pinned"}),
    owners("GET", INTERVIEW + "/fit", 200, "fitted"),
    owners("GET", INTERVIEW + "/fit", 200, "ready"),
    owners("POST", INTERVIEW + "/start", INTERVIEW + "/session", "ready", {"mode": "text"}),
    owners(
        "POST",
        INTERVIEW + "/start",
        INTERVIEW + "/session?take_over=1",
        "held",
        {"mode": "text", "take_over": "1"},
    ),
    owners("POST", INTERVIEW + "/start", 409, "completed", {"mode": "text"}),
    owners("GET", INTERVIEW + "/voice-places", 200, "ready"),
    owners("GET", INTERVIEW + "/session", 200, "ready"),
    owners("GET", INTERVIEW + "/session", 200, "live"),
    owners("GET", INTERVIEW + "/session", INTERVIEW + "/feedback", "completed"),
    owners("POST", INTERVIEW + "/start", INTERVIEW + "/session", "dropped", {"mode": "text"}),
    owners("POST", INTERVIEW + "/continue", INTERVIEW + "/lobby", "dropped"),
    owners("POST", INTERVIEW + "/continue", INTERVIEW + "/lobby", "live"),
    owners("POST", INTERVIEW + "/continue", INTERVIEW + "/lobby", "short"),
    owners("POST", INTERVIEW + "/continue", 409, "lapsed"),
    owners("POST", INTERVIEW + "/continue", 409, "completed"),
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
    owners("GET", INTERVIEW + "/feedback", 200, "dropped"),
    owners("GET", INTERVIEW + "/feedback/status", 404, "ready"),
    owners("GET", INTERVIEW + "/feedback/status", 200, "completed"),
    owners("GET", INTERVIEW + "/feedback/events", 404, "ready"),
    owners("GET", INTERVIEW + "/feedback/events", 200, "completed"),
    owners("POST", INTERVIEW + "/feedback/retry", INTERVIEW + "/feedback", "failed"),
    owners("POST", INTERVIEW + "/feedback/retry", 409, "completed"),
    owners("POST", INTERVIEW + "/feedback/again", INTERVIEW + "/feedback", "pending"),
    owners("POST", INTERVIEW + "/feedback/again", 409, "mended"),
    owners("GET", INTERVIEW + "/transcript", 200, "spoken"),
    owners("GET", INTERVIEW + "/transcript", 200, "waiting"),
    owners("GET", INTERVIEW + "/transcript", INTERVIEW + "/lobby", "live"),
    owners("GET", INTERVIEW + "/reports", 200, "spoken"),
    owners("GET", INTERVIEW + "/reports", 200, "mended"),
    owners("GET", INTERVIEW + "/reports", INTERVIEW + "/lobby", "live"),
    owners("POST", CORRECT, INTERVIEW + "/transcript?did=saved#turn-4", "spoken", SAID),
    owners("POST", CORRECT, 409, "completed", SAID),
    owners("POST", CORRECT, 409, "live", SAID),
    owners("POST", REVERT, INTERVIEW + "/transcript?did=reverted#turn-4", "pending"),
    owners("POST", REVERT, 409, "completed"),
    # Panels
    members("GET", "/panels", 200, query="?page=2&archived=1&did=deleted"),
    members("GET", "/panels/new", 200, query="?template=sales&persona=ruth-adeyemi&job=x"),
    members("POST", "/panels/new", PANEL + "?did=made", {"template": "sales"}),
    members("POST", "/panels/new", 422, {"template": "astronaut"}),
    Row(
        "GET",
        "/panels/add",
        *[SIGN_IN, NEW_WITH_RUTH, 200, NEW_WITH_RUTH],
        query="?persona=ruth-adeyemi",
    ),
    members("POST", "/panels/add", NEW_WITH_RUTH, {"persona_id": "ruth-adeyemi"}),
    members("POST", "/panels/add", 404, {"persona_id": "nobody", "panel_id": "x"}),
    *(owners("GET", PANEL, 200, about) for about in LOOPS),
    owners("GET", PANEL + "/edit", 200, "loop"),
    owners("GET", PANEL + "/edit", PANEL, "loop_away"),
    owners("POST", PANEL + "/edit", PANEL + "?did=saved", "loop", {"name": "Plan B"}),
    owners("POST", PANEL + "/edit", 422, "loop", {"name": ""}),
    owners("POST", PANEL + "/edit", 409, "loop_away", {"name": "Plan B"}),
    *(
        owners("POST", PANEL + act, where, about)
        for act, where in (
            ("/archive", PANEL + "?did=archived"),
            ("/reopen", PANEL + "?did=reopened"),
            ("/delete", "/panels?did=deleted"),
        )
        for about in LOOPS
    ),
    owners("POST", PANEL + "/stages", EDITED.format("added"), "loop", A_STAGE),
    owners("POST", PANEL + "/stages", 422, "loop", {"minutes": "45"}),
    owners("POST", PANEL + "/stages", 409, "loop_away", A_STAGE),
    *(
        owners("POST", STAGE + act, where, about, form)
        for act, done, form in (
            ("", EDITED.format("saved"), A_STAGE),
            ("/persona", EDITED.format("replaced"), {"persona_id": "noor-rahimi"}),
            ("/move", EDITED.format("moved") + "&way=up", {"way": "up"}),
            ("/remove", PANEL + "/edit?did=removed", {}),
            ("/skip", EDITED.format("skipped") + "&way=skip", {}),
            ("/take-up", EDITED.format("taken-up") + "&way=skip", {}),
        )
        for about, where in (("loop", done), ("loop_away", 409))
    ),
    owners("POST", STAGE, 422, "loop", {"minutes": "45"}),
    owners("POST", STAGE + "/persona", 422, "loop", {"persona_id": "nobody"}),
    # What the interviews of a panel come to
    *(owners("GET", PANEL + "/summary", 200, about) for about in LOOPS),
    owners("GET", PANEL + "/summary/status", 200, "loop"),
    owners("POST", PANEL + "/summary", PANEL + "/summary", "loop_going_on"),
    owners("POST", PANEL + "/summary", 409, "loop"),
    owners("POST", PANEL + "/summary", 409, "loop_away"),
    # Stages of panels
    owners("POST", STAGE + "/start", INTERVIEW + "/lobby", "loop", {"mode": "text"}),
    owners("POST", STAGE + "/start", INTERVIEW + "/lobby", "loop_going_on", {"mode": "text"}),
    owners("POST", STAGE + "/start", 409, "loop_away"),
    owners("POST", STAGE + "/start", 409, "loop_in_order"),
    owners("POST", STAGE + "/start", 409, "loop_skipped"),
    owners("GET", INTERVIEW + "/lobby", 200, "loop_ready"),
    owners("GET", INTERVIEW + "/feedback", 200, "loop_held"),
    socket(INTERVIEW + "/live", OPEN, "ready"),
    socket(INTERVIEW + "/live", OPEN, "live"),
    socket(INTERVIEW + "/live", 4010, "held"),
    socket(INTERVIEW + "/live", 4011, "completed"),
    socket(INTERVIEW + "/live", 4012, "dropped"),
    socket(INTERVIEW + "/live", 4011, "lapsed"),
]
