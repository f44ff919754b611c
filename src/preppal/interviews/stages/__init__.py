"""Interviews that hold the stages of a panel.

counting       which interview of a stage counts
"""
