/** What can be shown of a rejected call. */
import type { WireError } from '../wire/WireError';

function isWireError(thrown: unknown): thrown is WireError {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const { kind, message } = thrown as { kind?: unknown; message?: unknown };
  return (kind === 'refused' || kind === 'fault') && typeof message === 'string';
}

/** A rejection as a `WireError`; whatever else was thrown is a fault of the program. */
export function failure(thrown: unknown): WireError {
  if (isWireError(thrown)) return thrown;
  return {
    kind: 'fault',
    id: '',
    message:
      'The window could not reach the program behind it. What you did before is kept. Close Cloakroom and open it again.',
  };
}
