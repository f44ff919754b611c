"""A language model's provider in the tests: a local HTTP server that answers by script.

script.py  what it answers: words, values, faults
server.py  where it listens, what it was asked
wire.py    OpenAI's chat completions and Gemini's generateContent, as they stand on the wire
"""
