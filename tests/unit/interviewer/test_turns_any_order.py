"""Whatever a candidate, their microphone and the mind do, and in whatever order: nobody waits for ever,
no words are lost or kept twice, silence is met kindly once."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from preppal.interviewer import turn_events, turns
from preppal.interviewer.briefing import Manner
from preppal.interviewer.endings import says_something
from preppal.interviewer.patience import LEISURE, Patience, Stretch
from preppal.interviewer.transcript import Occasion
from preppal.interviewer.turns import FLOOR, AskMind, TurnState, next_wake, step

NOTICED_MS = 250  # a voice that stopped is noticed so much later
ENDS = st.sampled_from([".", "", " and", ". Yes.", "?"])
WAITS = st.sampled_from([40, 150, 250, 700, 1_300, 2_500, 5_000, 9_000, 46_000])


class Talk(RuleBasedStateMachine):
    """An engine without sound: it does what the machine answers and keeps count of what was said.

    `heard` are the words of the turn under way, as recognition gave them back; `owed` the voice whose words
    are still to come.
    """

    def __init__(self) -> None:
        super().__init__()
        self.patience = Patience()
        self.state = TurnState()
        self.now = 0
        self.line = "none"  # none, asked, spoken, hushed
        self.occasion: Occasion = "start"
        self.voice_since: int | None = None
        self.voice_until = 0
        self.owed = False
        self.heard: list[str] = []
        self.count = 0
        self.kept: list[str] = []
        self.quiet_since = 0  # nobody said anything since, and the floor is the candidate's
        self.met_silence = False  # by the last line
        self.asked_for_it = False  # by *I'm done*
        self.over = False

    # -- the engine --------------------------------------------------------------------------------

    def tell(self, event: turn_events.Event) -> list[turns.Action]:
        self.asked_for_it = self.state.done or isinstance(event, turn_events.Done)
        self.state, actions = step(self.state, event, self.patience)
        for action in actions:
            self.act(action)
        if "speak" in actions and self.voice_since is not None:
            return [*actions, *self.tell(turn_events.SpeechStarted(self.now))]
        return list(actions)

    def act(self, action: turns.Action) -> None:
        match action:
            case AskMind(occasion=occasion):
                assert self.line == "none", "two lines at once"
                self.line, self.occasion = "asked", occasion
                self.check_asked(occasion)
            case "drop_line":
                assert self.line == "asked"
                self.line = "none"
            case "speak":
                assert self.line == "asked"
                self.keep_turn()
                self.line, self.met_silence = "spoken", self.occasion == "silence"
            case "commit":
                assert self.line == "asked"
                self.keep_turn()
                self.line = "none"
            case "hush":
                assert self.line == "spoken"
                self.line = "hushed"
            case "resume_line":
                assert self.line == "hushed"
                said = " ".join(self.heard)
                assert not says_something(said, while_listening=True), "talked over"
                self.line, self.heard, self.owed = "spoken", [], False
            case "keep_line" | "cut_line":
                assert self.line == ("spoken" if action == "keep_line" else self.line)
                assert self.line in ("spoken", "hushed")
                self.line = "none"
                if action == "keep_line" and self.voice_since is None:
                    self.heard = []
            case "hear_out":
                self.owed = True
            case "give_floor" | "take_time":
                self.quiet_since = self.now
            case "finish":
                self.over = True

    def check_asked(self, occasion: Occasion) -> None:
        said = " ".join(self.heard)
        if occasion == "answered":
            assert says_something(said), "nobody said anything"
        if occasion != "silence":
            return
        assert not says_something(said), "words were taken for silence"
        if not self.asked_for_it:
            again = self.patience.silence_again_ms
            least = again if self.met_silence else self.patience.silence_ms
            assert self.now - self.quiet_since >= least, "silence was met too soon"
            assert not self.state.muted, "nobody could be heard"

    def keep_turn(self) -> None:
        """The words heard are the turn; whoever speaks right now begins the next."""
        said = [word for word in self.heard if says_something(word)]
        assert not set(said) & set(self.kept), "kept twice"
        self.kept += said
        self.heard = []
        self.owed = self.voice_since is not None

    def pass_time(self, until: int) -> None:
        """As an engine lets it pass: it wakes when it was told to."""
        for _ in range(60):
            wake = next_wake(self.state, self.patience)
            if wake is None or wake > until:
                break
            assert wake > self.state.at, "it never sleeps"
            self.now = max(self.now, wake)
            self.tell(turn_events.Tick(wake))
        else:
            raise AssertionError("it wakes for ever")
        self.now = until
        self.tell(turn_events.Tick(until))

    # -- what happens ------------------------------------------------------------------------------

    @precondition(lambda self: self.state.phase == "waiting")
    @rule(
        resumed=st.booleans(),
        stretch=st.sampled_from(["usual", "longer", "longest"]),
        ease=st.integers(1, 5),
    )
    def begin(self, resumed: bool, stretch: Stretch, ease: int) -> None:
        self.patience = Patience.of(Manner(silence=ease, pace=6 - ease), stretch)
        begin = turn_events.Resume if resumed else turn_events.Begin
        self.tell(begin(self.now))

    @rule(ms=WAITS)
    def wait(self, ms: int) -> None:
        met, since = self.line == "asked" and self.occasion == "silence", self.quiet_since
        quiet = self.is_quiet()
        before = self.state
        self.pass_time(self.now + ms)
        least = self.patience.silence_again_ms if self.met_silence else self.patience.silence_ms
        if quiet and before.phase in FLOOR and self.now - since >= least and not met:
            assert self.line == "asked", "silence was not met"

    def is_quiet(self) -> bool:
        """Nobody speaks, nothing is owed, nothing was said, and it could be heard."""
        state = self.state
        unheard = state.muted or state.typing or state.held or self.owed
        return self.voice_since is None and not unheard and state.covered >= state.quiet_at

    @precondition(lambda self: self.voice_since is None and not self.state.muted)
    @rule(nodded=st.booleans(), ms=st.sampled_from([60, 140, 400, 1_500, 7_000]))
    def voice(self, nodded: bool, ms: int) -> None:
        """A voice begins, goes on for so long, and is heard to have stopped; its words come later."""
        self.start_speaking()
        if self.state.phase != "over":
            self.pass_time(self.now + ms)
        if nodded:
            self.stop_speaking()

    def start_speaking(self) -> None:
        self.voice_since = self.now
        self.owed = True
        self.tell(turn_events.SpeechStarted(self.now))

    @precondition(lambda self: self.voice_since is not None)
    @rule()
    def stop_speaking(self) -> None:
        if self.voice_since is None:
            return
        self.voice_until = self.now
        self.pass_time(self.now + NOTICED_MS)
        self.voice_since = None
        self.quiet_since = self.voice_until
        was_speaking = self.state.phase == "speaking"
        self.tell(turn_events.SpeechEnded(self.voice_until))
        if was_speaking:
            self.owed, self.heard = False, []  # too short to be anybody taking the floor

    @precondition(lambda self: self.owed and self.line != "spoken")
    @rule(hummed=st.booleans(), end=ENDS)
    def words(self, hummed: bool, end: str) -> None:
        """Recognition is back, also while the voice goes on."""
        self.count += 1
        self.heard.append("Mm-hmm." if hummed else f"word{self.count}{end}")
        upto = self.now if self.voice_since is None else self.voice_since
        self.owed = self.voice_since is not None
        self.tell(turn_events.Recognised(self.now, " ".join(self.heard), upto))

    @precondition(lambda self: self.owed and self.voice_since is None)
    @rule()
    def nothing_was_said(self) -> None:
        """A cough, a chair."""
        self.owed = False
        self.tell(turn_events.Recognised(self.now, " ".join(self.heard), self.now))

    @precondition(lambda self: self.line == "asked")
    @rule(asks=st.sampled_from(list(LEISURE)), last=st.sampled_from([False] * 9 + [True]))
    def line_ready(self, asks: turns.Asks, last: bool) -> None:
        self.tell(turn_events.LineReady(self.now, asks, last))

    @precondition(lambda self: self.line == "asked")
    @rule()
    def line_failed(self) -> None:
        self.tell(turn_events.LineFailed(self.now))
        assert self.state.phase in FLOOR

    @precondition(lambda self: self.line == "spoken")
    @rule()
    def line_heard(self) -> None:
        self.tell(turn_events.LineHeard(self.now))
        assert self.state.phase in FLOOR or self.over

    @rule()
    def done(self) -> None:
        floor = self.state.phase in FLOOR
        state = self.state
        all_known = state.speech_at is None and state.covered >= state.quiet_at
        asked = self.tell(turn_events.Done(self.now))
        if floor and all_known:
            assert any(isinstance(action, AskMind) for action in asked), "done is now"
        elif floor:
            assert "hear_out" in asked
        if floor and self.voice_since is not None:
            self.voice_since, self.voice_until = None, self.now  # the machine counts it as over

    @rule(on=st.booleans())
    def hold(self, on: bool) -> None:
        self.tell(turn_events.Hold(self.now, on))
        if self.state.phase in FLOOR or self.line == "asked":
            self.quiet_since = self.now

    @rule(on=st.booleans())
    def mute(self, on: bool) -> None:
        if on != self.state.muted:
            if self.voice_since is not None:
                self.voice_since = None
            self.quiet_since = self.now
        self.tell(turn_events.Mute(self.now, on))

    @rule()
    def interrupt(self) -> None:
        first = self.state.occasion in ("start", "resumed")
        before = self.state.phase
        self.tell(turn_events.Interrupt(self.now))
        if before in ("speaking", "interrupted") or (before == "thinking" and not first):
            assert self.state.phase in FLOOR, "the button cuts in at once"

    @rule()
    def wrap_up(self) -> None:
        self.tell(turn_events.WrapUp(self.now))

    @precondition(lambda self: self.line != "none" or self.state.phase in FLOOR)
    @rule()
    def typed(self) -> None:
        if self.state.phase == "thinking" and self.state.occasion in ("start", "resumed"):
            return
        self.count += 1
        self.heard.append(f"typed{self.count}.")
        floor, state = self.state.phase in FLOOR, self.state
        asked = self.tell(turn_events.Typed(self.now))
        if floor and (state.speech_at is not None or state.covered < state.quiet_at):
            assert "hear_out" in asked, "what was said before it belongs to it"
            self.voice_since, self.voice_until = None, self.now
        else:
            assert self.line == "asked", "a typed answer is whole"

    # -- what always holds -------------------------------------------------------------------------

    @invariant()
    def the_line_is_what_the_phase_says(self) -> None:
        expected = {"thinking": "asked", "speaking": "spoken", "interrupted": "hushed"}
        assert self.line == expected.get(self.state.phase, "none"), self.state

    @invariant()
    def nobody_waits_for_ever(self) -> None:
        """Something will happen by itself, or somebody has the floor and knows it."""
        state = self.state
        if state.phase in ("waiting", "thinking", "speaking", "over"):
            return  # the room, the mind, the loudspeaker
        if state.held or state.speech_at is not None:
            return  # the candidate, who said so, or who is heard
        if next_wake(state, self.patience) is not None:
            return
        assert state.phase != "interrupted", state
        assert state.muted or state.typing, state  # they read and write
        assert not says_something(" ".join(self.heard)), "an answer nobody takes"
        assert not state.wrap_up_due

    @invariant()
    def hold_is_without_limit(self) -> None:
        if self.state.held and self.state.phase in FLOOR:
            assert self.state.phase == "held"
            assert self.line == "none"

    def teardown(self) -> None:
        """With a working microphone and a clear answer the interview always goes on."""
        if self.over:
            return
        if self.state.phase == "waiting":
            self.tell(turn_events.Begin(self.now))
        self.mute(False)
        self.hold(False)
        for _ in range(6):
            if self.voice_since is not None:
                self.stop_speaking()
            if self.line == "asked":
                self.line_ready("story", False)
            if self.line == "spoken":
                self.line_heard()
            if self.state.phase in FLOOR and self.line == "none" and not self.over:
                break
            self.pass_time(self.now + 6_000)
        if self.over:
            return
        self.pass_time(self.now + 100)
        if self.line == "none":
            self.start_speaking()
            self.pass_time(self.now + 3_000)
            self.stop_speaking()
            self.words(hummed=False, end=".")
            self.pass_time(self.now + 20_000)
        assert self.line == "asked", self.state
        before = len(self.kept)
        expects = {word for word in self.heard if says_something(word)}
        self.line_ready("word", False)
        assert expects <= set(self.kept[before:]), "words were lost"


TestTalk = Talk.TestCase
TestTalk.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
