import { expect, test } from 'vitest';
import { serverSentEvents } from '../src/server-sent-events.ts';

const STREAM = [
  'retry: 2000\n\n',
  ': a comment\n\n',
  'event: progress\nid: 1\ndata: {"a":"é"}\n\n',
  ':\n\n',
  'data:one\r\ndata: two\r\n\r\n',
  'event:completed\rdata\r\r',
  'event: progress\ndata: never ended',
].join('');
const EVENTS = [
  { event: 'progress', data: '{"a":"é"}' },
  { event: 'message', data: 'one\ntwo' },
  { event: 'completed', data: '' },
];

test.each([1, 2, 3, 7, 1_000])('a stream in pieces of %d bytes has the same events', async (size) => {
  const bytes = new TextEncoder().encode(STREAM);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
  const events = [];
  for await (const event of serverSentEvents(stream)) events.push(event);
  expect(events).toEqual(EVENTS);
});
