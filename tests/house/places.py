"""Every page in every state: where it is, who may look, which words are its core."""

from dataclasses import dataclass

import httpx

from tests.house.world import World
from tests.people import Browser


@dataclass(frozen=True)
class Place:
    """`who`: "visitor" or "owner" (of the world) or "newcomer" (signed in, owns nothing).

    `path` may hold parameters, filled from `world.ids[about]`. `form` posts instead of looking.
    `shows` are English words that are the point of the page, as a reader sees them.
    """

    name: str
    template: str
    path: str
    shows: tuple[str, ...]
    who: str = "owner"
    about: str = ""
    status: int = 200
    form: tuple[tuple[str, str], ...] = ()

    async def open(self, browser: Browser, world: World) -> httpx.Response:
        path = world.fill(self.path, self.about)
        if self.form:
            return await browser.post(path, data=dict(self.form))
        return await browser.get(path)


INTERVIEW = "/interviews/{interview_id}"
LOBBY = "interviews/lobby.html"
ERROR = "errors/error.html"

PLACES = [
    Place("landing", "home/landing.html", "/", ("Sign in", "Say it here first"), "visitor"),
    Place("privacy", "home/privacy.html", "/privacy", ("Privacy", "No recording"), "visitor"),
    Place(
        "terms", "home/terms.html", "/terms", ("Terms", "Choosing between applicants"), "visitor"
    ),
    Place("sign in", "accounts/sign_in.html", "/sign-in", ("Email", "Send me a code"), "visitor"),
    Place(
        "sign in, no address",
        "accounts/sign_in.html",
        "/sign-in",
        ("Write a whole address",),
        "visitor",
        status=422,
        form=(("email", "ana@"),),
    ),
    Place(
        "code, over",
        "accounts/code.html",
        "/sign-in/code",
        ("new code",),
        "visitor",
        status=422,
        form=(("code", "123456"),),
    ),
    Place(
        "settings",
        "accounts/settings.html",
        "/settings",
        ("Name", "Language", "Firefox, Linux", "Sign out everywhere"),
    ),
    Place("settings, saved", "accounts/settings.html", "/settings?saved=1", ("Saved",)),
    Place(
        "settings, long name",
        "accounts/settings.html",
        "/settings",
        ("under 80 characters",),
        status=422,
        form=(("name", "x" * 81), ("locale", "en"), ("theme", "auto")),
    ),
    Place(
        "dashboard",
        "home/dashboard.html",
        "/dashboard",
        ("Ruth Adeyemi", "Ward Nurse", "Quick practice"),
    ),
    Place(
        "dashboard, empty",
        "home/dashboard.html",
        "/dashboard",
        ("No interviews yet", "Set up an interview", "Quick practice"),
        "newcomer",
    ),
    Place(
        "interviews",
        "interviews/list.html",
        "/interviews",
        ("Ward Nurse", "Report ready", "Report on its way"),
    ),
    Place(
        "interviews, empty",
        "interviews/list.html",
        "/interviews",
        ("No interviews yet",),
        "newcomer",
    ),
    Place(
        "new",
        "interviews/new.html",
        "/interviews/new",
        ("Ruth Adeyemi", "The job description", "Ward Nurse", "60"),
    ),
    Place(
        "new, nobody opposite",
        "interviews/new.html",
        "/interviews/new",
        ("Choose who sits opposite", "kept words"),
        status=422,
        form=(("minutes", "10"), ("mode", "text"), ("job_text", "kept words")),
    ),
    Place(
        "lobby",
        LOBBY,
        INTERVIEW + "/lobby",
        ("Ruth Adeyemi", "Ward Nurse at Linden Hospital", "Go in"),
        about="ready",
    ),
    Place("lobby, begun", LOBBY, INTERVIEW + "/lobby", ("Go back in", "left"), about="live"),
    Place("lobby, held", LOBBY, INTERVIEW + "/lobby", ("Take it over",), about="held"),
    Place(
        "session",
        "interviews/session.html",
        INTERVIEW + "/session",
        ("Ruth Adeyemi", "10:00", "End", "Take your time", "I'm done"),
        about="ready",
    ),
    Place(
        "session, begun", "interviews/session.html", INTERVIEW + "/session", ("Ruth",), about="live"
    ),
    Place(
        "report",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        ("Do this next", "nobody missed a dose", "Transcript", "Delete this interview"),
        about="completed",
    ),
    Place(
        "report, waiting",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        ("appears here by itself", "two of our pumps failed"),
        about="waiting",
    ),
    Place(
        "report, failed",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        ("Read it again", "two of our pumps failed"),
        about="failed",
    ),
    Place("nowhere", ERROR, "/nowhere", ("There is nothing at this address", "404"), status=404),
    Place("nowhere, out", ERROR, "/nowhere", ("reference",), "visitor", status=404),
    Place(
        "not theirs", ERROR, INTERVIEW + "/lobby", ("not yours",), "newcomer", "ready", status=404
    ),
    Place(
        "over",
        ERROR,
        INTERVIEW + "/start",
        ("This interview is over",),
        about="completed",
        status=409,
        form=(("mode", "text"),),
    ),
]
