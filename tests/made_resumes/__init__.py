"""Resumes of invented people in many layouts, with what a reader should find in each.

`people` says who they are, `layouts` and `word_layouts` how they wrote it down, `printing` makes files of it
with Chromium. Half of the people and half of the layouts are *held out*: the reader was written without them.
"""
