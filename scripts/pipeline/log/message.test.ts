import { describe, expect, it } from 'vitest';
import { parseMessage } from './message.ts';

const id = 'cf5a09df-2fdd-45ad-93f0-1a7be7f31896';
const folder =
  '/home/me/.local/emulator/tmp/lambda/awslambda-us-east-1-tasks/payments-ef65/code';

const context = {
  timestamp: '2026-11-25T19:00:13.476Z',
  service: 'payment-generator',
  cold_start: false,
  function_arn: 'arn:aws:lambda:us-east-1:000000000000:function:payments',
  function_memory_size: '512',
  function_name: 'payments',
  function_request_id: id,
  sampling_rate: 0,
  xray_trace_id: '1-6b07303c-9b6f2e1a854a059d3fe7cd7d',
};

const stack = [
  'InvalidRequestError: Expected `count`',
  'Nothing was written.',
  `    at parseRequest (${folder}/lambda/src/request.ts:49:11)`,
  '    at serve (file:///opt/runtime/bootstrap.mjs:46:48)',
];

const error = {
  name: 'InvalidRequestError',
  message: 'Expected `count`\nNothing was written.',
  location: 'lambda/src/request.ts:49',
  frames: ['at parseRequest (lambda/src/request.ts:49)'],
  cause: undefined,
};

describe("a line of the function's logger", () => {
  it('keeps the fields that differ between lines', () => {
    const entry = parseMessage(
      JSON.stringify({
        level: 'INFO',
        message: 'Payments stored',
        ...context,
        cold_start: true,
        count: 3,
        retries: 0,
        table_name: 'payments',
        bucket_name: 'journal',
        journal_key: `journal/${id}.ndjson.gz`,
        found_in_journal: false,
        request_id: id,
      }),
    );

    expect(entry).toMatchObject({
      level: 'info',
      label: 'INFO',
      isBackground: false,
      time: Date.UTC(2026, 10, 25, 19, 0, 13, 476),
      requestId: id,
      text: 'Payments stored',
      error: undefined,
    });
    expect(entry.fields).toEqual({ cold_start: true, count: 3, retries: 0 });
  });

  it('keeps the key of a journal object of another request', () => {
    const { fields } = parseMessage(
      JSON.stringify({
        level: 'INFO',
        message: 'x',
        ...context,
        journal_key: 'journal/demo.ndjson.gz',
      }),
    );

    expect(fields).toEqual({ journal_key: 'journal/demo.ndjson.gz' });
  });

  it('shortens the stack trace of an error and of its causes', () => {
    const logged = {
      name: error.name,
      location: `${folder}/lambda/src/request.ts:49`,
      message: error.message,
      stack: stack.join('\n'),
    };
    const entry = parseMessage(
      JSON.stringify({
        level: 'ERROR',
        message: 'Invocation failed',
        ...context,
        error: { ...logged, cause: logged },
      }),
    );

    expect(entry.level).toBe('error');
    expect(entry.fields).toEqual({});
    expect(entry.error).toEqual({ ...error, cause: error });
  });

  it.each([
    ['DEBUG', 'debug'],
    ['TRACE', 'debug'],
    ['WARN', 'warn'],
    ['CRITICAL', 'error'],
    ['SILENT', 'info'],
  ])('has a level for %s', (level, expected) => {
    const line = JSON.stringify({ level, message: 'x', ...context });

    expect(parseMessage(line).level).toBe(expected);
  });
});

describe("a line of the metrics' format", () => {
  it('keeps the metrics', () => {
    const entry = parseMessage(
      '{"_aws":{"Timestamp":1795633213478,"CloudWatchMetrics":[]},"service":"payment-generator","PaymentsGenerated":3,"Duration":226}',
    );

    expect(entry).toMatchObject({
      level: 'info',
      label: 'METRIC',
      isBackground: true,
      time: 1_795_633_213_478,
      fields: { PaymentsGenerated: 3, Duration: 226 },
    });
  });
});

