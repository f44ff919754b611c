"""The judgement of a whole hiring loop: several interviews, each judged blind, laid side by side.

Plain values in, plain values out, as in the rest of the assessment: no database, no web, no clock. The
rules are those of INTERVIEWING.md §2 (votes, vetoes, outcome) and §9 (readiness).

For whoever makes a Panel Summary (`evidence`, then `debrief`):

    held = stage_held(assessment, plan, key=str(stage.id), title=stage.title, stage=plan.stage,
                      who=persona_name, held_at=session.ended_at)      # for each interview that counts
    ahead = StageAhead(key, title, stage, planned=(competencies,), weights={…})  # for each still to come
    found = debrief([held, …], now=now, level=panel.level, ahead=[ahead, …])    # -> PanelDebrief
    row.debrief = found.to_json();  PanelDebrief.from_json(row.debrief)

`PanelDebrief` has `stages` (votes as they stood), `readiness` (word, value and band with one decimal, what
is missing, what held the word down), `outcome` and `why`, `vetoes`, `disagreements` (both quotes, what would
settle it), `agreements`, `must_haves`, `untested`, `trajectory`, `strongest`, `weakest`, `exercise`, `next`
(the interview that would settle most) and `heat` (competency against stage). Stages are named by their keys,
competencies by those of `interviewer.questions.COMPETENCIES`; quotes are `Said` (stage key, turn seq, start, end, words).
`codes` has the words of every code; `summary` makes a paragraph of the whole.

- `evidence`   what goes in, and how a stored report becomes it
- `readiness`  the formula: weights, values, the band, the word, the least evidence
- `differing`  where the interviews agree and disagree
- `deciding`   vetoes, the outcome, and the word that goes with it
- `settling`   the next interview, and the exercise with the most to gain
- `moving`     whether later interviews went better
- `heat`       competency against interview
- `debrief`    the entrance
- `codes`      every code with its English sentence
- `summary`    a few sentences made from the values
"""
