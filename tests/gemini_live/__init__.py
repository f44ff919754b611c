"""A Gemini Live of the tests' own: the real wire format over a real socket, scripted, with every fault.

`upstream` is the server, `talk` one of its connections, `memory` what outlives a connection, `listening`
reads and checks what clients send as strictly as the real one, `script` says what is spoken and what goes
wrong, `sounds` makes sound in which every 40 ms can be told from every other, `certificate` is for TLS,
`driving` holds one conversation through our client and through google-genai's, which is the judge of
whether this is the real format.
"""
