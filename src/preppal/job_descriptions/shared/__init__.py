"""The shared library: postings that somebody chose to share, best text first, and never who.

scrubbing    what is taken out of a text before others read it
quality      how good a text of a posting is to practise with
sharing      somebody shares a job description of theirs, or takes it back
summing_up   what the library shows of a posting, kept with its row
practising   how many people practised for it
browsing     looking through what is shared
moderating   merging, splitting, hiding, and undoing each
"""
