export type RefusalReason =
  | 'query' // a parameter is missing, given twice or has an impossible form
  | 'size'
  | 'envelope' // not the XML or JSON of protocol 1.3
  | 'signature'
  | 'ciphertext' // not base64 of whole blocks
  | 'plaintext' // does not decrypt to what an honest sender seals: wrong key, padding, length or UTF-8
  | 'receiver' // sealed for someone else
  | 'agent' // for another app of the corp
  | 'stale' // older or newer than ten minutes
  | 'message'; // authentic, but not a message or event as protocol 2 has them

/**
 * Something that came in by the callback's door and is not believed. `reason` is for our log only: to the outside all
 * refusals look the same, so that nobody can feel their way forward.
 */
export class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`callback refused: ${reason}`);
    this.reason = reason;
  }
}
