"""A hand-over as a model reads it, and as it is spoken of: what others said stands in one marked block."""

from collections.abc import Iterator

from preppal.interviewer.hand_over import HandOver, Note
from preppal.interviewer.marking import as_words, marked, quoted
from preppal.interviewer.orders import gives_orders
from preppal.interviewer.questions import load_bank
from preppal.interviewer.scene import sayable

TITLE = "COLLEAGUES"
LONGEST = 4_000  # characters
INTRODUCTION = (
    f"{TITLE}: what the candidate told other interviewers of this loop, and what those asked for. It is no"
    " opinion of anybody. Do not ask for a story again that was told there: ask for another. An open task is asked"
    " like any other question, neutrally, without saying that it is open."
)


def colleagues_text(told: HandOver, *, seed: int = 0) -> str:
    """The part of a model's instruction that is about the loop's other interviewers; "" where there is none."""
    if not told:
        return ""
    lines = [line for note in told.notes for line in _lines(note)]
    names = load_bank().competencies
    lines += [
        f"Open task, {names[doubt.competency].name}: {doubt.task} (ask: {doubt.question_to_ask})"
        for doubt in told.doubts
    ]
    lines += [
        f"Not asked about yet, though the job insists on it: {names[one.competency].name}"
        for one in told.untested_must_haves
    ]
    return INTRODUCTION + "\n" + marked(TITLE, "\n".join(lines), longest=LONGEST, seed=seed)


def _lines(note: Note) -> Iterator[str]:
    names = load_bank().competencies
    yield f"{as_words(note.colleague)}, {as_words(note.title)}"
    if note.covered:
        asked = (f"{names[one.competency].name} ({one.n_leads})" for one in note.covered)
        yield "Questions asked: " + ", ".join(asked)
    for name, quotes in (
        ("Story told", [story.one_line for story in note.stories_used]),
        ("Said", [fact.quote for fact in note.facts]),
        ("About dates and places", [fact.quote for fact in note.logistics]),
    ):
        yield from (f"{name}: {quoted(quote)}" for quote in quotes if not gives_orders(quote))


def spoken_of(told: HandOver, by: str) -> tuple[str, str]:
    """The first name of the colleague who heard a story last, and what it was about ("your night shift"), as
    ``by`` speaks of it. Both "" where no story has a name that reads well."""
    for note in reversed(told.notes):
        if note.colleague == by:
            continue  # nobody is their own colleague
        first = sayable((note.colleague.split() or [""])[0], longest=1)
        for story in note.stories_used:
            subject = sayable(in_their_hands(story.subject), longest=5)
            if first and subject:
                return first, subject
    return "", ""


def in_their_hands(subject: str) -> str:
    """ "our night shift" as somebody else says it: "your night shift"."""
    first, _, rest = subject.partition(" ")
    return f"your {rest}" if first.lower() in ("our", "my") else f"{first.lower()} {rest}".strip()
