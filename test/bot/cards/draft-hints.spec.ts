import type { Hint } from '../../../src/domain/hint.ts';
import { hintText } from '../../../src/bot/cards/draft-hints.ts';
import { aWhistle, book } from '../../support/a-whistle.ts';
import { assertCourteous, assertHelpful } from '../../support/courtesy.ts';
import { aScene } from '../../support/scenes.ts';
import assert from 'node:assert/strict';

const resources = book.resources.slice(0, 2);
const all: { readonly [Type in Hint['type']]: Extract<Hint, { type: Type }> } = {
  'no-place': { type: 'no-place' },
  'other-street': { type: 'other-street', own: 'TD', written: 'DH' },
  outside: { type: 'outside', district: '呈贡区' },
  'can-wait': { type: 'can-wait' },
  'unnamed-lead': { type: 'unnamed-lead', org: 'CGJ' },
  'becomes-street': { type: 'becomes-street', from: 'community', orgs: ['CGJ', 'SJJ'] },
  copies: { type: 'copies', orgs: ['CGJ', 'SJJ'] },
  'ask-item': { type: 'ask-item' },
  'ask-project': { type: 'ask-project', projects: book.projects.map(({ code }) => code) },
  resources: { type: 'resources', resources },
};
const said = (hints: readonly Hint[], which: 'advice' | 'consequences') =>
  hintText(aScene(aWhistle()), hints, which);

describe('a hint on a draft', () => {
  it('is a sentence a colleague would say, whatever it is about', () => {
    for (const hint of Object.values(all))
      assertCourteous(said([hint], 'advice') || said([hint], 'consequences'), hint.type);
    for (const type of ['no-place', 'unnamed-lead', 'ask-item', 'ask-project'] as const)
      assertHelpful(said([all[type]], 'advice'), type);
  });

  it('stands alone where it asks for something, and beside others where it tells', () => {
    const asked = said(Object.values(all), 'advice');
    assert.equal(asked, said([all['no-place']], 'advice'));
    const told = said(Object.values(all), 'consequences');
    assert.match(
      told,
      /您是拓东街道的，这里写的是东华街道.*“街道改成拓东街道”.*将作为街道吹哨.*只抄送知会/u,
    );
  });
});
