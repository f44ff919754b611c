"""What an engine must know to begin, or to go on, read from the interview's snapshots."""

from collections.abc import Sequence

from preppal.interviewer.hand_over import HandOver
from preppal.interviewer.patience import Stretch
from preppal.interviewer.plan import InterviewPlan
from preppal.interviews.lease import spoken
from preppal.interviews.live.engine import Opening
from preppal.interviews.model import InterviewSession, Turn
from preppal.interviews.resume_facts import resume_of
from preppal.job_descriptions.correcting import text_told
from preppal.personas.model import interviewer_of


def opening_of(
    interview: InterviewSession, turns: Sequence[Turn], stretch: Stretch = "usual"
) -> Opening:
    """The opening of a visit that comes after ``turns``; ``stretch`` is the person's own patience."""
    voice = interview.persona.get("voice_settings", {})
    return Opening(
        plan=InterviewPlan.from_json(interview.plan),
        interviewer=interviewer_of(interview.persona),
        transcript=tuple(spoken(turn) for turn in turns),
        job_text=text_told(interview.job),
        company=interview.job.get("company", ""),
        job_title=interview.job.get("title", ""),
        elapsed_ms=interview.elapsed_ms,
        total_ms=interview.minutes * 60_000,
        language=interview.language,
        voice=str(voice.get("voice", "")),
        speed=float(voice.get("speed", 1.0)),
        resumed=bool(turns),
        stretch=stretch,
        resume=resume_of(interview.resume),
        hand_over=HandOver.from_json(interview.hand_over),
    )
