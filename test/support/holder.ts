// A process that holds names, for tests that stop it: says `held`, then what it believes, every 50 ms.
import { openWorkSession } from '../../src/store/session.ts';

const [url = '', ...names] = process.argv.slice(2);
const session = await openWorkSession({ url, warn: () => undefined });
for (const name of names)
  if (!(await session.tryHold(name))) throw new Error(`${name} is another’s`);
process.stdout.write('held\n');
setInterval(() => {
  const believes = session.isFresh() && names.every((one) => session.holds(one));
  process.stdout.write(believes ? 'mine\n' : 'lost\n');
}, 50);
