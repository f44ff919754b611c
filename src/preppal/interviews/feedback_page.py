"""What interviews/feedback.html shows of an interview, at whatever stage its report is."""

from collections.abc import Sequence

from preppal.assessment.report import Assessment
from preppal.interviews.feedback import material_of
from preppal.interviews.model import Feedback, InterviewSession, Turn
from preppal.interviews.pages import FeedbackPage
from preppal.interviews.quoting import transcript_turns
from preppal.interviews.report_page import build_report
from preppal.interviews.room_pages import topic_label
from preppal.personas.model import manner_of


def feedback_page(
    interview: InterviewSession, turns: Sequence[Turn], feedback: Feedback | None
) -> FeedbackPage:
    material = material_of(interview, turns)
    said = material.turns
    made = feedback.assessment if feedback is not None and feedback.status == "READY" else None
    failed = feedback is not None and feedback.status == "FAILED"
    return FeedbackPage(
        id=str(interview.id),
        state="ready" if made else "failed" if failed else "waiting",
        interviewer=interview.persona["name"],
        manner=manner_of(interview.persona),
        job_title=interview.job.get("title", ""),
        company=interview.job.get("company", ""),
        topic=topic_label(interview.topic),
        minutes=interview.minutes,
        mode="voice" if material.spoken else "text",
        at=interview.started_at or interview.created_at,
        report=build_report(Assessment.from_json(made), said) if made else None,
        turns=transcript_turns(said, {}),
    )
