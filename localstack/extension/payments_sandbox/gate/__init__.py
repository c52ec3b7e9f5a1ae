"""Decides which requests reach LocalStack at all; nothing from the network passes it by.

`origin` refuses browsers and foreign names, `signature` reads AWS's Signature Version 4,
`callers` knows whose key it is, `verification` verifies it, `refusal` answers in the words
of AWS, and `gate` puts them together.
"""
