"""Interviews that hold the stages of a panel.

starting       a stage's interview is set up, once however often one clicks
hand_over      what its interviewer is told by those of other stages; what was deleted is forgotten
place          which stage of which panel an interview is, and what comes next: for its pages
told_page      what its interviewer was told, for the lobby
counting       which interview of a stage counts
summing_up     asks for the Panel Summary when the last report is there
queries        reads that these share
routes         the address
"""
