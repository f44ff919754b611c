"""The engine on somebody else's speech-to-speech model: they listen and speak, the interview is kept here.

engine.py          SpeechToSpeech: what the room calls; going on typed when the provider is lost
dialogue.py        what happens, on both sides and in time, told to the turn machine
turn_keeping.py    what is done about whose turn it is; what becomes a turn of the transcript
asking.py          getting the next line out of the provider
steering.py        the plan kept over a model that speaks for itself
candidate_side.py  microphone in, sound for the provider out: voice_gate.py (is anybody speaking?),
                   uplink.py (what goes up), suspected_echo.py (or is it the interviewer?)
spoken_answer.py   the words of the candidate's turn
provider_side.py   the provider's events as lines, words and usage
streamed_line.py   a line whose sound and words arrive in pieces; line_sender.py sends it
going_on_typed.py  the rest of an interview that has lost its voice
voices.py          which of the provider's voices a persona speaks with

Sound is dealt with where it arrives; everything else is done by one task, in order.
"""
