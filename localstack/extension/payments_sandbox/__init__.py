"""LocalStack extension of the payments sandbox: Lambda without Docker, DynamoDB on the host.

LocalStack finds the package through the entry points in the `dist-info` folder in the
same parent folder, so adding the parent folder to PYTHONPATH installs it.
"""

__version__ = "0.1.0"
