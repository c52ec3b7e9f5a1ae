/** A policy and a request as both evaluators read them. */
export interface PolicyCase {
  identityPolicy: PolicyDocument;
  resourcePolicy: PolicyDocument;
  request: PolicyRequest;
}

export interface PolicyRequest {
  action: string;
  resource: string;
  principal: PolicyPrincipal;
  context: Record<string, string | string[]>;
}

export interface PolicyPrincipal {
  type: 'user' | 'assumed-role' | 'service' | 'anonymous';
  arn: string;
  account: string;
  userid?: string;
  username?: string;
  role_arn?: string;
}

export interface PolicyDocument {
  Version?: string;
  Statement: PolicyStatement[];
}

export interface PolicyStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action?: string[];
  NotAction?: string[];
  Resource?: string[];
  NotResource?: string[];
  Principal?: PrincipalElement;
  NotPrincipal?: PrincipalElement;
  Condition?: Record<string, Record<string, string[]>>;
}

export type PrincipalElement = '*' | Record<string, string[]>;

export type PolicyVerdict =
  | 'allowed'
  | 'denied'
  | 'not mentioned'
  | 'unsupported';
