import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import admission from '../../rulebooks/schema/admission.json' with { type: 'json' };
import calendar from '../../rulebooks/schema/calendar.json' with { type: 'json' };
import common from '../../rulebooks/schema/common.json' with { type: 'json' };
import district from '../../rulebooks/schema/district.json' with { type: 'json' };
import kinds from '../../rulebooks/schema/kinds.json' with { type: 'json' };
import ladder from '../../rulebooks/schema/ladder.json' with { type: 'json' };
import limits from '../../rulebooks/schema/limits.json' with { type: 'json' };
import matters from '../../rulebooks/schema/matters.json' with { type: 'json' };
import members from '../../rulebooks/schema/members.json' with { type: 'json' };
import messages from '../../rulebooks/schema/messages.json' with { type: 'json' };
import organisations from '../../rulebooks/schema/organisations.json' with { type: 'json' };
import projects from '../../rulebooks/schema/projects.json' with { type: 'json' };
import rating from '../../rulebooks/schema/rating.json' with { type: 'json' };
import resources from '../../rulebooks/schema/resources.json' with { type: 'json' };
import roster from '../../rulebooks/schema/roster.json' with { type: 'json' };
import type { Fault } from './fault.ts';
import type { FileContents, FileName, RuleBookFiles } from './files.ts';
import { shapeSentence } from './shape-sentence.ts';
import type { Path, Source } from './source.ts';

const ajv = new Ajv2020({ allErrors: true, verbose: true, strictTypes: false });
// Words of an editor's YAML plug-in: it shows them while the district types, we print them in the check.
ajv.addKeyword('patternErrorMessage');
ajv.addSchema(common, 'common.json');

const validators: { readonly [K in FileName]: ValidateFunction<FileContents[K]> } = {
  district: ajv.compile<RuleBookFiles['district']>(district),
  organisations: ajv.compile<RuleBookFiles['organisations']>(organisations),
  members: ajv.compile<RuleBookFiles['members']>(members),
  matters: ajv.compile<RuleBookFiles['matters']>(matters),
  limits: ajv.compile<RuleBookFiles['limits']>(limits),
  ladder: ajv.compile<RuleBookFiles['ladder']>(ladder),
  calendar: ajv.compile<RuleBookFiles['calendar']>(calendar),
  messages: ajv.compile<RuleBookFiles['messages']>(messages),
  rating: ajv.compile<RuleBookFiles['rating']>(rating),
  kinds: ajv.compile<RuleBookFiles['kinds']>(kinds),
  admission: ajv.compile<RuleBookFiles['admission']>(admission),
  projects: ajv.compile<FileContents['projects']>(projects),
  resources: ajv.compile<FileContents['resources']>(resources),
  roster: ajv.compile<FileContents['roster']>(roster),
};

/** Holds one file against its published schema; `content` is null when it does not fit. */
export function checkShape<K extends FileName>(
  name: K,
  source: Source,
): { readonly content: FileContents[K] | null; readonly faults: readonly Fault[] } {
  const validate: ValidateFunction<FileContents[K]> = validators[name];
  const { content } = source;
  if (validate(content)) return { content, faults: [] };
  const faults = (validate.errors ?? []).flatMap((one) => toFault(name, source, one) ?? []);
  return { content: null, faults };
}

function toFault(name: FileName, source: Source, error: ErrorObject): Fault | null {
  const path = pathOf(error);
  const message = shapeSentence(error, path);
  if (message === null) return null;
  return { severity: 'error', file: `${name}.yaml`, line: source.lineOf(path), message };
}

/** The faulty place: for an unknown or misspelt key the key itself, else what Ajv points at. */
export function pathOf(error: ErrorObject): Path {
  const steps = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const key: unknown = error.params['additionalProperty'] ?? error.propertyName;
  return typeof key === 'string' ? [...steps, key] : steps;
}
