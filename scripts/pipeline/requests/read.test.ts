import { describe, expect, it } from 'vitest';
import { json, startEmulator } from '../../emulator/test-support/emulator.ts';
import { followRequests } from './follow.ts';
import { readRequest, readRequestAs, readRequests } from './read.ts';
import { showRequest } from './show-request.ts';
import { recorded, summary } from './test-support/recorded.ts';

const path = '/_sandbox/requests';
const off = json({ message: 'off', recording: false }, 404);

describe('readRequests', () => {
  it('selects on the side of the emulator', async () => {
    const list = { requests: [summary()], dropped: 3, capacity: 2000 };
    await using emulator = await startEmulator({
      [`${path}?limit=5&status=failed&account=1`]: json(list),
    });

    await expect(
      readRequests(emulator, { status: 'failed', account: '1', limit: 5 }),
    ).resolves.toEqual(list);
  });

  it('explains an emulator that records nothing', async () => {
    await using emulator = await startEmulator({ [`${path}?limit=5`]: off });

    await expect(readRequests(emulator, { limit: 5 })).rejects.toMatchObject({
      message: 'This emulator records no requests.',
      why: 'It was started with SANDBOX_TRACE=0.',
      next: expect.stringContaining('make local-up'),
    });
  });

  it('explains an emulator with another extension', async () => {
    await using emulator = await startEmulator({});

    await expect(readRequests(emulator, { limit: 5 })).rejects.toMatchObject({
      message: `The running emulator has no route ${path}.`,
      next: expect.stringContaining('make local-up'),
    });
  });
});

describe('readRequest', () => {
  it('returns all attempts of a request', async () => {
    const attempts = [recorded({ attempt: 1 }), recorded({ attempt: 2 })];
    await using emulator = await startEmulator({
      [`${path}/5a17`]: json({ ...attempts[1], attempts }),
      [`${path}/6b`]: json(attempts[0]),
    });

    await expect(readRequest(emulator, '5a17')).resolves.toEqual(attempts);
    await expect(readRequest(emulator, '6b')).resolves.toEqual([attempts[0]]);
  });

  it('explains an unknown id', async () => {
    const unknown = (dropped: number) => json({ message: '', dropped }, 404);
    await using emulator = await startEmulator({
      [`${path}/aa`]: unknown(0),
      [`${path}/bb`]: unknown(7),
    });

    await expect(readRequest(emulator, 'aa')).rejects.toMatchObject({
      message: 'No recorded request starts with aa.',
      why: expect.stringContaining('from the start of the emulator'),
      next: expect.stringContaining('make logs REQUEST=aa'),
    });
    await expect(readRequest(emulator, 'bb')).rejects.toMatchObject({
      why: expect.stringContaining('7 older requests were dropped'),
    });
  });

  it('lists what an ambiguous prefix matches', async () => {
    const matches = Array.from({ length: 12 }, (_, index) =>
      summary({ id: `aa-${index}` }),
    );
    await using emulator = await startEmulator({
      [`${path}/aa`]: json({ message: '', matches }, 409),
    });

    await expect(readRequest(emulator, 'aa')).rejects.toMatchObject({
      message: '12 requests start with aa.',
      why: expect.stringMatching(/^aa-0\naa-1\n(aa-\d\n){8}… and 2 more$/),
      next: '`make request ID=aa-0`',
    });
  });

  it('explains an emulator with another extension', async () => {
    await using emulator = await startEmulator({
      [`${path}/aa`]: json({ message: 'not found' }, 404),
    });

    await expect(readRequest(emulator, 'aa')).rejects.toMatchObject({
      message: `The emulator responded 404 to ${path}/aa.`,
    });
  });
});

describe('readRequestAs', () => {
  it("returns the emulator's own export", async () => {
    await using emulator = await startEmulator({
      [`${path}/aa?format=otlp`]: json({ resourceSpans: [] }),
    });

    await expect(readRequestAs(emulator, 'aa', 'otlp')).resolves.toEqual({
      resourceSpans: [],
    });
  });
});

describe('showRequest', () => {
  it('explains that there is no newest request', async () => {
    await using emulator = await startEmulator({
      [`${path}?limit=1&account=1`]: json({
        requests: [],
        dropped: 0,
        capacity: 2000,
      }),
    });

    await expect(
      showRequest(emulator, '1', { ID: undefined, FORMAT: 'text' }),
    ).rejects.toMatchObject({
      message: 'No request is recorded.',
      next: expect.stringContaining('make invoke'),
    });
  });
});

describe('followRequests', () => {
  it('yields what the stream reports, until the emulator has gone', async () => {
    const event = `event: request\ndata: ${JSON.stringify(summary())}\n\n`;
    await using emulator = await startEmulator({
      [`${path}/stream`]: (response) => {
        response.write(`: open\n\n${event.slice(0, 40)}`);
        setTimeout(() => response.end(event.slice(40)), 20);
      },
    });
    const events = followRequests(emulator);

    await expect(events.next()).resolves.toMatchObject({ value: summary() });
    await expect(events.next()).rejects.toMatchObject({
      message: 'The emulator no longer reports requests.',
      next: '`make status`',
    });
  });

  it('explains an emulator that has gone before', async () => {
    const { endpoint, secretAccessKey } = await startEmulator({}).then(
      async (emulator) => {
        await emulator[Symbol.asyncDispose]();
        return emulator;
      },
    );
    const pending = followRequests({ endpoint, secretAccessKey }).next();

    await expect(pending).rejects.toMatchObject({
      message: 'The emulator no longer reports requests.',
      why: 'It has stopped, or was replaced.',
    });
  });

  it('explains an emulator that records nothing', async () => {
    await using emulator = await startEmulator({ [`${path}/stream`]: off });

    await expect(followRequests(emulator).next()).rejects.toMatchObject({
      why: 'It was started with SANDBOX_TRACE=0.',
    });
  });
});
