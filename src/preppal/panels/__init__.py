"""Panels: what a hiring loop consists of.

model          InterviewPanel and its stages
"""
