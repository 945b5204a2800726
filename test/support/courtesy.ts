import assert from 'node:assert/strict';

/** Words that blame, and whatever a machine says by mistake. */
const rude =
  /错误|非法|失败|invalid|undefined|\bnull\b|\[object|NaN|Infinity|[!！]|<[a-z]+>|[a-z]{3,}-[a-z]{3,}/iu;
/** What to do next. */
const onward = /请|发|点|回复|联系/u;

/** A sentence a courteous colleague could say: short, whole, nobody blamed. */
export function assertCourteous(said: string, about = said): void {
  assert.match(said, /\p{Script=Han}/u, about);
  assert.ok(said.length <= 120, `${about}: ${String(said.length)} characters: ${said}`);
  assert.doesNotMatch(said, rude, about);
  assert.match(said, /[。？”）]$/u, `${about}: breaks off: ${said}`);
}

/** A question or a refusal says besides what to do next. */
export function assertHelpful(said: string, about = said): void {
  assertCourteous(said, about);
  assert.match(said, onward, `${about} leaves one standing: ${said}`);
}
