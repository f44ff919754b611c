"""Debriefs: how far somebody is in a hiring loop, and what its interviews come to together.

model          PanelSummary
"""
