"""Resumes: what a person's file says of them.

profile      what is read of one; `reading` reads it out of a document, without a model: plain values in and out
evaluate     reading every resume of a folder
model        the tables: a resume, its file in the store, and the profile
private      what is not read and not stored, whatever the file says
understanding   a document understood: what may be kept of it, and its profile; `reader_process` does it apart
taking       a file or pasted words, read: what is kept of them
uploading    a file or pasted words as somebody sends them, read before any transaction
correcting   what is read, put right: values in a form, the form as what is confirmed
checking     whether it can be kept as it was written
confirming   what its owner says is right
profiles     the profile: what its owner confirmed across their resumes, filled, corrected and deleted
merging      a confirmed resume taken into it, value by value; `sameness` tells what is one thing written twice
drawing      pictures of a file's pages; `marking` says where on them the values were read
snapshot     what an interview keeps of one
keeping, deleting, queries, background   what happens to the rows and files
pages, profile_pages, routes, correcting_routes, profile_routes   what the candidate sees of it
"""
