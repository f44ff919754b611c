"""Reading a resume without a model: plain values in and out, in Chinese, Dutch, English, French, German,
Italian, Portuguese and Spanish.

`profile` is the way in. `rows` weighs the document's lines, `sections` divides them by their heads (`headings`, `heads`),
`names` and `contact` read the top, `entries` cuts experience and education at their dates (`dates`, `labels`),
`pairing` and `weighing` tell titles from companies by words and by what the other entries do, and `skills`
and `tongues` read lists. `occupations`, `organisations`, `schooling` and `places` are the words behind it.
"""
