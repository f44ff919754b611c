"""Which postings are one and the same: pure, without SQL.

titles       level, core and years of experience, as far as a title or a text says them
shingles     a text as hashed three-word pieces, without what job boards put around it
signature    MinHash and its bands, by which candidates are found in the database
containment  how much of one text is in another, what many postings hold weighing little
likeness     two postings compared: same, revised, related or different
evaluate     the comparison over a file of pairs
"""
