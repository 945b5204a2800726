import assert from 'node:assert/strict';
import { isQuick, modesFor, stopOf, wholeAdmission } from '../../src/domain/admission.ts';
import type { AdmissionOverride, AdmissionRules } from '../../src/domain/rule-book.ts';
import type { Finding } from '../../src/domain/whistle.ts';
import { aWhistle, anEmergency, book } from '../support/a-whistle.ts';

const over = (more: Partial<AdmissionOverride>): AdmissionOverride => ({
  streets: null,
  kinds: null,
  modes: {},
  ...more,
});
const { modes } = book.admission;

describe('the mode of a rule', () => {
  it('is the district’s where nothing is tried out', () => {
    assert.deepEqual(modesFor({ modes, overrides: [] }, 'TD', 'street'), modes);
  });

  it('is another one for a street that tries a rule out, and for its kinds only (S06)', () => {
    const overrides = [over({ streets: ['TD'], kinds: ['street'], modes: { ownDuty: 'warn' } })];
    const of = (street: string | null, kind: 'street' | 'community') =>
      modesFor({ modes, overrides }, street, kind).ownDuty;
    assert.equal(of('TD', 'street'), 'warn');
    assert.equal(of('TD', 'community'), 'enforce');
    assert.equal(of('GL', 'street'), 'enforce');
    assert.equal(of(null, 'street'), 'enforce');
  });

  it('is that of the last override that fits, rule by rule', () => {
    const overrides = [
      over({ modes: { ownDuty: 'off', basis: 'off' } }),
      over({ streets: ['TD'], modes: { ownDuty: 'warn' } }),
    ];
    const td = modesFor({ modes, overrides }, 'TD', 'street');
    assert.deepEqual([td.ownDuty, td.basis, td.rate], ['warn', 'off', modes.rate]);
  });
});

describe('what stops a whistle', () => {
  const finding = (rule: Finding['rule'], mode: Finding['mode']): Finding => ({
    rule,
    mode,
    about: '',
  });

  it('is the first enforced rule, unless its blower has answered it', () => {
    const findings = [finding('ownDuty', 'warn'), finding('basis', 'enforce')];
    assert.equal(stopOf(aWhistle({ findings }))?.rule, 'basis');
    assert.equal(stopOf(aWhistle({ findings, waived: ['basis'] })), null);
  });

  it('is never a label, and nothing stops an emergency (S20)', () => {
    const labels = [finding('quick', 'enforce'), finding('emergencyWords', 'enforce')];
    assert.equal(stopOf(aWhistle({ findings: labels })), null);
    assert.ok(isQuick(aWhistle({ findings: labels })));
    assert.equal(stopOf(anEmergency({ findings: [finding('ownDuty', 'enforce')] })), null);
  });
});

describe('a version stored before these rules', () => {
  it('is read with nothing asked and nothing exempt, its duties by their names (I7)', () => {
    const { facts } = book.admission;
    const stored = { modes, facts, ownDuties: ['楼道小广告清理'] } as unknown as AdmissionRules;
    const read = wholeAdmission(stored);
    assert.deepEqual(read.ownDuties, [{ name: '楼道小广告清理', says: [], basis: null }]);
    assert.equal(read.statements.routine, 'off');
    assert.deepEqual(wholeAdmission(book.admission), book.admission);
  });
});
