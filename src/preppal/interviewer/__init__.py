"""The interviewer's mind: what to ask, when to ask on, when to stop. No database, HTTP or clock.

briefing.py      what the interviewer is told: persona, job, resume, topic, minutes
fit/             resume × job: matched, stale, missing, claims; clashes of an answer with the resume
topics.py        quick practice: topics in place of a job description
job_reading.py   a job description's lines, level and named skills
weights.py       how much each competency counts, and the job's line that says so
questions.py     the question bank: bank/*.toml, one file a competency, warm_up.toml, ladders/, cases.toml
fields.py        the fields of knowledge a job is about: which ladders to ask from
lengths.py       minutes and counts of 10, 30 and 60 minutes
slots.py         how many leads each competency has
choosing.py      which leads; cases.py an open task for an hour
plan.py          briefing -> InterviewPlan: leads, minutes, reasons
plan_text.py     a plan to be read, as JSON or as lines
hand_over.py     what the interviewers of a loop pass on; hand_over_text.py how it is read and spoken of,
                 passing_on.py how it is made from an interview, spreading.py what a plan makes of it
practice.py      a line to practise by: topic, stage, level, field, employer (practice_cues.py)
practice_words.py  what a line to practise by and a question have in common
transcript.py    turns, the next Line, and the Mind protocol
wordings.py      everything else an interviewer says: speech/*.toml, chosen by seed and manner
spoken_text.py   words, sentences and rare terms of what was said
orders.py        sentences that order the interviewer about: never acted on
answers.py       what can be heard in an answer: scene, own acts, reasons, result
requests.py      what the candidate asks of the interviewer: repeat, wait, skip, stop
star.py          which parts of a story were heard on a lead
relevance.py     whether an answer is about something else; points.py what of a knowledge question was named
levels.py        easier or harder: what the answers so far say about the next lead
echo.py          a few of the candidate's own words, given back
standing.py      where an interview stands, folded from plan and transcript
follow_ups.py    the decision table: answer -> follow-up, repair or next question
clock.py         what there is still time for
job_answers.py   the candidate's own questions, answered from the job text or not at all
scene.py         what one line is made from
beginning.py     the first minute; asking.py the middle; closing.py their questions and goodbye
conversation.py  BuiltInMind: standing + occasion -> the next line; progress for the screen
simulation/      simulated candidates, and interviews held with them
model_mind.py    ModelMind: the same decisions, some lines in a model's words; writing.py what it is told,
                 line_checks.py what its words must keep to
turns.py         the turn-taking machine of a live interview: speech events -> actions
endings.py       whether words look finished, for turns.py
"""
