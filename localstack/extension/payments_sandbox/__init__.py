"""What the payments sandbox adds to LocalStack: Lambda without Docker, and DynamoDB on the host.

LocalStack finds the package through the entry points in the `dist-info` folder
beside it, so putting the parent folder on PYTHONPATH installs it.
"""

__version__ = "0.1.0"
