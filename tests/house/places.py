"""Every page in every state: where it is, who may look, which words are its core."""

import uuid
from dataclasses import dataclass

import httpx

from preppal.interviewer.questions import COMPETENCIES
from tests.house.access import AS_OF_MONDAY
from tests.house.world import World
from tests.people import Browser


@dataclass(frozen=True)
class Place:
    """`who`: "visitor" or "owner" (of the world) or "newcomer" (signed in, owns nothing)
    or "staff".

    `path` may hold parameters, filled from `world.ids[about]`. `form` posts instead of looking.
    `shows` are English words that are the point of the page, as a reader sees them.
    """

    name: str
    template: str
    path: str
    shows: tuple[str, ...]
    who: str = "owner"
    about: str = ""
    status: int = 200
    form: tuple[tuple[str, str], ...] = ()

    async def open(self, browser: Browser, world: World) -> httpx.Response:
        path = world.fill(self.path, self.about)
        if self.form:
            return await browser.post(path, data=dict(self.form))
        return await browser.get(path)


INTERVIEW = "/interviews/{interview_id}"
PANEL = "/panels/{panel_id}"
PURCHASE = "/credits/purchases/{purchase_id}"
PERSONA = "/personas/{persona_id}"
LOBBY = "interviews/lobby.html"
PLAN = "interviews/plan.html"
MERGE = "/resumes/{resume_id}/merge"
AS_OF = AS_OF_MONDAY["version"]
FIT = "interviews/fit.html"
BUILDER = "personas/builder.html"
ERROR = "errors/error.html"
TRANSCRIPT = "interviews/transcript.html"
REPORTS = "interviews/reports.html"

