"""States that no visit can call up at will, as page objects: refusals, failures, codes that are over."""

from dataclasses import dataclass

from preppal.accounts.pages import CodePage, SignInPage
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
    **{
        f"error-{status}": Sample(
            "errors/error.html", ErrorPage(status, SENTENCES[status], {}), "/nowhere", Signed()
        )
        for status in (403, 413, 422, 429, 500, 503)
    },
}
