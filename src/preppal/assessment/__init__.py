"""The judgement: what a candidate's words show, and where.

Plain values in, plain values out: no database, no web, no clock, no files.

- `transcript`  the turns and leads it reads, folded into answers
- `report`      what it says: findings, evidence, delivery, advice; JSON both ways
- `assess`      the entrance: `assess(turns, leads, spoken=…) -> Assessment`

Codes leave this room, never sentences; every claim about words carries a verbatim span.
"""
