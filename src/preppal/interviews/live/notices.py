"""What an engine that speaks tells the candidate when something does not work."""

from preppal.foundation.i18n import N_

NO_SPEECH = N_("Voice has stopped working here. The interview goes on in writing; nothing is lost.")
NO_LINE = N_("The next question could not be made. Say or write a word to go on.")
SLOW = N_("Your microphone is faster than this server can listen; a few words were lost.")
STOPPED = N_("Your connection is too slow for the interviewer’s voice.")
ECHO = N_("The interviewer’s voice reaches your microphone. Headphones help.")
