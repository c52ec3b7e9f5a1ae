"""Decides which requests reach LocalStack; every request from the network passes here.

`origin` refuses browsers and foreign host names, `signature` reads AWS's Signature
Version 4, `callers` finds the owner of the access key, `verification` verifies the
signature, `refusal` builds AWS's error response, and `gate` calls them in order.
"""
