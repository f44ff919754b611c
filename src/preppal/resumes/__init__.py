"""Resumes: what a person's file says of them.

profile      what is read of one; `reading` reads it out of a document, without a model: plain values in and out
evaluate     reading every resume of a folder
model        the tables: a resume, and its file in the store
private      what is not read and not stored, whatever the file says
taking       a file or pasted words, read: what is kept of them
uploading    a file or pasted words as somebody sends them, read before any transaction
correcting   what is read, put right: values in a form, the form as what is confirmed
confirming   what its owner says is right
drawing      pictures of a file's pages
snapshot     what an interview keeps of one
keeping, deleting, queries, background   what happens to the rows and files
pages, routes, correcting_routes   what the candidate sees of it
"""
