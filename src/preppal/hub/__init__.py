"""The Community Hub: the personas that everybody may use, found, rated, kept and reported.

model       ratings and reports
browsing    search, filters and order, a page at a time
rating      "was it helpful?", by those who finished an interview with it
reporting   somebody objects; moderators decide
"""
