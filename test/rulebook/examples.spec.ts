import assert from 'node:assert/strict';
import { checkExamples } from '../../src/rulebook/check-examples.ts';
import { parseSource } from '../../src/rulebook/source.ts';

/** Faults of example sentences written as text, as `severity line message`. */
function faultsOf(yaml: string): readonly string[] {
  const { source } = parseSource('examples.yaml', new TextEncoder().encode(yaml));
  const matters = { matters: [{ code: 'R01' }, { code: 'R02' }] };
  const found = checkExamples(source ?? undefined, { matters } as never);
  return found.map(({ severity, line, message }) => `${severity} ${line} ${message.slice(0, 6)}`);
}

describe('examples.yaml', () => {
  it('passes with sentences under matters of the list and under none', () => {
    assert.deepEqual(faultsOf('examples:\n  R01: [摊子摆到路上]\n  none: [想要一个公厕]\n'), []);
  });

  it('is told where a matter does not exist, and where an entry is no sentence', () => {
    assert.deepEqual(faultsOf('examples:\n  R09: [吵]\n  R01:\n    - 1\n    - ""\n  R02: 吵\n'), [
      'error 2 责任清单里没',
      'error 4 这一条不是一',
      'error 5 这一条不是一',
      'error 6 这里要写成一',
    ]);
  });

  it('warns of one sentence that stands under two matters', () => {
    assert.deepEqual(faultsOf('examples:\n  R01: [堵了]\n  R02: [堵了]\n'), [
      'warning 3 这句话在 R',
    ]);
  });

  it('asks for the heading when it is missing', () => {
    assert.deepEqual(faultsOf('R01: [堵了]\n'), ['error 1 例句要写在 ']);
  });
});
