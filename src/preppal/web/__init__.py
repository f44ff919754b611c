"""The HTML toolkit: what every page needs. Knows no product noun.

pages     rendering a template with its page object, in the reader's language
requests  what a route may ask for: transaction, form fields, time, viewer
errors    every refusal becomes a page with a reference number, in one place
security  content policy, cross-origin guard, request ids, body limit
uploads   a form with a file
steps     an answer that comes in steps, a line for each
assets    static files under /static/<release>/, immutable
figure    a persona's line drawing, computed from its manner
charts    geometry of the report's drawings
"""
