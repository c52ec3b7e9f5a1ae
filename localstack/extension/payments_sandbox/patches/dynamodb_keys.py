"""Keeps the tables from everyone who reaches DynamoDB Local's own port.

DynamoDB Local verifies no signature: the access key alone names the database. LocalStack
forwards with account and region as key, which anyone can guess; past its port there is
no IAM, no fault and no record. With a random prefix, a stranger's key opens an empty
database. The prefix is in no command line, environment, file or log.
"""

import secrets

from localstack.runtime import hooks

# Letters and digits, which is all that DynamoDB Local takes in a key.
PREFIX = secrets.token_hex(16)


# A high priority: before the hook that loads the services.
@hooks.on_infra_start(priority=100)
def use_secret_keys() -> None:
    from localstack.services.dynamodb import provider, utils

    of_account_and_region = utils.get_ddb_access_key

    def secret_key(account_id: str, region_name: str) -> str:
        return PREFIX + of_account_and_region(account_id, region_name)

    # Each holds a name for it. The second provider, which is not used, has one too.
    for module in (utils, provider):
        module.get_ddb_access_key = secret_key
