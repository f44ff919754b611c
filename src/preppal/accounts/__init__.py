"""Accounts: who somebody is, how they prove it, and from which browsers.

model            User, SignInCode, Device; what an address and a name may be
tokens           random tokens and what the database keeps of them
requesting_code  a code is made for an address, within limits per address and network
mailing_code     the mail that carries it
signing_in       a code is tried; the right one makes a device, and a user the first time
signing_out      here, or everywhere
changing         name, language and theme
moderators       who moderates, said at the command line
identity         who is behind a request or a socket: Account, MaybeAccount, Staff
pages            what each template receives
routes           /sign-in, /sign-out, /settings, /patience, /locale, /theme
"""
