"""Patch for LocalStack 4.13.1: any process can guess the access key of DynamoDB Local.

DynamoDB Local verifies no signature: the access key alone selects the database.
LocalStack forwards each request with account and region as the key, so every process on
this machine could read and write the tables through DynamoDB Local's port, without IAM,
injected faults or a record. With a random prefix, a guessed key opens an empty database.
The prefix is in no command line, environment variable, file or log.

Remove it when `test_localstack_uses_a_key_that_can_be_guessed` fails.
"""

import secrets
from collections.abc import Callable

from localstack.runtime import hooks
from localstack.utils.patch import Patch, patch

# DynamoDB Local accepts only letters and digits in a key.
PREFIX = secrets.token_hex(16)


# High priority: must run before the hook that loads the services.
@hooks.on_infra_start(priority=100)
def use_secret_keys() -> None:
    from localstack.services.dynamodb import provider, utils

    @patch(utils.get_ddb_access_key)
    def get_ddb_access_key(
        original: Callable[[str, str], str], account_id: str, region_name: str
    ) -> str:
        return PREFIX + original(account_id, region_name)

    # The provider imported the function by name. So did the second provider, which is unused.
    Patch(provider, "get_ddb_access_key", utils.get_ddb_access_key).apply()
