"""What recognition got wrong, mended by the person who said it.

model       TurnCorrection: what a turn says now; the turn keeps what was heard
differing   the words that a correction takes out and puts in
bounds      what may be written in place of what was heard
correcting  mend a turn, or go back to what was heard
queries     the turns with what they say now
marking     corrections in a transcript, and how much of the answers they are
pages, routes   /interviews/{id}/transcript
"""
