"""Interviews: from setting one up to reading its report.

model       InterviewSession, Turn, Feedback, and the transitions they allow
booking     set up an interview, or quick practice by topic
briefings   what an interviewer is told, from an interview's snapshots
planning    its plan made again while it has not begun; plan_page shows why these questions
keeping     writing an interview that was set up: plan and snapshots
practising  quick practice by a line of one's own
setup_page  what the set-up page offers, and what was chosen so far
resume_facts, fit_page, claims_page   the resume it is held with: its fit before, its claims after
resume_routes, resume_taking_out      deleting a resume, and taking it out of interviews
deleting    an interview goes, with its words and its report
entering    from the lobby into the room
lease       who holds the room: one process and one tab at a time
continuing  opening one again, within a day, whose line dropped for good or that was ended too soon
charging    its credit: held, spent, or given back
gaps        times nobody was in the room
ending      the one place that decides how an interview ends
corrections/  what recognition got wrong, mended by the person who said it
stages/     interviews that hold the stages of a panel
reports/    reports made again, and what changed between them
baselines   how somebody usually speaks, from their earlier interviews
feedback    the task that reads a finished interview and writes its report
progress    how far that has come; waiting_page shows it, watching tells the pages that wait
queries     reads that several pages share, always through the owner
pages       what each template receives; setup_pages those of setting one up
routes      the addresses
live/       the room itself: socket, protocol, engines
"""
