"""The judgement: what a candidate's words show, and where.

Plain values in, plain values out: no database, no web, no clock, no files.

- `assess`      the entrance: `assess(turns, leads, spoken=…) -> Assessment`; when there is enough
- `transcript`  the turns and leads it reads, folded into answers
- `report`      what it says: findings, evidence, delivery, advice; JSON both ways
- `codes`       every code it emits, with the English sentences that pages translate and show

From words to findings, in this order:

- `sentences`   speech into sentences and clauses, each a span of the raw text
- `language`    whether an answer can be read at all; one in another language is not judged
- `orders`      lines that order the reviewer around, which are never evidence
- `cues`, `verbs`  the English words that are looked for, in plain lists
- `acts`        who did something: "I", "we", or nobody
- `labels`      what each sentence does: scene, act, reason, end, lesson; and the guards
- `quoting`     a clause-sized verbatim span around what was found
- `findings`    per lead: what was shown, with which words, and what its kind of question missed
- `delivery`    pace, fillers, pauses, lengths: measured, never judged; usual ranges with sources
- `fillers`     words that fill a pause, of one word or several, by language
- `hedges`     words that take back what is being said, by language
- `occasions`  where in the transcript a measure of delivery could be heard
- `baseline`    what is usual for one person, from their earlier interviews
- `claims`      what became of the numbers of a confirmed resume: supported, softened, contradicted, with spans
- `claimed_titles`  the same of what somebody was at an employer: `standing` says what a title says, `employers` whom it names
- `claimed_dates`  the same of when a job began and ended, where it was spoken of
- `advice`      the one thing to do next, and up to three to practise
- `scoring/`    one answer's score, learned from graded answers
- `rating`      that score with spans of the turns; from answers to competencies, with a band
- `recommending`  the vote: arithmetic over competencies
- `strengths`   what to keep doing
- `loop/`       several interviews of one hiring loop: votes, where they differ, readiness, the debrief
- `shapes`      an answer's own words in a stronger order, with questions where something is missing

Codes leave this room, never sentences; every claim about words and every score carries a verbatim span.
What was not observed has no number.
"""
