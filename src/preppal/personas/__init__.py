"""Personas: the interviewers one can sit with. Used as they are; nobody copies one.

model          Persona, and what an interview keeps of it
built_in       publishes the personas of built_in.toml at the start
queries        which personas a person may read and use
writing        the builder's form, a new persona, an edit as a new version
publishing     opening one to everybody, keeping it private, retiring it
cautions       what an author is told first (patterns: suspicions)
moderation     a moderator hides or restores one
favourites     keeping one at hand
counting       numbers of a persona; listing: how the Hub finds it
voices         which voice is heard, and what differs from what was asked for
sampling       *hear this voice*
previewing     how somebody would begin; trying: three answers in writing, nothing kept
own_pages      what an author sees (pages: what the templates receive)
routes, publishing_routes, voice_routes
"""
