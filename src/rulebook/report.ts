import type { Severity } from './fault.ts';
import type { FileName, RuleBookFiles } from './files.ts';
import type { Path } from './source.ts';

/** The files that fit their schema so far: a cross-check looks at what is there and is silent about the rest. */
export type Readable = Partial<RuleBookFiles>;

/** Notes one fault at a place of a file. */
export type Report = (file: FileName, path: Path, message: string, severity?: Severity) => void;
