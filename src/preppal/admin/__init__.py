"""The operator's pages. For everybody else there is nothing at these addresses.

queue     what waits for a moderator, and what they decided lately
credits_page, credits_routes   somebody's credits: what they have, grants, corrections
telling   the letter to an author about a decision
"""
