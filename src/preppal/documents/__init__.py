"""What a person uploads: a file's kind told from its bytes, and its words in the order one reads them.

`model` says what a document is. Everything here is plain: bytes in, values out; no database, no HTTP.
"""
