import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { RuleBook } from '../../src/domain/rule-book.ts';
import type { Service } from '../../src/service.ts';
import { freshDatabase, type Database } from './database.ts';
import { eventually } from './eventually.ts';
import { panlong } from './panlong.ts';
import { startInside } from './product.ts';
import {
  buttonsOf,
  startWorld,
  type Seen,
  type Simulated,
  type Tapped,
  type Where,
} from './simulator.ts';

/** What the bot said in one place: the sentence somebody reads first, and the whole of it. */
export interface Heard {
  /** A text, or what a card says below its title: the sentence that answers. */
  readonly text: string;
  /** Everything on the card, as one text. */
  readonly whole: string;
}

/** Alone with the bot, unless a group is named. */
const ALONE = { bot: true } as const;

/**
 * One product on a database and a WeCom of its own, and people who talk to it. Whoever is in `strangers` uses WeCom and
 * is not in the rule book.
 */
export function aTalk({
  shown,
  strangers = [],
  change = (book) => book,
  env = {},
}: {
  readonly shown: readonly string[];
  readonly strangers?: readonly string[];
  readonly change?: (book: RuleBook) => RuleBook;
  readonly env?: Readonly<Record<string, string>>;
}) {
  const here: { database?: Database; world?: Simulated; service?: Service } = {};
  const said: Heard[] = [];
  before(async () => {
    const { book } = { book: change(panlong()) };
    const members = book.members.filter(({ userId }) => !strangers.includes(userId));
    here.database = await freshDatabase();
    here.world = await startWorld({ shown });
    here.service = await startInside(
      { ...here.world.env, PORT: String(here.world.productPort), TIME_SCALE: '1', ...env },
      {
        databaseUrl: here.database.url,
        prefix: `test_${randomBytes(4).toString('hex')}`,
        book: { ...book, version: `${book.version}+words`, members },
      },
    );
    await eventually('the groups are bound', async () => {
      const rows = await here.database?.ask('select 1 from group_binding');
      return (rows?.length ?? 0) === shown.length;
    });
  });
  after(async () => {
    await here.service?.stop();
    await here.world?.stop();
    await here.database?.drop();
  });

  const world = (): Simulated => {
    assert.ok(here.world);
    return here.world;
  };
  const lastSeq = async () => (await world().log()).at(-1)?.seq ?? 0;
  /** What the bot put before somebody since then, oldest first. */
  const since = async (member: string, seq: number, where: Where): Promise<readonly Heard[]> =>
    (await world().log({ member }))
      .filter((one) => one.seq > seq && one.from.kind !== 'member' && isThere(one, where))
      .map(heardOf);

  /** Says it and waits for words that answer it; fails with all that came instead. */
  const says = async (
    from: string,
    text: string,
    words: RegExp,
    where: Where = ALONE,
    beside: object = {},
  ): Promise<Heard> => {
    const seq = await lastSeq();
    await world().say(from, where, text, 0, beside);
    let came: readonly Heard[] = [];
    const answer = await eventually(
      '',
      async () => {
        came = await since(from, seq, where);
        return came.find((one) => words.test(one.whole));
      },
      8000,
    ).catch(() => {
      const instead = came.map(({ whole }) => whole).join('\n') || '(silence)';
      throw new assert.AssertionError({
        message: `${from} says “${text.slice(0, 80)}”: expected ${words.source}, heard:\n${instead}`,
      });
    });
    said.push(answer);
    return answer;
  };
  /** The newest live card of a member with this button and these words, waited for. */
  const cardWith = (member: string, button: string, words: string): Promise<Seen> =>
    eventually(`${member} sees ${button} on ${words}`, async () =>
      (await world().log({ member })).findLast(
        (one) =>
          (one.body.greyed ?? null) === null &&
          buttonsOf(one.body.card).includes(button) &&
          JSON.stringify(one.body.card).includes(words),
      ),
    );
  /** Confirms the newest draft of one and lets the leader agree; gives the whistle's number once it is out. */
  const sendsOut = async (by: string, leader: string, text: string): Promise<string> => {
    const seq = await lastSeq();
    await world().say(by, ALONE, text);
    const draft = await eventually(`${by} sees the draft`, async () => {
      const card = await world().find(by, '确认吹哨', ALONE);
      return card && card.seq > seq ? card : null;
    });
    await world().tap(by, draft, '确认吹哨');
    await world().tap(leader, await world().card(leader, '同意'), '同意');
    return eventually(`${by}’s whistle is out`, async () => {
      const [row] = await here.database!.ask<{ number: string }>(
        `select number from whistle where blower = $1 and dispatched_at is not null
          order by dispatched_at desc limit 1`,
        [by],
      );
      return row?.number;
    });
  };
  /** Taps a button of a card and checks what the card says then. */
  const taps = async (
    from: string,
    card: Pick<Seen, 'id'>,
    button: string,
    words: RegExp,
    selected: Readonly<Record<string, readonly string[]>> = {},
  ): Promise<Tapped> => {
    const tapped = await world().tap(from, card, button, selected);
    assert.ok(tapped.answered, `${from} taps ${button}: no answer`);
    const shown = JSON.stringify(tapped.card);
    assert.match(shown, words, `${from} taps ${button}: expected ${words.source}, got ${shown}`);
    said.push(heardOf({ body: { type: 'card', card: tapped.card ?? undefined } } as never));
    return tapped;
  };
  return {
    says,
    taps,
    sendsOut,
    cardWith,
    since,
    lastSeq,
    /** Every answer there was, to be checked as a whole. */
    said: said as readonly Heard[],
    get world(): Simulated {
      return world();
    },
    get database(): Database {
      assert.ok(here.database);
      return here.database;
    },
  };
}

export type Talk = ReturnType<typeof aTalk>;

const isThere = ({ chat }: Seen, where: Where): boolean =>
  'group' in where ? chat.name === where.group : chat.kind === ('bot' in where ? 'bot' : 'app');

interface Words {
  readonly sub_title_text?: string;
}

function heardOf({ body }: Seen): Heard {
  if (!body.card) return { text: body.text ?? '', whole: body.text ?? '' };
  return {
    text: (body.card as Words).sub_title_text ?? '',
    whole: JSON.stringify(body.card),
  };
}
