import assert from 'node:assert/strict';
import { environment } from '../../src/config.ts';
import { settingsFiles } from '../../src/tools/settings.ts';

describe('settings', () => {
  for (const { name, now, wanted } of settingsFiles(process.cwd())) {
    it(`${name} is what npm run settings makes of the schema`, () => assert.equal(now, wanted));
  }

  it('has a Chinese and an English text for every name', () => {
    for (const [name, schema] of Object.entries(environment.shape)) {
      assert.match(schema.description ?? '', /[\u4e00-\u9fff]/u, name);
      assert.match(schema.meta()?.en ?? '', /^[\x20-\x7e]+$/u, name);
    }
  });
});
