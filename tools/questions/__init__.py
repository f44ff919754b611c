"""What the reading of questions is learned from, and how: `python -m tools.questions`."""
