"""The library: a person's job descriptions on pages, with the interviews held for each.

routes      /job-descriptions, one of them, and what is done with it
alike_page  what one keeps already that is like a posting just pasted
facts_page  what it says, each with its line, and the form that corrects it
changes     what changed between two versions, line by line
pages       what the templates receive, and how it is put together
"""
