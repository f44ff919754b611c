"""Panels: what a hiring loop consists of. How far somebody is in one is for `debriefs`: that takes interviews.

model          InterviewPanel and its stages
queries        whose panel it is
templates      the loops that come along, from template_files/
filling_in     what the forms hold
making         a new panel; casting: who may hold a stage
editing        a panel as a whole
arranging      its stages: added, changed, moved, skipped, removed
new_page, editor_page, matrix_page
               what pages show (choices: what forms offer; pages: what the templates receive)
routes, stage_routes
"""
