"""A resume as text: for a model that is to ask about it, and for the words a recogniser expects."""

from collections.abc import Iterator

from preppal.interviewer.fit.resume import Resume


def resume_text(resume: Resume) -> str:
    """Its parts line by line, roles in their order; "" of an empty one."""
    return "\n".join(_lines(resume))


def _lines(resume: Resume) -> Iterator[str]:
    if resume.summary:
        yield resume.summary
    for role in resume.roles:
        held = ", ".join(filter(None, (role.title, role.employer)))
        dates = " to ".join(filter(None, (role.start, role.end)))
        yield f"Role: {held} ({dates})" if dates else f"Role: {held}"
        yield from (f"- {line}" for line in role.lines)
    for study in resume.studies:
        yield "Studied: " + ", ".join(filter(None, (study.degree, study.school)))
    if resume.skills:
        yield "Skills: " + ", ".join(resume.skills)
    if resume.languages:
        yield "Languages: " + ", ".join(resume.languages)
