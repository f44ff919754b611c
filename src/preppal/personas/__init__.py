"""Personas: the interviewers one can sit with. Used as they are; nobody copies one.

model          Persona, and what an interview keeps of it
built_in       publishes the personas of built_in.toml at the start
queries        which personas a person may use
"""
