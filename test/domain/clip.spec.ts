import assert from 'node:assert/strict';
import { clip } from '../../src/domain/clip.ts';

describe('words as they are kept', () => {
  it('are trimmed, have no NUL, and are never cut inside a character (I11)', () => {
    assert.equal(clip('  已清理\u0000 ', 10), '已清理');
    assert.equal(clip('ab😀cd', 3), 'ab😀');
  });
});
