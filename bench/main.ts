import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A bench prints its figures and answers whether they keep their limit. */
interface Bench {
  readonly run: (...options: string[]) => boolean | Promise<boolean>;
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const names = readdirSync(folder)
  .filter((one) => one.endsWith('.ts') && one !== 'main.ts')
  .map((one) => one.slice(0, -'.ts'.length));

const [wanted, ...options] = process.argv.slice(2);
if (wanted === undefined) list();
else if (!names.includes(wanted)) {
  console.error(`no bench ${wanted}`);
  list();
  process.exitCode = 2;
} else {
  const bench = (await import(`./${wanted}.ts`)) as Bench;
  const kept = await bench.run(...options.filter((one) => one !== '--'));
  if (!kept) process.exitCode = 1;
}

/** Each with the sentence above its `run`. */
function list(): void {
  console.log('npm run bench -- <name>');
  for (const name of names) {
    const text = readFileSync(`${folder}${name}.ts`, 'utf8');
    const [, about] =
      /\/\*\*\s+(?:\* )?([^\n]*?)(?: \*\/)?\n[^/]*?export (?:async )?function run\b/u.exec(text) ??
      [];
    console.log(`  ${name.padEnd(8)} ${about ?? ''}`);
  }
}
