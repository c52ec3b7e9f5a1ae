import { describe, expect, it } from 'vitest';
import { call } from '../../../../../scripts/pipeline/requests/test-support/recorded.ts';
import { findJournalObject } from './journal.ts';

const put = call({
  service: 's3',
  operation: 'PutObject',
  iam: {
    allowed: true,
    action: 's3:PutObject',
    resource: 'arn:aws:s3:::the-journal/journal/a.ndjson.gz',
    statement: null,
    statements: [],
  },
});

describe('findJournalObject', () => {
  it('is where the function wrote', () => {
    expect(findJournalObject({ response: null, spans: [put] })).toBe(
      's3://the-journal/journal/a.ndjson.gz',
    );
  });

  it('is the key of the response without that call', () => {
    const response = '{"journal_key":"journal/b.ndjson.gz"}';

    expect(findJournalObject({ response, spans: [] })).toBe(
      'journal/b.ndjson.gz',
    );
  });

  it.each(['{"journal_key":"jour', '{"journal_key":7}', 'null', null])(
    'is undefined for the response %s',
    (response) => {
      expect(findJournalObject({ response, spans: [] })).toBeUndefined();
    },
  );
});
