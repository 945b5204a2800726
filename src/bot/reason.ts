/** A correction and the reason that follows it: “更正 0007 主办改为住建局 理由：属工地管理”. */
export function splitReason(text: string): { readonly words: string; readonly reason: string } {
  const found = /[\s,，。;；]*(?:理由|原因|因为)(?:是|为)?[:：\s]*(\S[^]*)$/u.exec(text);
  const [whole = '', reason = ''] = found ?? [];
  // A sentence that begins with its reason has nothing before it to correct.
  if (found === null || found.index === 0) return { words: text, reason: '' };
  return { words: text.slice(0, text.length - whole.length), reason: reason.trim() };
}
