"""Conversations and answers that every interviewer is held against."""