PLACES = [
    Place("landing", "home/landing.html", "/", ("Sign in", "Say it here first"), "visitor"),
    Place("privacy", "home/privacy.html", "/privacy", ("Privacy", "No recording"), "visitor"),
    Place(
        "terms", "home/terms.html", "/terms", ("Terms", "Choosing between applicants"), "visitor"
    ),
    Place("sign in", "accounts/sign_in.html", "/sign-in", ("Email", "Send me a code"), "visitor"),
    Place(
        "sign in, no address",
        "accounts/sign_in.html",
        "/sign-in",
        ("Write a whole address",),
        "visitor",
        status=422,
        form=(("email", "ana@"),),
    ),
    Place(
        "code, over",
        "accounts/code.html",
        "/sign-in/code",
        ("new code",),
        "visitor",
        status=422,
        form=(("code", "123456"),),
    ),
    Place(
        "settings",
        "accounts/settings.html",
        "/settings",
        ("Name", "Language", "Firefox, Linux", "Sign out everywhere"),
    ),
    Place(
        "first day without a credit",
        "home/dashboard.html",
        "/dashboard",
        ("You have no credit left.", "Get a credit", "0 credits"),
        "newcomer",
    ),
    Place("settings, saved", "accounts/settings.html", "/settings?saved=1", ("Saved",)),
    Place(
        "settings, long name",
        "accounts/settings.html",
        "/settings",
        ("under 80 characters",),
        status=422,
        form=(("name", "x" * 81), ("locale", "en"), ("theme", "auto")),
    ),
    Place(
        "dashboard",
        "home/dashboard.html",
        "/dashboard",
        ("Ruth Adeyemi", "Ward Nurse", "Quick practice"),
    ),
    Place(
        "dashboard, empty",
        "home/dashboard.html",
        "/dashboard",
        ("No interviews yet", "Set up an interview", "Quick practice"),
        "newcomer",
    ),
    Place(
        "interviews",
        "interviews/list.html",
        "/interviews",
        ("Ward Nurse", "Report ready", "Report on its way"),
    ),
    Place(
        "interviews, empty",
        "interviews/list.html",
        "/interviews",
        ("No interviews yet",),
        "newcomer",
    ),
    Place(
        "resumes", "resumes/list.html", "/resumes", ("Your resumes", "Not confirmed yet", "10 MB")
    ),
    Place(
        "resumes, empty", "resumes/list.html", "/resumes", ("No resumes yet", "Read it"), "newcomer"
    ),
    Place(
        "resumes, nothing pasted",
        "resumes/list.html",
        "/resumes/pasted",
        ("Paste the words of your resume first",),
        status=422,
        form=(("resume_text", " "),),
    ),
    Place(
        "resume",
        "resumes/one.html",
        "/resumes/{resume_id}",
        ("What was read", "Education", "Save the file", "Words that nobody sees"),
        about="resume",
    ),
    Place(
        "resume, pasted",
        "resumes/one.html",
        "/resumes/{resume_id}?did=kept",
        ("What was read", "Kept"),
        about="resume_pasted",
    ),
    Place(
        "resume, a scan",
        "resumes/one.html",
        "/resumes/{resume_id}",
        ("Its pages are pictures",),
        about="resume_scanned",
    ),
    Place(
        "resume, confirmed",
        "resumes/one.html",
        "/resumes/{resume_id}?did=confirmed",
        ("Confirmed", "What you confirmed", "Change it"),
        about="resume_confirmed",
    ),
    Place(
        "resume, correcting",
        "resumes/correct.html",
        "/resumes/{resume_id}/correct",
        ("Correct what was read", "This is right", "Add a role"),
        about="resume",
    ),
    Place(
        "resume, correcting, refused",
        "resumes/correct.html",
        "/resumes/{resume_id}/correct",
        ("Say the role or the company", "ends before it begins"),
        about="resume",
        status=422,
        form=(
            ("role_0_start", "2020"),
            ("study_0_degree", "面点"),
            ("study_0_start", "2020"),
            ("study_0_end", "2019"),
        ),
    ),
    Place(
        "resume, no name",
        "resumes/one.html",
        "/resumes/{resume_id}/name",
        ("Give it a name",),
        about="resume",
        status=422,
        form=(("name", ""),),
    ),
    Place(
        "resume, another one, confirmed",
        "resumes/one.html",
        "/resumes/{resume_id}?did=confirmed",
        ("differ in 2 things", "Compare it with your profile"),
        about="resume_other",
    ),
    Place(
        "profile",
        "profile/one.html",
        "/profile?did=merged",
        (
            "Your profile",
            "Taken over as you chose",
            "All of it is from one resume",
            "Delete my profile",
        ),
    ),
    Place(
        "profile, empty",
        "profile/one.html",
        "/profile?did=deleted",
        ("No profile yet", "is deleted", "Add a resume"),
        "newcomer",
    ),
    Place(
        "profile, correcting",
        "profile/correct.html",
        "/profile/correct",
        ("Correct your profile", "Save it", "Add a role"),
    ),
    Place(
        "profile, correcting, refused",
        "profile/correct.html",
        "/profile/correct",
        ("Write a whole address", "we do not keep it"),
        status=422,
        form=(("version", AS_OF), ("email", "ana@"), ("skills", "Age: 35")),
    ),
    Place(
        "profile, correcting, stale",
        "profile/correct.html",
        "/profile/correct",
        ("so nothing was saved", "See what it says now"),
        status=409,
        form=(("version", "0"), ("name", "陈大麦")),
    ),
    Place(
        "comparing",
        "profile/merge.html",
        MERGE,
        (
            "Compare it with your profile",
            "2 things differ",
            "Keep what your profile has",
            "proposed",
        ),
        about="resume_other",
    ),
    Place(
        "comparing, the same",
        "profile/merge.html",
        MERGE,
        ("Nothing to compare",),
        about="resume_confirmed",
    ),
    Place(
        "comparing, stale",
        "profile/merge.html",
        MERGE,
        ("so nothing was taken over", "Take over what is chosen"),
        about="resume_other",
        status=409,
        form=(("version", "0"),),
    ),
    Place(
        "jobs",
        "library/list.html",
        "/job-descriptions",
        ("Ward Nurse", "interviews held", "Last used", "Practise"),
    ),
    Place(
        "jobs, empty",
        "library/list.html",
        "/job-descriptions",
        ("No job descriptions yet",),
        "newcomer",
    ),
    Place(
        "add a job",
        "library/new.html",
        "/job-descriptions/new",
        ("Add a job description", "Or take the words from a file", "up to 10 MB", "Keep it"),
    ),
    Place(
        "add a job, only a title",
        "library/new.html",
        "/job-descriptions/new",
        ("That is only a title",),
        status=422,
        form=(("job_text", "Ward Nurse"),),
    ),
    Place(
        "add a job, no file",
        "library/new.html",
        "/job-descriptions/new/file",
        ("Choose a file first.", "Ward Nurse"),
        status=422,
        form=(("job_text", "Ward Nurse"),),
    ),
    Place(
        "set up, no file",
        "interviews/new.html",
        "/interviews/new/file",
        ("Choose a file first.", "Ward Nurse"),
        status=422,
        form=(("job_text", "Ward Nurse"), ("minutes", "60")),
    ),
    Place(
        "jobs, not found",
        "library/list.html",
        "/job-descriptions?q=plumber&order=title",
        ("Nothing like that here", "Show all"),
    ),
    Place(
        "jobs, archived",
        "library/list.html",
        "/job-descriptions?archived=1&did=deleted",
        ("Nothing is archived", "Deleted."),
    ),
    Place(
        "jobs, past the end",
        "library/list.html",
        "/job-descriptions?page=9",
        ("Nothing earlier", "Newer"),
    ),
    Place(
        "job",
        "library/one.html",
        "/job-descriptions/{job_id}",
        ("Ward Nurse", "Kept since", "What it says", "None yet", "Archive", "Delete it"),
        about="job",
    ),
    Place(
        "job, corrected",
        "library/one.html",
        "/job-descriptions/{job_id}?edit=facts",
        ("What it says", "Level", "One a line", "Leave it as it is"),
        about="job",
    ),
    *(
        Place(
            f"job, {did}",
            "library/one.html",
            f"/job-descriptions/{{job_id}}?did={did}",
            (shown,),
            about="job",
        )
        for did, shown in {
            "corrected": "The next interview for it goes by this",
            "as-read": "As it was read again",
            "archived": "Archived. It is not offered",
            "back": "Back among those in use",
            "taken-back": "Taken back.",
        }.items()
    ),
    Place(
        "job, shared",
        "library/one.html",
        "/job-descriptions/{job_id}?did=shared",
        ("Shared. Others can practise for it now", "without your name", "Other versions you keep"),
        about="job_shared",
    ),
    Place(
        "job, taken out",
        "library/one.html",
        "/job-descriptions/{job_id}",
        ("A moderator took it out of the shared library",),
        about="job_hidden",
    ),
    Place(
        "share",
        "library/share.html",
        "/job-descriptions/{job_id}/share",
        (
            "This is what others would read",
            "In 2 lines something was taken out",
            "a name",
            "Share it",
        ),
        about="job_shared",
    ),
    Place(
        "share, an outline",
        "library/share.html",
        "/job-descriptions/{job_id}/share",
        ("It cannot be shared",),
        about="job",
    ),
    Place(
        "share, nothing left",
        "library/share.html",
        "/job-descriptions/{job_id}/share",
        ("Too little would be left of it",),
        about="job_shared",
        status=422,
        form=tuple((f"out-{line}", "1") for line in range(20)),
    ),
    Place(
        "shared",
        "library/shared.html",
        "/job-descriptions/shared",
        ("The shared library", "Nobody sees who", "Most practised"),
        "newcomer",
    ),
    Place(
        "shared, not found",
        "library/shared.html",
        "/job-descriptions/shared?q=plumber",
        ("Nothing like that is shared", "Show all"),
    ),
    Place(
        "shared, past the end",
        "library/shared.html",
        f"/job-descriptions/shared?after=0~{uuid.UUID(int=0)}",
        ("That was all.",),
    ),
    Place(
        "shared one",
        "library/shared_one.html",
        "/job-descriptions/shared/{posting_id}",
        ("Shared since", "Keep it and practise", "Other versions", "What changed"),
        "newcomer",
        "posting",
    ),
    Place(
        "shared one, kept",
        "library/shared_one.html",
        "/job-descriptions/shared/{posting_id}",
        ("You keep it too", "Your own copy is yours alone"),
        about="posting",
    ),
    Place(
        "job, without a title",
        "library/one.html",
        "/job-descriptions/{job_id}/facts",
        ("Give it a title",),
        about="job",
        status=422,
        form=(("title", ""), ("company", "x")),
    ),
    Place(
        "new",
        "interviews/new.html",
        "/interviews/new",
        ("Ruth Adeyemi", "The job description", "Ward Nurse", "60"),
    ),
    Place(
        "new, nobody opposite",
        "interviews/new.html",
        "/interviews/new",
        ("Choose who sits opposite", "kept words"),
        status=422,
        form=(("minutes", "10"), ("mode", "text"), ("job_text", "kept words")),
    ),
    Place(
        "new, only a title",
        "interviews/new.html",
        "/interviews/new",
        ("That is only a title", "Write an outline for “Ward Nurse”"),
        status=422,
        form=(
            ("persona_id", "ruth-adeyemi"),
            ("minutes", "10"),
            ("mode", "text"),
            ("job_text", "Ward Nurse"),
        ),
    ),
    Place(
        "new, outlined",
        "interviews/new.html",
        "/interviews/new/outline",
        ("An outline, written by Preppal", "Job title: Night Nurse"),
        form=(("outline_title", "Night Nurse"),),
    ),
    Place(
        "new, searched",
        "interviews/new.html",
        "/interviews/new?q=plumber",
        ("Nothing like that among your jobs", "Search"),
    ),
    Place(
        "lobby",
        LOBBY,
        INTERVIEW + "/lobby",
        ("Ruth Adeyemi", "Ward Nurse at Linden Hospital", "Go in"),
        about="ready",
    ),
    Place(
        "plan",
        PLAN,
        "/interviews/new/{interview_id}",
        ("Why these questions", "The posting says", "Leave out", "Make the plan again"),
        about="ready",
    ),
    Place(
        "plan, saved",
        PLAN,
        "/interviews/new/{interview_id}?saved=1",
        ("The plan was made again",),
        about="ready",
    ),
    Place(
        "plan, begun",
        PLAN,
        "/interviews/new/{interview_id}",
        ("This interview has begun, so its plan stands",),
        about="live",
    ),
    Place(
        "plan, too much left out",
        PLAN,
        "/interviews/new/{interview_id}",
        ("That leaves too little to ask about",),
        about="ready",
        status=422,
        form=tuple((key, "dropped") for key in COMPETENCIES),
    ),
    Place(
        "practise",
        "interviews/practise.html",
        "/interviews/practise",
        ("What do you want to practise?", "Or pick a topic"),
    ),
    Place(
        "practise, not understood",
        "interviews/practise.html",
        "/interviews/practise",
        ("We cannot tell what that is about",),
        status=422,
        form=(("line", "asdfgh"),),
    ),
    Place(
        "lobby, with a resume",
        LOBBY,
        INTERVIEW + "/lobby",
        ("Your resume is on the table", "See how it fits"),
        about="fitted",
    ),
    Place(
        "fit",
        FIT,
        INTERVIEW + "/fit",
        (
            "Have these ready",
            "Not found in your resume",
            "More than five years ago",
            "Numbers you may be asked about",
            "In both",
        ),
        about="fitted",
    ),
    Place(
        "fit, not confirmed",
        FIT,
        INTERVIEW + "/fit",
        ("You have not confirmed this resume",),
        about="unconfirmed",
    ),
    Place(
        "fit, no resume", FIT, INTERVIEW + "/fit", ("No resume sits on the table",), about="ready"
    ),
    Place(
        "panels",
        "panels/list.html",
        "/panels",
        ("Your panels", "of 3 stages held", "Begin a panel"),
    ),
    Place(
        "panels, empty",
        "panels/list.html",
        "/panels",
        ("No panels yet.", "Look at eight usual loops", "Hiring manager"),
        "newcomer",
    ),
    Place(
        "panels, put away",
        "panels/list.html",
        "/panels?archived=1&did=deleted",
        ("Panels that are put away", "Deleted.", "of 3 stages held"),
    ),
    Place(
        "panels, none put away",
        "panels/list.html",
        "/panels?archived=1",
        ("Nothing is put away.",),
        "newcomer",
    ),
    Place(
        "panels, past the end", "panels/list.html", "/panels?page=9", ("Nothing earlier.", "Newer")
    ),
    Place(
        "new panel",
        "panels/new.html",
        "/panels/new",
        (
            "Begin a panel",
            "Standard Tech Loop",
            "An empty panel",
            "one after the other",
            "Make this panel",
        ),
    ),
    Place(
        "new panel, for somebody",
        "panels/new.html",
        "/panels/new?persona=ruth-adeyemi",
        ("Ruth Adeyemi holds the last stage of it.",),
        "newcomer",
    ),
    Place(
        "new panel, refused",
        "panels/new.html",
        "/panels/new",
        ("Choose one of these, or begin with an empty panel.", "That is no day."),
        status=422,
        form=(("template", "astronaut"), ("interview_on", "2027-02-30")),
    ),
    Place(
        "add to a panel",
        "panels/add.html",
        "/panels/add?persona=ruth-adeyemi",
        ("Add Ruth Adeyemi to a panel", "A new panel", "stages so far"),
    ),
    *(
        Place(f"panel, {about}", "panels/one.html", PANEL + query, shows, about=about)
        for about, query, shows in (
            (
                "loop",
                "",
                ("0 of 3 stages held.", "by voice", "In writing", "Not held yet.", "Next."),
            ),
            ("loop", "?did=made", ("Here it is", "Change the stages", "Put it away", "Delete")),
            ("loop", "?did=saved", ("Saved. What you hold from now on goes by it.",)),
            ("loop_away", "", ("It is put away", "Take it out again")),
            ("loop_away", "?did=reopened", ("Taken out again.",)),
            (
                "loop_in_order",
                "",
                ("One after the other.", "Opens when those before it are held or skipped."),
            ),
            (
                "loop_skipped",
                "?did=skipped&at={stage_id}",
                ("is skipped. You can take it up after all.", "Skipped."),
            ),
            ("loop_skipped", "?did=taken-up&at={stage_id}", ("is part of the loop again.",)),
            (
                "loop_going_on",
                "",
                (
                    "1 of 3 stages held.",
                    "Read the report",
                    "Hold it again, by voice",
                    "Set up, not begun.",
                ),
            ),
        )
    ),
    *(
        Place(
            f"panel, changing, {query}",
            "panels/edit.html",
            PANEL + "/edit" + query,
            shows,
            about="loop",
        )
        for query, shows in (
            (
                "",
                (
                    "Who asks about what",
                    "Nobody asks about",
                    "Move",
                    "Change",
                    "Take out",
                    "Add a stage",
                ),
            ),
            ("?did=moved&at={stage_id}&way=down", ("is stage 1 of 3 now.",)),
            ("?did=added&at={stage_id}", ("is in. Say what this stage looks into.",)),
            ("?did=replaced&at={stage_id}", ("holds it now, as they are today.",)),
            ("?did=removed", ("Taken out. Interviews that held it",)),
            ("?did=skipped&at={stage_id}", ("is skipped.",)),
            ("?did=taken-up&at={stage_id}", ("is part of the loop again.",)),
            (
                "?form=new",
                ("A new stage", "Who sits opposite", "Looks into first", "Add the stage"),
            ),
            ("?form={stage_id}", ("Ruth Adeyemi, as chosen", "Note to yourself", "Save the stage")),
            (
                "?form=about",
                ("What it is for", "Day of the real interview", "Level that you apply for"),
            ),
        )
    ),
    Place(
        "panel, a stage refused",
        "panels/edit.html",
        PANEL + "/stages",
        (
            "Choose 10, 30 or 60 minutes.",
            "Choose one of the kinds of interview.",
            "longer than fits here",
        ),
        about="loop",
        status=422,
        form=(("minutes", "45"), ("stage", "astronaut"), ("title", "话" * 61)),
    ),
    Place(
        "panel, refused",
        "panels/edit.html",
        PANEL + "/edit",
        ("Give the panel a name.", "Choose one of the levels."),
        about="loop",
        status=422,
        form=(("name", ""), ("level", "chief")),
    ),
    Place(
        "lobby, of a stage",
        LOBBY,
        INTERVIEW + "/lobby",
        ("Stage 2 of 3", "was told by colleagues", "Asked about", "Still open", "You said"),
        about="loop_ready",
    ),
    Place(
        "panel summary",
        "debriefs/summary.html",
        "/panels/{panel_id}/summary",
        ("Panel Summary", "Who heard what", "How each would vote", "How to read this"),
        about="loop_going_on",
    ),
    Place(
        "panel summary, nothing held",
        "debriefs/summary.html",
        "/panels/{panel_id}/summary",
        ("Nothing to sum up yet",),
        about="loop",
    ),
    Place(
        "session, of a stage",
        "interviews/session.html",
        INTERVIEW + "/session",
        ("Stage 2 of 3", "Back to the panel"),
        about="loop_ready",
    ),
    Place(
        "feedback, of a stage",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        ("Stage 1 of 3", "On with the panel", "Go on to the next stage", "Next: stage 2"),
        about="loop_held",
    ),
    Place("lobby, begun", LOBBY, INTERVIEW + "/lobby", ("Go back in", "left"), about="live"),
    Place("lobby, held", LOBBY, INTERVIEW + "/lobby", ("Take it over",), about="held"),
    Place(
        "session",
        "interviews/session.html",
        INTERVIEW + "/session",
        ("Ruth Adeyemi", "10:00", "End", "Take your time", "I'm done"),
        about="ready",
    ),
    Place(
        "session, begun", "interviews/session.html", INTERVIEW + "/session", ("Ruth",), about="live"
    ),
    Place(
        "report",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        (
            "Do this next",
            "nobody missed a dose",
            "Not enough evidence for a vote",
            "The scale, and what made it",
            "A stronger shape, in your own words",
            "It was not checked against hiring outcomes",
            "Transcript",
            "Delete this interview",
        ),
        about="completed",
    ),
    Place(
        "report, with a resume",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        ("Your resume’s claims", "Not asked"),
        about="judged",
    ),
    Place(
        "report, resume not confirmed",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        ("You had not confirmed the resume",),
        about="unconfirmed",
    ),
    Place(
        "report, waiting",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        ("appears here by itself", "Reading your answers", "two of our pumps failed"),
        about="waiting",
    ),
    Place(
        "report, failed",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        ("The server stopped each time", "Read it again", "two of our pumps failed"),
        about="failed",
    ),
    Place(
        "report, too little said",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        ("Not enough to judge", "more than 6 minutes left", "Go on with Ruth", "Set it up again"),
        about="short",
    ),
    Place(
        "report, line dropped",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        ("The line dropped", "For another 24 hours", "Continue", "two of our pumps failed"),
        about="dropped",
    ),
    Place(
        "report, dropped long ago",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        ("It could be continued for a day, and that is over",),
        about="lapsed",
    ),
    Place(
        "report, corrected since",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        ("has not read your corrections", "Make the report again", "two of our pumps failed"),
        about="pending",
    ),
    Place(
        "report, made again",
        "interviews/feedback.html",
        INTERVIEW + "/feedback",
        ("This is report 2", "What changed", "You corrected 1 answer", "What was heard"),
        about="mended",
    ),
    Place(
        "transcript",
        TRANSCRIPT,
        INTERVIEW + "/transcript",
        ("Correct the transcript", "two of our pumps failed", "Correct"),
        about="spoken",
    ),
    Place(
        "transcript, open",
        TRANSCRIPT,
        INTERVIEW + "/transcript?turn=4",
        ("What you said", "Leave it as it is", "words fit"),
        about="spoken",
    ),
    Place(
        "transcript, corrected",
        TRANSCRIPT,
        INTERVIEW + "/transcript?did=saved",
        ("Saved", "corrected by you", "Heard:", "Back to what was heard"),
        about="pending",
    ),
    Place(
        "transcript, too long",
        TRANSCRIPT,
        INTERVIEW + "/turns/{seq}/correct",
        ("A correction mends what was misheard",),
        about="spoken",
        status=422,
        form=(("text", "多" * 200),),
    ),
    Place(
        "transcript, typed",
        TRANSCRIPT,
        INTERVIEW + "/transcript",
        ("You typed your answers",),
        about="completed",
    ),
    Place(
        "reports, one",
        REPORTS,
        INTERVIEW + "/reports",
        ("Reports of this interview", "no other report so far"),
        about="spoken",
    ),
    Place(
        "reports, two",
        REPORTS,
        INTERVIEW + "/reports",
        ("What changed from report 1 to 2", "It read what you corrected", "No longer heard"),
        about="mended",
    ),
    Place(
        "continued too late",
        ERROR,
        INTERVIEW + "/continue",
        ("This interview cannot be continued",),
        about="lapsed",
        status=409,
        form=(("", ""),),
    ),
    Place(
        "personas",
        "personas/mine.html",
        "/personas",
        (
            "Only you can sit with them",
            "A draft",
            "In the Hub since 27 February 2027",
            "Taken out of the Hub by a moderator",
            "Decided on",
            "A moderator put them back",
            "Retired",
            "3 interviews finished, by 2 people. 1 of 2 found it helpful.",
        ),
    ),
    *(
        Place(f"personas, {did}", "personas/mine.html", f"/personas?did={did}&about=x", (shown,))
        for did, shown in {
            "saved": "Saved.",
            "draft": "Kept as a draft",
            "published": "Published.",
            "private": "Out of the Hub.",
            "retired": "Retired.",
            "back": "Back, and yours alone.",
        }.items()
    ),
    Place("personas, empty", "personas/mine.html", "/personas", ("Nobody here yet",), "newcomer"),
    Place("personas, past the end", "personas/mine.html", "/personas?page=9", ("Nobody earlier",)),
    Place(
        "persona, new",
        BUILDER,
        "/personas/new",
        ("Write an interviewer", "0 of 60 characters", "BEGIN INTERVIEWER", "Keep as a draft"),
    ),
    Place(
        "persona, refused",
        BUILDER,
        "/personas/new",
        ("Give them a name", "Choose at least one kind", "Choose at least one language"),
        status=422,
        form=(("headline", "x"), ("warmth", "7"), ("speed", "9"), ("trade", "piracy")),
    ),
    Place(
        "persona, edit",
        BUILDER,
        PERSONA + "/edit",
        ("Edit Ruth Adeyemi", "Hello"),
        about="persona_private",
    ),
    Place(
        "persona, edit a public one",
        BUILDER,
        PERSONA + "/edit",
        ("Everybody can sit with this one",),
        about="persona_public",
    ),
    Place(
        "persona, edit a hidden one",
        BUILDER,
        PERSONA + "/edit",
        ("A moderator took this one out",),
        about="persona_hidden",
    ),
    Place(
        "persona, edited elsewhere",
        BUILDER,
        PERSONA + "/edit",
        ("edited in another tab", "What you wrote is still here"),
        about="persona_private",
        status=409,
        form=(("name", "Ana"), ("headline", "x"), ("stage_design", "1"), ("language_en", "1")),
    ),
    Place(
        "persona, public and no longer fit",
        BUILDER,
        PERSONA + "/edit",
        ("An email address would be public", "I have read the remarks"),
        about="persona_public",
        status=422,
        form=(
            ("name", "Ana"),
            ("headline", "ana@example.org"),
            ("stage_design", "1"),
            ("language_en", "1"),
            ("version", "1"),
        ),
    ),
    Place(
        "persona, preview",
        BUILDER,
        "/personas/new",
        ("How they would begin", "I am Ana"),
        form=(("act", "preview"), ("name", "Ana"), ("warmth", "1"), ("style", "calm")),
    ),
    Place(
        "try",
        "personas/try.html",
        PERSONA + "/try",
        ("Three answers in writing", "3 answers left"),
        about="persona_draft",
    ),
    Place(
        "try, nothing said",
        "personas/try.html",
        PERSONA + "/try",
        ("Write an answer first",),
        about="persona_private",
        status=422,
        form=(("answer", " "),),
    ),
    Place(
        "try, over",
        "personas/try.html",
        PERSONA + "/try",
        ("That was the trial", "Use in an interview"),
        about="persona_private",
        form=(("answer_1", "1"), ("answer_2", "2"), ("answer", "3")),
    ),
    Place(
        "publish",
        "personas/publish.html",
        PERSONA + "/publish",
        ("What everybody will see", "Written by Ana", "Nothing to remark"),
        about="persona_private",
    ),
    Place(
        "publish, something must go",
        "personas/publish.html",
        PERSONA + "/publish",
        ("This must go first", "ana@example.org", "Look at this again"),
        about="persona_remarked",
    ),
    Place(
        "publish, refused",
        "personas/publish.html",
        PERSONA + "/publish",
        ("must go before everybody",),
        about="persona_remarked",
        status=422,
        form=(("version", "1"),),
    ),
    Place("hub", "hub/browse.html", "/hub", ("People to practise with", "Ruth Adeyemi"), "visitor"),
    Place(
        "hub, found",
        "hub/browse.html",
        "/hub?q=%E9%9D%A2%E5%8C%85",
        ("Ruth Adeyemi", "Show everybody"),
    ),
    Place("hub, nobody", "hub/browse.html", "/hub?q=lion+tamer", ("Nobody like that",)),
    Place(
        "persona, built in",
        "hub/persona.html",
        "/personas/{key}",
        ("Ruth Adeyemi", "What they might ask", "Sit with Ruth"),
        "visitor",
    ),
    Place(
        "persona, one's own",
        "hub/persona.html",
        "/personas/{key}",
        ("Private: only you can use it", "Edit"),
        about="persona_private",
    ),
    Place(
        "report a persona",
        "hub/report.html",
        "/personas/{key}/report",
        ("What is wrong with it",),
        "newcomer",
        "persona_public",
    ),
    Place(
        "report a persona, nothing chosen",
        "hub/report.html",
        "/personas/{key}/report",
        ("Choose what is wrong", "kept words"),
        "newcomer",
        "persona_public",
        422,
        (("note", "kept words"),),
    ),
    Place(
        "queue",
        "admin/queue.html",
        "/admin",
        ("Ruth Adeyemi", "It is a real person", "Take it out of the Hub"),
        "staff",
    ),
    Place(
        "own credits",
        "credits/credits.html",
        "/credits",
        ("You have", "paid for", "Test checkout", "5 interviews", "CSV", "is not finished"),
    ),
    Place(
        "own credits, older",
        "credits/credits.html",
        "/credits?before=2",
        ("Given by the operator", "Newest"),
    ),
    Place(
        "own credits, none",
        "credits/credits.html",
        "/credits",
        ("You have no credit left", "Nothing yet", "Make interviews cost nothing"),
        "newcomer",
    ),
    *(
        Place(
            f"purchase, {state}",
            "credits/purchase.html",
            PURCHASE + query,
            shows,
            about=f"purchase_{about}",
        )
        for state, about, query, shows in (
            ("test", "test", "?go=1", ("nobody pays anything", "Pay, as a card does")),
            ("to pay", "open", "?go=1", ("Stripe takes your payment", "Go on to Stripe")),
            ("gone back", "open", "?cancelled=1", ("You went back before paying",)),
            ("confirming", "open", "?paid=1", ("Confirming your payment", "Ask Stripe now")),
            ("pending", "pending", "", ("Your bank is working on it",)),
            ("paid", "paid", "", ("5 credits are yours", "Stripe’s receipt")),
            ("failed", "failed", "", ("Your bank did not pay", "Choose again")),
            ("expired", "expired", "", ("This purchase is over", "Choose again")),
            (
                "refunded",
                "refunded",
                "",
                ("A part of this purchase was refunded", "2 credits of it"),
            ),
            ("disputed", "disputed", "", ("Your bank took this payment back",)),
        )
    ),
    Place(
        "credits, nobody", "admin/credits.html", "/admin/credits", ("Nobody chosen yet.",), "staff"
    ),
    Place(
        "credits of an account",
        "admin/credits.html",
        "/admin/credits?email=ana@example.org",
        ("Every change", "Given by the operator", "Held for an interview", "Give credits"),
        "staff",
    ),
    Place(
        "credits, no such account",
        "admin/credits.html",
        "/admin/credits?email=nobody@example.org",
        ("Nobody has signed in with this address yet.",),
        "staff",
        status=404,
    ),
    Place(
        "credits, a grant of nothing",
        "admin/credits.html",
        "/admin/credits/{user_id}/grant",
        ("Write a whole number from 1", "Say why", "many"),
        "staff",
        "account",
        422,
        (("count", "many"), ("reason", " ")),
    ),
    Place(
        "postings", "admin/postings.html", "/admin/postings", ("Shared postings", "Hidden"), "staff"
    ),
    Place(
        "postings, none",
        "admin/postings.html",
        "/admin/postings?q=plumber",
        ("Nothing is shared.",),
        "staff",
    ),
    Place(
        "posting",
        "admin/posting.html",
        "/admin/postings/{posting_id}",
        (
            "2 shared texts",
            "Perhaps the same one",
            "It is another job: split it off",
            "Take it out",
        ),
        "staff",
        "posting",
    ),
    Place(
        "posting, hidden",
        "admin/posting.html",
        "/admin/postings/{posting_id}",
        ("Hidden:", "Put it back into the library"),
        "staff",
        "posting_hidden",
    ),
    Place(
        "posting, no reason",
        "admin/posting.html",
        "/admin/postings/{posting_id}/hide",
        ("Say why: whoever shared it reads it",),
        "staff",
        "posting",
        422,
        (("reason", ""),),
    ),
    Place("nowhere", ERROR, "/nowhere", ("There is nothing at this address", "404"), status=404),
    Place("nowhere, out", ERROR, "/nowhere", ("reference",), "visitor", status=404),
    Place(
        "not theirs", ERROR, INTERVIEW + "/lobby", ("not yours",), "newcomer", "ready", status=404
    ),
    Place(
        "over",
        ERROR,
        INTERVIEW + "/start",
        ("This interview is over",),
        about="completed",
        status=409,
        form=(("mode", "text"),),
    ),
]
