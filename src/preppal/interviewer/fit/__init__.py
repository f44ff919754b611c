"""Fit: what a resume and a job have to do with each other. Plain values in and out; no model.

resume    a resume as the interviewer knows it
needs     what a job asks for; `levels` has degrees and languages
evidence  a resume as pieces that can speak for a need
words     stems and concepts (concepts.toml) by which the two meet
compare   both -> `fit.Fit`: matched, stale, missing, claims, what to prepare
claims    numbers that an interviewer asks about
clashes   where an answer and the resume do not go together
"""
