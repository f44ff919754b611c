"""Gemini Live, speech to speech: our own client of its wire format (LIVE §1; docs/decisions).

`provider` is what `main` chooses; it opens a `conversation`, which lives on one `connection` after the
other. `uplink` carries the candidate's sound up or holds it back, `floor` reads from the messages whose
turn it is, `outbox` hands events on. `wire` is the format, `refusals` the reasons, `usage` the tokens,
`voices` the voices.
"""
