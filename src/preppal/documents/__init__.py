"""What a person uploads: a file's kind told from its bytes, and its words in the order one reads them.

model           what a document is
unreadable      a file that cannot be read, and why
limits          how much a file may be, and how long reading it may take
kinds           what a file is; decoding of text
pdf, docx, html, plain   the words of each kind, in the process that reads
archive, elements, relationships, docx_styles, docx_words   a DOCX from the outside in
markup          tags and the text between them, for html and for what is pasted
marks           marks in front of a list's items
ruled           tables whose borders are drawn on a PDF's page
reader_process  the process in which one file is read
allocation      memory given back at once, for who recognises pictures
page_process    the process in which one page is drawn
signs           what such a process says before its answer
reading         those processes: started, bounded, ended

Everything here is plain: bytes in, values out; no database, no HTTP.
"""
