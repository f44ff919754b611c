"""One answer's score, 1 to 5, from its own words: what is looked at is plain, how it adds up is learned.

vectors    words as points, so that a question and an answer in other words can be near
kinds      what a question asks for, told from its words
hearing    an answer's sentences: those that carry something, and the rest
features   named figures of a question and an answer
words_counted the words that some of these figures count
weights    what was learned from graded answers: weights.json, made by training/learn.py (see CARD.md)
score      the entrance: `score_answer(question, answer) -> Scored`, with what made it
evaluate   scoring a file of answers, and how well that agrees with the labels in it
"""
