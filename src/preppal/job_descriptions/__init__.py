"""Job descriptions: what a person pasted, kept for the next time, and which posting it is a copy of.

model      JobDescription, JobPosting and its versions
outlining  the usual of a job where only its title is known, marked as an outline
outlines/  what is usual, in TOML
intake     reading title and company from pasted text; cleaning; limits
pasting    reading it and what is compared of it, before a transaction
from_file  the words of a file as if they had been pasted
facts      place, pay, employment, what is asked for, each with its line
keeping    keep a pasted one; the same text of the same person is kept once
asides     lines that say nothing about the job, marked where it is read
shared/    what people share of theirs, and what moderators do with it
matching/  which postings are one and the same; without SQL
counting   what is common in the library, and so says little about one posting
packing    hashes as the bytes that a row holds
alike      the postings in the database that are like one
grouping   the posting that a job description belongs under
changing   archiving, throwing away
correcting what its owner says instead of what was read, and what an interview is told of a job
indexing   all of them brought up to date
background what runs now and then
queries    a person's own job descriptions, newest use first
"""
