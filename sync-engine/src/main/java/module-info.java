/**
 * The Offing engine: an account that plays on without a network, and agrees with its server to the
 * grain. {@link dev.offing.sync.SyncEngine} is where a game begins; docs/library.md takes you there
 * in ten minutes.
 *
 * <p>What is stable, within the rules of semantic versioning: {@code dev.offing.sync}, {@code
 * clock}, {@code economy}, {@code ledger}, {@code transport}, which a game uses; {@code mutation},
 * {@code account} and {@code protocol}, which a server uses; of {@code session} the types that
 * {@code SyncEngine} hands out, as its package says. A test compares it with the last release.
 */
// Okio, of OkHttp, is the one library that has a name for its module and no descriptor.
@SuppressWarnings("requires-automatic")
module dev.offing.sync {
  requires transitive org.jspecify;
  requires transitive tools.jackson.databind;
  requires com.fasterxml.jackson.annotation;
  requires java.sql;
  requires okhttp3;
  requires okio;
  requires org.slf4j;
  requires org.xerial.sqlitejdbc;
  requires tools.jackson.core;

  exports dev.offing.sync;
  exports dev.offing.sync.account;
  exports dev.offing.sync.clock;
  exports dev.offing.sync.economy;
  exports dev.offing.sync.ledger;
  exports dev.offing.sync.mutation;
  exports dev.offing.sync.protocol;
  exports dev.offing.sync.session;
  exports dev.offing.sync.transport;

  // The JSON of what the lower packages do not spell themselves.
  opens dev.offing.sync.protocol to
      tools.jackson.databind;
}
