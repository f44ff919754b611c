"""A language model's judgement, held to the transcript (INTERVIEWING.md §8). No SQL, no HTTP: a `FormModel` is handed in.

- `assessor`    the entrance: an `Assessment` of the built-in reviewer in, one with a model's scores out
- `budget`      how much is asked and waited for; when a provider is left alone
- `rubric`      what is asked of an answer: anchors (the bank's, handed in) and checks (checks.toml)
- `showing`     a turn as a model may read it: without orders, names masked, each sign with its place in the raw text
- `masking`     which words are names of people, firms and schools
- `forms`       the two forms that a model fills in, in strict types
- `prompts`     the words around them, and their version
- `extracting`  form one: quotations of one answer, found again in the transcript or dropped
- `rating`      form two: yes, partly or no to each check, from numbered quotations alone; several samples, their median
- `evaluate`    the same for answers of an operator's file
- `reasons`     whether a model's sentence of explanation may be shown

One answer is rated at a time, and nothing of another reaches the model: no score, no competency, no name, no resume.
The model never gives the score: it ticks checks, the code counts. What it cannot or will not judge, the built-in
reviewer has judged already; a competency is one's or the other's, and says whose.
"""
