/** What each kind of fault does, as `make faults` injects it. */
export const faultSentences: Record<string, string> = {
  unprocessed:
    'BatchWriteItem writes some of its items and returns the others.',
  throttle: 'The service refuses the call: too many requests.',
  '500': 'The service fails, and the call has no effect.',
  timeout: 'No response comes for 5 s, and the call has no effect.',
  latency: 'The response comes 50 to 500 ms later.',
  drop: 'The call takes effect, but its connection breaks before the response.',
};
