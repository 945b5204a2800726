import { numberOf, objectOf, type Json } from '../wire/json.ts';

/** What goes wrong on purpose. */
export interface FaultSettings {
  /** Every acknowledgement on the long connection comes so late. */
  readonly ackDelayMs: number;
  /** The next so many acknowledgements never come, though the command was carried out. */
  readonly dropAcks: number;
  /** Subscribing is refused with this errcode; 0: it is not. */
  readonly refuseSubscribe: number;
  /** The next so many callbacks are delivered twice. */
  readonly duplicateCallbacks: number;
  /** Callbacks are lost although the connection lives. */
  readonly stopDelivering: boolean;
  /** The next so many HTTP API calls are answered with this errcode and do nothing. */
  readonly apiErrors: { readonly errcode: number; readonly times: number };
  /** The same for commands on the long connection. */
  readonly botErrors: { readonly errcode: number; readonly times: number };
}

const none: FaultSettings = {
  ackDelayMs: 0,
  dropAcks: 0,
  refuseSubscribe: 0,
  duplicateCallbacks: 0,
  stopDelivering: false,
  apiErrors: { errcode: 0, times: 0 },
  botErrors: { errcode: 0, times: 0 },
};

/** The switches tests turn; not kept across restarts. */
export function createFaults() {
  let settings = none;

  /** Uses up one of a counted fault; false when there is none left. */
  function useUp(name: 'dropAcks' | 'duplicateCallbacks'): boolean {
    if (settings[name] <= 0) return false;
    settings = { ...settings, [name]: settings[name] - 1 };
    return true;
  }

  /** Uses up one planned error and names its code; null when there is none left. */
  function nextError(name: 'apiErrors' | 'botErrors'): number | null {
    const { errcode, times } = settings[name];
    if (times <= 0) return null;
    settings = { ...settings, [name]: { errcode, times: times - 1 } };
    return errcode;
  }

  /** Sets the named switches and leaves the others; `{}` changes nothing. */
  function change(patch: Json): FaultSettings {
    settings = {
      ackDelayMs: numberOf(patch, 'ackDelayMs') ?? settings.ackDelayMs,
      dropAcks: numberOf(patch, 'dropAcks') ?? settings.dropAcks,
      refuseSubscribe: numberOf(patch, 'refuseSubscribe') ?? settings.refuseSubscribe,
      duplicateCallbacks: numberOf(patch, 'duplicateCallbacks') ?? settings.duplicateCallbacks,
      stopDelivering:
        typeof patch.stopDelivering === 'boolean' ? patch.stopDelivering : settings.stopDelivering,
      apiErrors: errors(objectOf(patch, 'apiErrors')) ?? settings.apiErrors,
      botErrors: errors(objectOf(patch, 'botErrors')) ?? settings.botErrors,
    };
    return settings;
  }

  function clear(): FaultSettings {
    settings = none;
    return settings;
  }

  return { current: () => settings, change, clear, useUp, nextError };
}
export type Faults = ReturnType<typeof createFaults>;

function errors(patch: Json | null): { errcode: number; times: number } | null {
  if (!patch) return null;
  return { errcode: numberOf(patch, 'errcode') ?? 45009, times: numberOf(patch, 'times') ?? 1 };
}
