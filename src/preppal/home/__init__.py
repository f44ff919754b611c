"""Pages that belong to no single noun.

dashboard   what to practise next, what is open, what was held
health      whether this process can work
metrics     its figures, for who runs it
example     the interview that the landing page quotes
pages       what each template receives
routes      /, /dashboard, /privacy, /terms, /healthz, /readyz, /metrics, /robots.txt, /favicon.ico
"""
