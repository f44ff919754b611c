"""What a process that reads says before its answer. To JSON all of it is nothing."""

READY = b"\n"
"""Before the file is looked at: that is when its time begins."""
WORDS_READ = b"\n"
"""By one that goes on to understand what it has read, once it has."""
