"""Job descriptions: what a person pasted, kept for the next time.

model      JobDescription
intake     reading title and company from pasted text; cleaning; limits
keeping    keep a pasted one; the same text of the same person is kept once
queries    a person's own job descriptions, newest use first
"""
