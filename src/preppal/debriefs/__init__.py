"""Debriefs: how far somebody is in a hiring loop, and what its interviews come to together.

model            PanelSummary
progress         how far somebody is, from the interviews of the stages; progress_page, progress_routes
reading          from rows to what the judgement of a loop is given
musts            lines that the job insists on, over the whole loop
summarising      the task, and asking for it
prose            a model's words beside the page's own
background       what runs without being asked
summary_queries  what the page of a summary reads; summary_page: its rows (summary_rows), wording: words for codes
summary_routes
"""
