import { describe, expect, it } from 'vitest';
import {
  firstOwnLocation,
  shortenLocations,
  shortFrames,
  sourceFrames,
  sourceLocation,
} from './frames.ts';

const task =
  '/home/me/my code/sandbox/.local/emulator/tmp/lambda/awslambda-us-east-1-tasks/payments-ef65abdb/code';

describe('sourceLocation', () => {
  it.each([
    [`${task}/lambda/src/request.ts:49:11`, 'lambda/src/request.ts:49'],
    [`${task}/../../lambda/src/request.ts:49:11`, 'lambda/src/request.ts:49'],
    [`file://${task}/handler.mjs:7:1`, 'handler.mjs:7'],
    ['/var/task/journal/describe.ts:3', 'journal/describe.ts:3'],
    [
      '/home/me/sandbox/.local/emulator/tmp/watched-8fk_3/task/lambda/src/handler.ts:81',
      'lambda/src/handler.ts:81',
    ],
    [
      '/var/task/lambda/src/journal/payment-journal.ts:3',
      'lambda/src/journal/payment-journal.ts:3',
    ],
  ])('of %s is relative to the checkout', (location, expected) => {
    expect(sourceLocation(location)).toBe(expected);
  });

  it.each([
    'node:internal/process/task_queues:103:5',
    'file:///home/me/code/localstack/extension/payments_sandbox/lambda_/runtime/bootstrap.mjs:46:48',
    'file:///var/runtime/index.mjs:1173:29',
    'native',
    '',
  ])('is undefined for what is not in the bundle: %s', (location) => {
    expect(sourceLocation(location)).toBeUndefined();
  });
});

const stack = [
  'InvalidRequestError: Expected `count` to be 3',
  'Nothing was written at all (x:1:2)',
  `    at send (${task}/node_modules/@smithy/core/dist-es/client.js:12:3)`,
  `    at parseRequest (${task}/lambda/src/request.ts:49:11)`,
  `    at async ${task}/lambda/src/handler.ts:53:19`,
  '    at run (file:///opt/lambda_/runtime/invocation.mjs:34:22)',
  '    at process.processTicksAndRejections (node:internal/process/task_queues:103:5)',
];

describe('shortenLocations', () => {
  it.each([
    task,
    '/home/me/my code/sandbox/.local/emulator/tmp/watched-8fk_3/task',
    '/tmp/watched-8fk_3/task',
  ])(
    'shortens every frame in %s, in text and in JSON, and nothing else',
    (folder) => {
      const expected = stack
        .join('\n')
        .replaceAll(`${task}/`, '')
        .replaceAll(/((?:node_modules|lambda\/src)\S+?:\d+):\d+/g, '$1');
      const text = stack.join('\n').replaceAll(task, folder);

      expect(expected).toContain('(lambda/src/request.ts:49)\n');
      expect(shortenLocations(text)).toBe(expected);
      expect(JSON.parse(shortenLocations(JSON.stringify([text])))).toEqual([
        expected,
      ]);
    },
  );

  it.each([
    '/home/me/watched-films/task.ts:1',
    '/tmp/watched-8fk_3/index.ts:1',
  ])('leaves %s, which is not in the bundle', (place) => {
    expect(shortenLocations(`    at f (${place})`)).toBe(`    at f (${place})`);
  });
});

describe('shortFrames', () => {
  it('keeps the frames in .ts files', () => {
    expect(shortFrames(stack)).toEqual([
      'at parseRequest (lambda/src/request.ts:49)',
      'at lambda/src/handler.ts:53',
    ]);
  });

  it('keeps those of packages if there are no others', () => {
    expect(shortFrames(stack.slice(0, 3))).toEqual([
      'at send (node_modules/@smithy/core/dist-es/client.js:12)',
    ]);
  });
});

describe('sourceFrames', () => {
  it('has the column, for an editor', () => {
    expect(sourceFrames(stack)).toEqual([
      {
        name: 'parseRequest',
        file: 'lambda/src/request.ts',
        line: 49,
        column: 11,
      },
      { name: undefined, file: 'lambda/src/handler.ts', line: 53, column: 19 },
    ]);
  });
});

describe('firstOwnLocation', () => {
  it('is the first of a .ts file', () => {
    expect(firstOwnLocation(stack)).toBe('lambda/src/request.ts:49');
    expect(firstOwnLocation(stack.slice(4))).toBe('lambda/src/handler.ts:53');
  });

  it('is undefined without one', () => {
    expect(firstOwnLocation(stack.slice(0, 3))).toBeUndefined();
    expect(firstOwnLocation([])).toBeUndefined();
  });
});
