package dev.offing.server.account;

import dev.offing.sync.mutation.Mutation;

/**
 * The name of a gesture for ever: where it was written first, and its id (docs/design/sync.md 4.1).
 *
 * @param origin the incarnation that wrote it
 * @param id the mutation's
 */
public record IdKey(String origin, String id) {
  static IdKey of(Mutation mutation) {
    return new IdKey(mutation.origin().incarnation(), mutation.id());
  }
}
