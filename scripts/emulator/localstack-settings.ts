import { services } from '../terraform/services.ts';

/**
 * LocalStack's settings, the same for both engines: docker-compose.yml repeats
 * them and a test compares the two.
 */
export const localStackSettings: Record<string, string> = {
  // Loaded at the start, while Terraform initialises, not at the first call.
  EAGER_SERVICE_LOADING: '1',
  SERVICES: services.join(','),
  LAMBDA_RUNTIME_EXECUTOR: 'process',
  // LocalStack calls itself without the network, so each request that comes
  // from there has to be signed.
  IN_MEMORY_CLIENT: '1',
  // Nothing is reported to, downloaded from or resolved by anyone outside.
  DISABLE_EVENTS: '1',
  SKIP_SSL_CERT_DOWNLOAD: '1',
  DNS_ADDRESS: '0',
  DYNAMODB_IN_MEMORY: '1',
  // Seconds, times the number of the retry: an asynchronous invocation is
  // tried three times in 3 s instead of 3 minutes.
  LAMBDA_RETRY_BASE_DELAY: '1',
  // A queue's URL starts with LOCALSTACK_HOST, not with a public host name
  // made of it, which clients that send to the URL would look up.
  SQS_ENDPOINT_STRATEGY: 'off',
};
