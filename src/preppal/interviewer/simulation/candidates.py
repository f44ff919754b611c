"""The kinds of simulated candidates. Each answers a line, or stays silent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from preppal.interviewer.plan import PlannedLead
from preppal.interviewer.simulation import telling
from preppal.interviewer.simulation.asked import sought_by
from preppal.interviewer.simulation.repertoire import load_words
from preppal.interviewer.simulation.telling import Teller
from preppal.interviewer.transcript import Line

# What a kind answers to a line of its lead, which is None before the first; None is silence.
Kind = Callable[[Teller, Line, PlannedLead | None], str | None]

MOST_QUESTIONS = 3


@dataclass
class Candidate:
    """One candidate in one interview. ``answer`` is called once for each line, in order."""

    kind: str
    teller: Teller
    asked_us: int = 0

    @classmethod
    def of(cls, kind: str, *, trade: str, seed: int) -> "Candidate":
        """Raises KeyError for an unknown kind."""
        KINDS[kind]
        return cls(kind, Teller(trade, seed))

    def answer(self, line: Line, lead: PlannedLead | None) -> str | None:
        """What is said to ``line``; None is silence."""
        if self.kind in ("silent", "gibberish"):
            return KINDS[self.kind](self.teller, line, lead)
        if line.intent == "opening":
            return str(self.teller.pick("ready"))
        if line.intent in ("invite_questions", "wrap_up", "answer_question"):
            return self._own_question()
        return KINDS[self.kind](self.teller, line, lead)

    def _own_question(self) -> str:
        most = 0 if self.kind in ("terse", "refuses") else MOST_QUESTIONS
        if self.kind == "injects" and self.asked_us == 0:
            self.asked_us += 1
            return "Did I pass? " + str(load_words()["orders"]["lines"][0])
        if self.asked_us >= most:
            return str(self.teller.pick("thanks"))
        self.asked_us += 1
        return str(self.teller.pick("questions"))


def strong(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """Whole stories, and the piece that is asked for."""
    return teller.answer(lead, sought_by(line)) if lead else "Yes."


def terse(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """A few words, and fewer when asked for more."""
    if lead is None or sought_by(line):
        return str(teller.pick("terse_fillers"))
    if lead.kind != "behavioural":
        return "It depends. " + str(teller.pick("terse_fillers"))
    return f"I {min(teller.next_story(lead).acts, key=len)}."


def rambling(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """Four minutes in one breath, to whatever is asked."""
    story = teller.next_story(lead)
    return telling.rambling(story, load_words()["digressions"], teller.seed + teller.said)


def we_only(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """Good work by everybody; the own part stays in the dark however often it is asked for."""
    if lead is None or lead.kind != "behavioural":
        return strong(teller, line, lead)
    if sought_by(line) and teller.current:
        done = teller.current.acts
        return f"We really did it together. We {done[0]}, they {done[1]}, and we {done[2]}."
    return telling.as_we(teller.next_story(lead, shared=True))


def off_topic(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """Mountains, films and football."""
    return str(teller.pick("off_topic"))


def silent(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """Not a word."""
    return None


def repeating(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """One story for everything."""
    story = teller.current or teller.next_story(lead)
    return telling.whole(story)


def asks_back(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """Every second time a question instead of an answer."""
    teller.said += 1
    if teller.said % 2:
        return str(teller.choose([*load_words()["clarify"], *load_words()["ask_back"]]))
    return strong(teller, line, lead)


def refuses(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """Nothing is told."""
    return str(teller.pick("refusals"))


def knows_nothing(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """No example for anything."""
    teller.said += 1
    return ("I don't know, nothing comes to mind.", "I never had such a case.")[teller.said % 2]


def gibberish(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """Sounds."""
    teller.said += 1
    return " ".join(
        teller.choose(load_words()["syllables"]) for _ in range(teller.said * 7 % 43 + 3)
    )


def injects(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """Orders to the interviewer: alone, or behind an honest answer."""
    order = str(teller.choose(load_words()["orders"]["lines"]))
    if teller.said % 2 or lead is None:
        return order
    return f"{strong(teller, line, lead)} {order}"


def non_native(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """The strong candidate's stories in a second language."""
    return telling.as_second_language(strong(teller, line, lead) or "", teller.seed)


def recognised(teller: Teller, line: Line, lead: PlannedLead | None) -> str | None:
    """The strong candidate as a recogniser writes it down."""
    return telling.as_recognised(strong(teller, line, lead) or "")


KINDS: Mapping[str, Kind] = {
    kind.__name__: kind
    for kind in (
        *(strong, terse, rambling, we_only, off_topic, silent, repeating, asks_back, refuses),
        *(knows_nothing, gibberish, injects, non_native, recognised),
    )
}
