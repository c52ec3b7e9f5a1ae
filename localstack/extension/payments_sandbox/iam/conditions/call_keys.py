"""Condition keys that every call has, and those that no call in the sandbox has."""

from payments_sandbox.iam.call import Call
from payments_sandbox.iam.conditions.values import Values, lowered

KEYS = lowered("aws:RequestedRegion", "aws:ResourceAccount", "aws:ViaAWSService")

# AWS defines them, and has no value for them unless a call comes through what the sandbox
# has not: a VPC, an EC2 instance, another service on the caller's behalf, an identity provider.
NEVER_PRESENT = lowered(
    "aws:AssumedRoot",
    "aws:CalledVia",
    "aws:CalledViaFirst",
    "aws:CalledViaLast",
    "aws:ChatbotSourceArn",
    "aws:Ec2InstanceSourcePrivateIPv4",
    "aws:Ec2InstanceSourceVpc",
    "aws:FederatedProvider",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:SourceVpce",
    "aws:VpcSourceIp",
    "aws:VpceAccount",
    "ec2:RoleDelivery",
    "ec2:SourceInstanceArn",
    "glue:CredentialIssuingService",
    "glue:RoleAssumedBy",
    "ssm:SourceInstanceArn",
)

# These services have one endpoint, in this region.
GLOBAL_SERVICES = {"iam": "us-east-1"}


def values(call: Call, owner: str) -> Values:
    return {
        "aws:requestedregion": GLOBAL_SERVICES.get(call.service, call.region),
        "aws:resourceaccount": owner or call.account,
        "aws:viaawsservice": "false",
    }
