import { parse } from '../../src/bot/parse.ts';
import type { Said } from '../../src/flows/whistle/command.ts';
import type { Outcome, RunWhistle } from '../../src/flows/whistle/run.ts';
import { panlong } from './panlong.ts';

/** One line that makes a complete draft for 城管局 and 市场监管局. */
export const oneLine = '吹哨 拓东路白塔路口 占道经营 已劝离6次 请城管局、市场监管局 到场';

export const says = (by: string): Said => ({
  by,
  heardIn: { type: 'single', line: 'app' },
  tapped: false,
});

let house = 0;
/** The same at another house each time: nobody blows twice about one matter unasked (domain 5.5). */
const elsewhere = (): string => oneLine.replace('白塔路口', `${String((house += 1))}号`);

/** Tells the whistle of `text` as td-a; `delivery` names it. */
export function tell(run: RunWhistle, delivery: string, text = elsewhere()): Promise<Outcome> {
  const reading = parse(text, panlong().lexicon);
  return run({ type: 'tell', reading, ...says('td-a') }, delivery);
}

/** A whistle with its number, called out to its departments; gives its id. */
export async function dispatched(run: RunWhistle, delivery: string): Promise<string> {
  const { whistle } = await tell(run, delivery);
  if (!whistle) throw new Error('nothing was drafted');
  const target = { whistleId: whistle.id };
  await run({ type: 'confirm', target, ...says('td-a') }, `${delivery}/confirm`);
  const { whistle: out } = await run(
    { type: 'approve', target, ...says('td-lead') },
    `${delivery}/approve`,
  );
  if (out?.state !== 'dispatched') throw new Error(`it is ${out?.state ?? 'gone'}`);
  return whistle.id;
}
