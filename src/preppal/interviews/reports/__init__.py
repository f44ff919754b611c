"""Reports made again, and what changed between them.

model         FeedbackReport: a report that a newer one took the place of
keeping       put a new report in place, and keep the one before
standing      why a report would be made again: corrections, or a newer reviewer
making_again  ask for it
comparing     two reports, question by question
pages, routes   /interviews/{id}/reports
"""
