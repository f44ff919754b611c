"""Sample page objects: an invented candidate, Ines Almeida, and what she would see."""

import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from preppal.accounts.pages import CodePage, DeviceRow, SettingsPage, SignInPage
from preppal.assessment.report import (
    VERSION,
    Advice,
    Assessment,
    Delivery,
    Evidence,
    QuestionFinding,
)
from preppal.assessment.transcript import AssessedTurn
from preppal.home.pages import (
    DashboardPage,
    LandingPage,
    NextStep,
    NoticesPage,
    OpenInterview,
    TopicChoice,
)
from preppal.interviewer.briefing import Manner
from preppal.interviewer.topics import TOPICS
from preppal.interviews.pages import (
    FeedbackPage,
    HistoryRow,
    InterviewsPage,
    JobChoice,
    NewInterviewPage,
    Person,
    PersonaChoice,
)
from preppal.interviews.quoting import transcript_turns
from preppal.interviews.report_page import build_report
from preppal.web.errors import SENTENCES, ErrorPage

PERSONAS = Path(__file__).resolve().parent.parent / "src/preppal/personas/built_in.toml"


@dataclass(frozen=True)
class Signed:
    name: str = "Ines Almeida"
    email: str = "ines@example.org"
    is_staff: bool = False


VIEWER = Signed()
NOW = datetime(2026, 11, 17, 18, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Sample:
    template: str
    page: object
    path: str
    viewer: object = VIEWER
    before: str = ""
    full: bool = True


def built_in() -> tuple[PersonaChoice, ...]:
    found = tomllib.loads(PERSONAS.read_text(encoding="utf-8"))["persona"]
    return tuple(
        PersonaChoice(
            id=one["slug"],
            name=one["name"],
            headline=one["headline"],
            stage=one["stage"],
            manner=Manner(**one["manner"]),
            description=one["description"],
            line=one["line"],
        )
        for one in found
    )


CHOICES = built_in()
PEOPLE = {one.name.split()[0]: Person(one.name, one.headline, one.manner) for one in CHOICES}
RUTH, HIRO, CLAIRE, SAMIRA = (PEOPLE[name] for name in ("Ruth", "Hiro", "Claire", "Samira"))

ONE = (
    "Last spring our nightly load started finishing four hours late, and everybody blamed the warehouse "
    "because we'd just resized it. I pulled two weeks of the query log and the queries weren't slower at "
    "all, they were starting later. So I checked the queue, then the locks, one at a time, and it was a "
    "vendor feed that held a lock while it retried. We moved the feed and I put an alert on start time, "
    "not run time. It hasn't been late since May."
)
TWO = (
    "Mostly it was sort of agreed with the vendor that they'd do it, and then it happened over a weekend. "
    "I was on the call where they confirmed."
)
THREE = (
    "I'd say that the list was made at four in the morning and that two patients moved after that. Then I'd "
    "ask which beds she needs first, because she has ten minutes and I don't need to explain the pipeline."
)
FOUR = (
    "We had a retention report that three teams built three ways. I sat with each of them for an hour and "
    "wrote down what they counted. It turned out that one of them counted trials. I wrote a definition on "
    "one page and had the head of product sign it. Since then there has been one number."
)
TURNS = (
    AssessedTurn(
        1,
        "interviewer",
        "Good evening, Ines. I'm Ruth. Shall we begin with what brings you here?",
        4_000,
        52_000,
        intent="opening",
    ),
    AssessedTurn(
        2,
        "candidate",
        "Hello. I build data pipelines for a logistics firm, and I'd like to do that where it matters to somebody.",
        60_000,
        118_000,
    ),
    AssessedTurn(
        3,
        "interviewer",
        "Tell me about something you owned from start to finish. What went wrong on the way?",
        132_000,
        160_000,
        intent="lead",
        lead_id="own-1",
    ),
    AssessedTurn(4, "candidate", FOUR, 172_000, 334_000),
    AssessedTurn(
        5,
        "interviewer",
        "Tell me about a problem where the obvious cause was wrong. How did you find out?",
        504_000,
        523_000,
        intent="lead",
        lead_id="prob-1",
    ),
    AssessedTurn(6, "candidate", ONE, 534_000, 700_000),
    AssessedTurn(
        7,
        "interviewer",
        "You said “we moved the feed”. Which part of that was yours?",
        707_000,
        727_000,
        intent="follow_up",
        lead_id="prob-1",
    ),
    AssessedTurn(8, "candidate", TWO, 738_000, 856_000),
    AssessedTurn(
        9,
        "interviewer",
        "Suppose I'm a ward sister, and my bed list is wrong this morning. What do you tell me? And before you",
        876_000,
        904_000,
        True,
        "lead",
        "comm-1",
    ),
    AssessedTurn(10, "candidate", THREE, 904_000, 1_040_000),
    AssessedTurn(
        11,
        "interviewer",
        "Two workable designs: tell me about a time you had to pick.",
        1_176_000,
        1_216_000,
        intent="lead",
        lead_id="des-1",
    ),
    AssessedTurn(12, "candidate", "I can't think of one, to be honest.", 1_241_000, 1_248_000),
    AssessedTurn(
        13,
        "interviewer",
        "That's fine. What would you like to ask me?",
        1_524_000,
        1_552_000,
        intent="invite_questions",
    ),
    AssessedTurn(14, "candidate", "Who looks after the pipelines at night?", 1_560_000, 1_580_000),
    AssessedTurn(
        15,
        "interviewer",
        "I don't have that at hand; the recruiter can tell you. Thank you, Ines. Goodbye.",
        1_590_000,
        1_620_000,
        intent="closing",
    ),
)


def found(signal: str, seq: int, words: str) -> Evidence:
    text = TURNS[seq - 1].text
    start = text.index(words)
    return Evidence(signal, seq, start, start + len(words), words)  # type: ignore[arg-type]


AGREED = found("own_part", 8, "it was sort of agreed with the vendor that they'd do it")
FINDINGS = (
    QuestionFinding(
        "own-1",
        "ownership",
        "…",
        "Something you owned from start to finish.",
        (4,),
        "partly",
        (
            found("situation", 4, "We had a retention report that three teams built three ways"),
            found(
                "own_part",
                4,
                "I sat with each of them for an hour and wrote down what they counted",
            ),
            found(
                "own_part",
                4,
                "I wrote a definition on one page and had the head of product sign it",
            ),
            found("result", 4, "Since then there has been one number"),
        ),
        missing=("reasons",),
        words=68,
    ),
    QuestionFinding(
        "prob-1",
        "problem_solving",
        "…",
        "A problem where the obvious cause was wrong.",
        (6, 8),
        "shown",
        (
            found("situation", 6, "Last spring our nightly load started finishing four hours late"),
            found("own_part", 6, "I checked the queue, then the locks, one at a time"),
            found("reasons", 6, "the queries weren't slower at all, they were starting later"),
            found("result", 6, "It hasn't been late since May"),
        ),
        after_prompt=("reasons",),
        words=120,
    ),
    QuestionFinding(
        "comm-1",
        "communication",
        "…",
        "A bed list that is wrong: what do you tell the sister?",
        (10,),
        "partly",
        (
            found(
                "reasons",
                10,
                "because she has ten minutes and I don't need to explain the pipeline",
            ),
        ),
        missing=("own_part", "result"),
        words=52,
    ),
    QuestionFinding(
        "des-1",
        "design_tradeoffs",
        "…",
        "A choice between two workable designs.",
        (12,),
        "declined",
    ),
    QuestionFinding(
        "cust-1",
        "customer_focus",
        "…",
        "Someone who needed something other than they asked.",
        (),
        "not_asked",
    ),
)
ASSESSMENT = Assessment(
    version=VERSION,
    enough=True,
    not_enough_reason=None,
    headline=Advice("name_your_part", "prob-1", AGREED),
    practise=(
        Advice("say_why", "own-1"),
        Advice("come_back_to_it", "des-1"),
        Advice("drop_the_fillers", None, found("reasons", 8, "sort of"), {"value": 5}),
    ),
    findings=FINDINGS,
    delivery=Delivery(
        True,
        520,
        words_per_minute=152,
        fillers_per_100=5.1,
        longest_answer_ms=166_000,
        median_answer_ms=120_000,
        long_pauses_per_minute=1.2,
        first_word_delay_ms=7_600,
        talk_ratio=0.68,
        own_we=(11, 6),
    ),
    candidate_questions=("Who looks after the pipelines at night?",),
)
TOO_SHORT = replace(
    ASSESSMENT, enough=False, not_enough_reason="too_few_words", headline=None, practise=()
)
WRITTEN = replace(ASSESSMENT, delivery=Delivery(False, 520))


def feedback(state: str, assessment: Assessment | None = None, mode: str = "voice") -> FeedbackPage:
    return FeedbackPage(
        id="019a",
        state=state,
        interviewer=RUTH.name,
        manner=RUTH.manner,  # type: ignore[arg-type]
        job_title="Senior Data Engineer",
        company="Fernhill Health",
        topic="",
        minutes=30,
        mode=mode,  # type: ignore[arg-type]
        at=NOW,
        report=build_report(assessment, TURNS) if assessment else None,
        turns=transcript_turns(TURNS, {}),
    )


def held(
    number: int, person: Person, title: str, company: str = "", **values: object
) -> HistoryRow:
    return HistoryRow(
        **{  # type: ignore[arg-type]
            "id": f"019a-{number}",
            "interviewer": person,
            "title": title,
            "company": company,
            "is_topic": False,
            "status": "COMPLETED",
            "minutes": 30,
            "mode": "voice",
            "at": NOW - timedelta(days=3 * number),
            "feedback": "READY",
            **values,
        }
    )


HISTORY = (
    held(0, RUTH, "Senior Data Engineer", "Fernhill Health"),
    held(1, PEOPLE["Dev"], "Leading people", is_topic=True, minutes=10, feedback="WAITING"),
    held(2, HIRO, "Analytics Engineer", "Kestrel Freight", mode="text", minutes=60),
    held(3, SAMIRA, "", status="READY", feedback=""),
    held(
        4,
        CLAIRE,
        "Data Platform Lead",
        "Tidewater Transit",
        status="ABANDONED",
        enough=False,
        minutes=10,
    ),
)
JOBS = (
    JobChoice("1", "Senior Data Engineer", "Fernhill Health", NOW, 7),
    JobChoice("2", "Analytics Engineer", "Kestrel Freight", NOW - timedelta(days=20), 3),
    JobChoice("3", "Data Platform Lead", "", NOW - timedelta(days=31), 1),
)
TOPIC_CHOICES = tuple(TopicChoice(topic.key, topic.label) for topic in TOPICS.values())
NEXT = NextStep(
    "name_your_part",
    "019a",
    RUTH.name,
    NOW,
    quote=AGREED.quote,
    topic="your_story",
)
NEW = NewInterviewPage(CHOICES, "key", persona_id="ruth-adeyemi")
DEVICES = (
    DeviceRow("Firefox, Linux", NOW, True),
    DeviceRow("Chrome, Android", NOW - timedelta(days=2), False),
    DeviceRow("", NOW - timedelta(days=9), False),
)

SAMPLES: dict[str, Sample] = {
    "landing": Sample("home/landing.html", LandingPage((RUTH, HIRO, CLAIRE, SAMIRA)), "/", None),
    "sign-in": Sample("accounts/sign_in.html", SignInPage("/dashboard"), "/sign-in", None),
    "sign-in-error": Sample(
        "accounts/sign_in.html",
        SignInPage(
            "/dashboard", "ines@", {"email": "Write a whole address, such as ana@example.org."}
        ),
        "/sign-in",
        None,
    ),
    "code": Sample(
        "accounts/code.html",
        CodePage("ines@example.org", "/dashboard", tries_left=3),
        "/sign-in/code",
        None,
    ),
    "code-local": Sample(
        "accounts/code.html",
        CodePage("ines@example.org", "/dashboard", "481207"),
        "/sign-in/code",
        None,
    ),
    "code-over": Sample(
        "accounts/code.html", CodePage("", "/dashboard", is_over=True), "/sign-in/code", None
    ),
    "settings": Sample(
        "accounts/settings.html",
        SettingsPage(VIEWER.email, VIEWER.name, "en", "auto", DEVICES, is_saved=True),
        "/settings",
    ),
    "dashboard": Sample(
        "home/dashboard.html",
        DashboardPage(TOPIC_CHOICES, NEXT, None, HISTORY, "/interviews"),
        "/dashboard",
    ),
    "dashboard-live": Sample(
        "home/dashboard.html",
        DashboardPage(
            TOPIC_CHOICES,
            NEXT,
            OpenInterview("1", SAMIRA, "Ward sister", "Fernhill Health", 1_060_000),
            HISTORY[:2],
        ),
        "/dashboard",
    ),
    "dashboard-empty": Sample("home/dashboard.html", DashboardPage(TOPIC_CHOICES), "/dashboard"),
    "interviews": Sample(
        "interviews/list.html", InterviewsPage(HISTORY, "/interviews?before=1"), "/interviews"
    ),
    "interviews-empty": Sample("interviews/list.html", InterviewsPage(), "/interviews"),
    "new": Sample("interviews/new.html", NEW, "/interviews/new"),
    "new-jobs": Sample(
        "interviews/new.html", replace(NEW, jobs=JOBS, job_id="1", minutes=10), "/interviews/new"
    ),
    "new-error": Sample(
        "interviews/new.html",
        replace(
            NEW,
            jobs=JOBS,
            job_text="Data Engineer",
            persona_id="dev-malhotra",
            errors={
                "job_text": "That is only a title. Paste the duties too, so the questions can come from them."
            },
        ),
        "/interviews/new",
    ),
    "feedback": Sample(
        "interviews/feedback.html", feedback("ready", ASSESSMENT), "/interviews/019a/feedback"
    ),
    "feedback-typed": Sample(
        "interviews/feedback.html", feedback("ready", WRITTEN, "text"), "/interviews/019a/feedback"
    ),
    "feedback-waiting": Sample(
        "interviews/feedback.html", feedback("waiting"), "/interviews/019a/feedback"
    ),
    "feedback-failed": Sample(
        "interviews/feedback.html", feedback("failed"), "/interviews/019a/feedback"
    ),
    "feedback-too-short": Sample(
        "interviews/feedback.html", feedback("ready", TOO_SHORT), "/interviews/019a/feedback"
    ),
    "privacy": Sample("home/privacy.html", NoticesPage(), "/privacy", None),
    "terms": Sample("home/terms.html", NoticesPage(), "/terms", None),
    **{
        f"error-{status}": Sample(
            "errors/error.html",
            ErrorPage(status, SENTENCES[status], {}),
            "/nowhere",
            None if status == 404 else VIEWER,
        )
        for status in (403, 404, 413, 422, 429, 500, 503)
    },
}
