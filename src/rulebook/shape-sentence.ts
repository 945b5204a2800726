import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Path } from './source.ts';

const typeNames: Readonly<Record<string, string>> = {
  string: '一段文字（数字和日期要加引号）',
  integer: '一个整数',
  number: '一个数',
  boolean: 'true 或 false',
  array: '一个列表：每项以“- ”开头，或写成 [甲, 乙]',
  object: '若干行“名称: 值”',
};

/** A schema fault in a district office's words, or null when another fault of the same place says it better. */
export function shapeSentence(error: ErrorObject, path: Path): string | null {
  const { keyword, data } = error;
  const params: Readonly<Record<string, unknown>> = error.params;
  const schema = asRecord(error.parentSchema);
  const here = `“${labelOf(path)}”`;
  switch (keyword) {
    case 'required':
      return `缺少“${show(params['missingProperty'])}”${explained(schema, params['missingProperty'])}，请补上`;
    case 'additionalProperties':
      return `不认识${here}，请删去或改成：${Object.keys(asRecord(schema['properties'])).join('、')}`;
    case 'type':
      if (params['type'] === 'object' && typeof data === 'string' && data.includes('：'))
        return `${here}里误用了全角冒号“：”，名称后面要写半角冒号加空格（“: ”）`;
      return `${here}应是${typeWords(params['type'])}，现在是：${show(data)}`;
    case 'enum':
      return `${here}不能写“${show(data)}”，只能是：${asList(params['allowedValues']).join('、')}`;
    case 'const':
      return `${here}只能是：${show(params['allowedValue'])}`;
    case 'pattern':
      return `${here}写成了“${show(error.propertyName ?? data)}”，${show(schema['patternErrorMessage'] ?? '格式不对')}`;
    case 'minItems':
      return `${here}至少要有 ${show(params['limit'])} 项`;
    case 'maxItems':
    case 'items':
      return `${here}最多 ${show(params['limit'])} 项`;
    case 'uniqueItems':
      return `${here}里有重复的项（第 ${String(Number(params['j']) + 1)} 项和第 ${String(Number(params['i']) + 1)} 项），请删去一个`;
    case 'minimum':
      return `${here}不能小于 ${show(params['limit'])}`;
    case 'maximum':
      return `${here}不能大于 ${show(params['limit'])}`;
    case 'minLength':
      return `${here}不能空着`;
    case 'maxLength':
      return `${here}太长，最多 ${show(params['limit'])} 个字`;
    case 'if':
    case 'propertyNames':
      return null;
    default:
      return `${here}不合要求（${error.message ?? keyword}）`;
  }
}

/** Where two forms are taken, both are named. */
function typeWords(types: unknown): string {
  const names = Array.isArray(types) ? types.map(show) : [show(types)];
  return names.map((one) => typeNames[one] ?? one).join('或');
}

function labelOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return '文件内容';
  if (!/^\d{1,3}$/.test(String(last))) return String(last);
  const list = path.at(-2);
  return `${list === undefined ? '' : `${list} `}第 ${Number(last) + 1} 项`;
}

function explained(schema: Readonly<Record<string, unknown>>, key: unknown): string {
  const { description } = asRecord(asRecord(schema['properties'])[show(key)]);
  return typeof description === 'string' ? `（${description}）` : '';
}

function show(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '空';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function asList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(show) : [];
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
