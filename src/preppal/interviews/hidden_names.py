"""Names that nobody who scores an interview reads: the candidate's, the interviewer's, and the resume's firms and schools."""

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.assessment.model_assessor.masking import Hidden
from preppal.interviews.model import InterviewSession


async def hidden_names(db: AsyncSession, interview: InterviewSession) -> Hidden:
    """As far as they are known here; others are told from how they are used in what was said."""
    user = await db.get(User, interview.user_id)
    people = (user.name if user else "", str(interview.persona.get("name", "")))
    resume = interview.resume
    firms = [role.get("company", "") for role in resume.get("roles", ())]
    firms += [study.get("institution", "") for study in resume.get("studies", ())]
    return Hidden(
        people=tuple(name for name in people if name), firms=tuple(name for name in firms if name)
    )
