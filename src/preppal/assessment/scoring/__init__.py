"""One answer's score, 1 to 5, from its own words: what is looked at is plain, how it adds up is learned.

kinds      what a question asks for, told from its words
hearing    an answer's sentences: those that carry something, and the rest
masking    these sentences without names, sex and figures, as the reader is given them
reader     a small language model: what each sentence is worth beside the question (files in reader/)
features   named figures of a question and an answer
words_counted the words that some of these figures count
weights    how a reading becomes a score: weights.json, made by training/learn.py (see CARD.md)
weighing   what each part is worth, and what must hold between an answer and its like
score      the entrance: `score_answer(question, answer) -> Scored`, with what made it
evaluate   scoring a file of answers, and how well that agrees with the labels in it
"""
