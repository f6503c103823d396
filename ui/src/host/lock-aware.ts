/** The vault can be locked from behind: by its own clock, or because another window took over. */
import { failure } from './failure';
import type { Host } from './host';

/** The same host; when it answers that nobody is logged in, `onlocked` is told. */
export function lockAware(host: Host, onlocked: () => void): Host {
  return new Proxy(host, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        const answer: unknown = member.apply(target, given);
        if (!(answer instanceof Promise)) return answer;
        return answer.catch((thrown: unknown) => {
          const error = failure(thrown);
          if (error.kind === 'refused' && error.code === 'locked') onlocked();
          throw error;
        });
      };
    },
  });
}
