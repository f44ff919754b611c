"""Fit: what a resume and a job have to do with each other. Plain values in and out.

resume    a resume as the interviewer knows it
clashes   where an answer and the resume do not go together
"""
