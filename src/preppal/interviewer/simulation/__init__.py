"""Simulated candidates: an interview can be held, read and judged without a person.

repertoire.py   what they have lived through and say: stories.toml, words.toml; the trade of a job
asked.py        what a line asks for: a story, a reason, an end …
telling.py      one candidate's answers, told whole, in short, as "we", or in broken English
candidates.py   the kinds: strong, terse, rambling, silent …
holding.py      an interview held with one of them, by any Mind, against a clock of its own
reading_out.py  the transcript, to read or as JSON

Everything is a function of briefing, kind and seed. No clock, no database, no model.
"""
