"""States that no visit can call up at will, as page objects: refusals, failures, codes that are over."""

from dataclasses import dataclass

from preppal.accounts.pages import CodePage, SignInPage
from preppal.interviewer.briefing import Manner
from preppal.interviews.languages import Tongue
from preppal.interviews.room_pages import LobbyPage, Seat
from preppal.web.errors import SENTENCES, ErrorPage

WHOLE_ADDRESS = "Write a whole address, such as ana@example.org."
EMAIL = "ines@example.org"


@dataclass(frozen=True)
class Signed:
    name: str = "Ines Almeida"
    email: str = EMAIL
    is_staff: bool = False
    credits: int | None = 3


@dataclass(frozen=True)
class Sample:
    template: str
    page: object
    path: str
    viewer: Signed | None = None


TONGUES = (Tongue("es", "Español"), Tongue("en", "English"))


def _lobby(**about: object) -> Sample:
    page = LobbyPage(
        interview_id="0191d3f0-0000-7000-8000-000000000001",
        job_title="Warehouse shift lead",
        topic="",
        company="Norrland Freight",
        minutes=30,
        mode="voice",
        lead_count=6,
        seat=Seat("Lucía Ferrer", "Operations director", Manner(4, 3, 3)),
        started=False,
        held_elsewhere=False,
        voice_available=True,
        credits=2,
        **about,  # type: ignore[arg-type]
    )
    return Sample("interviews/lobby.html", page, f"/interviews/{page.interview_id}/lobby", Signed())


SAMPLES: dict[str, Sample] = {
    "sign-in-refused": Sample(
        "accounts/sign_in.html",
        SignInPage("/dashboard", "ines@", {"email": WHOLE_ADDRESS}),
        "/sign-in",
    ),
    "sign-in-code-mailed": Sample(
        "accounts/code.html", CodePage(EMAIL, "/dashboard", tries_left=3), "/sign-in/code"
    ),
    "sign-in-code-over": Sample(
        "accounts/code.html", CodePage("", "/dashboard", is_over=True), "/sign-in/code"
    ),
    "lobby-two-languages": _lobby(tongues=TONGUES, language="es", voice_elsewhere=True),
    "lobby-one-language": _lobby(tongues=TONGUES[:1], language="es", voice_elsewhere=True),
    "lobby-english-instead": _lobby(tongues=TONGUES[1:], missed=TONGUES[0]),
    **{
        f"error-{status}": Sample(
            "errors/error.html", ErrorPage(status, SENTENCES[status], {}), "/nowhere", Signed()
        )
        for status in (403, 413, 422, 429, 500, 503)
    },
}