describe('a line of the Lambda service', () => {
  it.each([
    [
      `START RequestId: ${id} Version: $LATEST\n`,
      { label: 'START', requestId: id, fields: {} },
    ],
    [`END RequestId: ${id}`, { label: 'END', requestId: id, fields: {} }],
    [
      `REPORT RequestId: ${id}\tDuration: 48.37 ms\tBilled Duration: 49 ms\tMemory Size: 512 MB\tMax Memory Used: 77 MB\tInit Duration: 324.78 ms\t\nXRAY TraceId: 1-6b\tSampled: true\t\n`,
      {
        label: 'REPORT',
        level: 'info',
        requestId: id,
        fields: {
          duration_ms: '48.37',
          billed_ms: '49',
          memory_mb: '512',
          max_memory_mb: '77',
          init_ms: '324.78',
          xray_traceid: '1-6b',
          sampled: 'true',
        },
      },
    ],
    [
      `REPORT RequestId: ${id}\tDuration: 1.00 ms\tStatus: error\tError Type: InvalidRequestError\t`,
      {
        level: 'error',
        fields: {
          duration_ms: '1.00',
          status: 'error',
          error_type: 'InvalidRequestError',
        },
      },
    ],
    [
      'INIT_START Runtime Version: nodejs:22.v50\tRuntime Version ARN: arn:aws:lambda::runtime:1',
      { label: 'INIT', level: 'info', requestId: undefined },
    ],
    [
      'INIT_REPORT Init Duration: 3.00 ms\tPhase: init\tStatus: timeout\t',
      {
        label: 'INIT',
        level: 'error',
        fields: { init_ms: '3.00', phase: 'init', status: 'timeout' },
      },
    ],
  ])('is taken apart: %s', (line, expected) => {
    expect(parseMessage(line)).toMatchObject({
      isBackground: true,
      text: '',
      ...expected,
    });
  });

  it.each([
    [
      `2026-11-25T19:00:23.402Z ${id} Task timed out after 2.00 seconds`,
      'Task timed out after 2.00 seconds',
    ],
    [
      `RequestId: ${id} Error: Runtime exited with error: exit status 3`,
      'Runtime exited with error: exit status 3',
    ],
  ])('is an error if it ended the function: %s', (line, text) => {
    expect(parseMessage(line)).toMatchObject({
      level: 'error',
      label: 'ERROR',
      requestId: id,
      text,
    });
  });
});

describe('a line of the console', () => {
  it('has its level, time and request', () => {
    expect(
      parseMessage(`2026-11-25T19:00:23.402Z\t${id}\tWARN\tone\rtwo\tthree\n`),
    ).toMatchObject({
      level: 'warn',
      label: 'WARN',
      time: Date.UTC(2026, 10, 25, 19, 0, 23, 402),
      requestId: id,
      text: 'one\rtwo\tthree',
    });
  });

  it('is no part of a request before the first one', () => {
    expect(
      parseMessage('2026-11-25T19:00:23.402Z\tundefined\tINFO\tloaded'),
    ).toMatchObject({ requestId: undefined, text: 'loaded' });
  });

  it.each([
    ['the sandbox', stack.join('\r')],
    [
      'AWS',
      JSON.stringify({
        errorType: error.name,
        errorMessage: error.message,
        stack,
      }),
    ],
  ])("holds the runtime's error as %s writes it", (_where, thrown) => {
    expect(
      parseMessage(
        `2026-11-25T19:00:23.402Z\t${id}\tERROR\tInvoke Error \t${thrown}`,
      ),
    ).toMatchObject({ level: 'error', text: 'Invoke Error', error });
  });
});

describe('any other line', () => {
  it.each([
    'FATAL ERROR: Reached heap limit',
    '(node:1) Warning: deprecated',
    '{"level":"INFO"',
    '{"level":7,"message":"x"}',
    '[1,2]',
    '{}',
    'END of the file',
    'REPORT Total: 3',
  ])('is kept as it is, and counts as a warning: %s', (line) => {
    expect(parseMessage(`${line}\n`)).toMatchObject({
      level: 'warn',
      label: 'OUTPUT',
      requestId: undefined,
      text: line,
      fields: {},
    });
  });
});
