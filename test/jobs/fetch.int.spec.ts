import assert from 'node:assert/strict';
import type { HeardMedia } from '../../src/domain/media.ts';
import { createPerform } from '../../src/jobs/perform.ts';
import { createRunWhistle, type RunWhistle } from '../../src/flows/whistle/run.ts';
import { openWorkSession, type WorkSession } from '../../src/store/session.ts';
import { WecomError } from '../../src/wecom/error.ts';
import { says } from '../support/blow.ts';
import { freshDatabase, openStore, type Database, type Stored } from '../support/database.ts';
import { aWire, theHands, type Wire } from '../support/hands.ts';
import { aCall } from '../support/a-whistle.ts';

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);

describe('what somebody sends', () => {
  let database: Database;
  let stored: Stored;
  let session: WorkSession;
  let run: RunWhistle;
  let wire: Wire;

  before(async () => {
    database = await freshDatabase();
    stored = await openStore(database);
    session = await openWorkSession({ url: database.url, warn: () => undefined });
    run = createRunWhistle(stored.store);
    wire = aWire();
  });
  after(async () => {
    await session?.close();
    await stored?.close();
    await database?.drop();
  });

  const photo = (id: string): HeardMedia => ({
    id,
    kind: 'image',
    line: 'app',
    source: { url: null, aesKey: null, mediaId: `wecom-${id}`, point: null },
  });
  const send = (by: string, id: string) =>
    run({ type: 'attach', ...says(by), target: { number: null }, media: [photo(id)] }, `d/${id}`);
  const speak = (by: string, delivery: string, matter = 'R01') =>
    run({ type: 'tell', ...says(by), reading: aCall({ matter, street: 'TD' }) }, delivery);
  const rowOf = async (id: string) =>
    (await database.ask('select * from media where id = $1', [id]))[0];
  const effectOf = async (id: string) =>
    (await database.ask('select * from effect where key = $1', [`fetch/${id}`]))[0];
  const perform = async (id: string, getMedia: () => Promise<Buffer>) => {
    const handle = createPerform({ ...theHands(stored, session, wire), getMedia });
    return handle(String((await effectOf(id))?.['id']));
  };
  const transport = () =>
    Promise.reject(new WecomError({ api: 'media/get', kind: 'transport', errmsg: 'away' }));

  it('waits for the next sentence of the same person, and of nobody else (S30)', async () => {
    assert.equal((await send('td-a', 'a')).whistle, null);
    assert.equal((await speak('td-b', 'd/other')).whistle?.attachments.length, 0);
    const { whistle } = await speak('td-a', 'd/own');
    assert.deepEqual(
      whistle?.attachments.map(({ id }) => id),
      ['a'],
    );
    assert.equal((await rowOf('a'))?.['whistle_id'], whistle?.id);
    assert.equal((await speak('td-a', 'd/second', 'R04')).whistle?.attachments.length, 0);
  });

  it('too long before the words does not come with them (S30)', async () => {
    await send('gl-a', 'old');
    await database.ask(
      `update media set heard_at = heard_at - interval '31 minutes' where id = 'old'`,
    );
    assert.equal((await speak('gl-a', 'd/late')).whistle?.attachments.length, 0);
  });

  it('goes to the draft its sender changed last: several drafts do not mix (S30)', async () => {
    const first = await speak('dh-a', 'd/1');
    const second = await speak('dh-a', 'd/2', 'R04');
    assert.equal((await send('dh-a', 'x')).whistle?.id, second.whistle?.id);
    await run(
      { type: 'edit', ...says('dh-a'), target: { whistleId: first.whistle?.id ?? '' } },
      'd/edit',
    );
    const words = aCall({ place: '新迎路' });
    const reading = { ...words, intent: { type: 'other' } } as const;
    const told = await run({ type: 'tell', ...says('dh-a'), reading }, 'd/3');
    assert.equal((await send('dh-a', 'y')).whistle?.id, told.whistle?.id);
  });

  it('is kept once when it is delivered twice (I1)', async () => {
    await send('jc-a', 'twice');
    await send('jc-a', 'twice');
    assert.equal((await database.ask(`select 1 from media where id = 'twice'`)).length, 1);
    assert.equal((await database.ask(`select 1 from effect where key = 'fetch/twice'`)).length, 1);
  });

  it('is fetched, kept with its type, and its address forgotten (S61)', async () => {
    assert.equal(await perform('a', () => Promise.resolve(jpeg)), null);
    const row = await rowOf('a');
    assert.deepEqual([row?.['bytes'], row?.['mime'], row?.['size']], [jpeg, 'image/jpeg', 8]);
    assert.equal(JSON.stringify(row?.['source']).includes('wecom'), false);
    assert.equal((await effectOf('a'))?.['outcome'], 'done');
    assert.equal(await perform('a', () => Promise.reject(new Error('asked again'))), null);
  });

  it('is asked for again while WeCom is away (I3)', async () => {
    const again = await perform('x', transport);
    assert.ok(again !== null && again > 0);
    assert.equal((await effectOf('x'))?.['ended_at'], null);
    assert.equal((await rowOf('x'))?.['failed'], null);
  });

  it('that is no photo is given up: not counted, and its sender is told (I11)', async () => {
    const whistleId = String((await rowOf('y'))?.['whistle_id']);
    assert.equal(await perform('y', () => Promise.resolve(Buffer.from('<html>no</html>'))), null);
    assert.equal((await effectOf('y'))?.['outcome'], 'given-up');
    assert.match(String((await rowOf('y'))?.['failed']), /content/);
    const whistle = await stored.store.read(whistleId);
    assert.deepEqual(
      whistle?.attachments.filter(({ id }) => id === 'y'),
      [],
    );
    const told = await database.ask(`select 1 from effect where key = 'lost-photo/y'`);
    assert.equal(told.length, 1);
  });
});
