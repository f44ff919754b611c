"""Resumes: what a person's file says of them.

`profile` says what is read; `reading` reads it out of a document, without a model: plain values in and out.
"""
