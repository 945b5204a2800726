/** A message that reached nobody: the conversation and every fallback were tried. */
export interface DeliveryCommand {
  readonly type: 'unreached';
  readonly effectId: string;
  /** Why, for the record: an error code, `no-group`, `not-acquainted`. */
  readonly reason: string;
}
