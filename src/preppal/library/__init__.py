"""The library: a person's job descriptions on pages, with the interviews held for each.

routes      /job-descriptions, one of them, and what is done with it
adding      the page on which a posting is added
uploading   a file with a posting in it: sent, read, its words given back
upload_routes   the routes of both, on the set-up page too
alike_page  what one keeps already that is like a posting just pasted
facts_page  what it says, each with its line, and the form that corrects it
changes     what changed between two versions, line by line
pages       what the templates receive, and how it is put together
"""
