package dev.offing.sync.mutation;

import dev.offing.sync.economy.Command;
import java.util.Objects;

/**
 * What a player did: the payload that is hashed, pushed and judged; immutable once written
 * (docs/design/sync.md 1).
 *
 * @param id a UUID, version 7, lowercase
 * @param origin where it was written first
 * @param at when, in milliseconds of the device's estimate of server time; from 2020 to 2100
 * @param command what
 * @param catalog hash of the catalog that the player saw
 */
public record Mutation(String id, Origin origin, long at, Command command, String catalog) {
  /** 2020-01-01T00:00:00Z. */
  public static final long EARLIEST_MS = 1_577_836_800_000L;

  /** 2100-01-01T00:00:00Z. */
  public static final long LATEST_MS = 4_102_444_800_000L;

  /** Checks the parts; a mutation that exists is well-formed. */
  public Mutation {
    UuidV7.require(id);
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(command, "command");
    Ids.unicode(command.kind(), "kind");
    command
        .args()
        .forEach((name, value) -> {
          Ids.unicode(name, "an argument");
          Ids.unicode(value, "an argument");
        });
    Ids.hash(catalog, "catalog");
    if (at < EARLIEST_MS || at > LATEST_MS) {
      throw new IllegalArgumentException("at must lie between 2020 and 2100");
    }
  }

  /** A clock's reading, moved into the years that a mutation may carry. */
  public static long clampAt(long atMs) {
    return Math.clamp(atMs, EARLIEST_MS, LATEST_MS);
  }

  /** The canonical payload. */
  public byte[] canonical() {
    Canonical c =
        Canonical.of("offing-mutation-1")
            .text("id", id)
            .text("origin.incarnation", origin.incarnation())
            .number("origin.seq", origin.seq())
            .number("at", at)
            .text("kind", command.kind())
            .number("args", command.args().size());
    command.args().forEach(c::text);
    c.text("catalog", catalog).number("run", command.run());
    if (command.maxCost() != null) {
      c.text("maxCost", command.maxCost().toString());
    }
    return c.toBytes();
  }

  /** SHA-256 of the canonical payload: tells a repeated mutation from another one under its id. */
  public String payloadHash() {
    return Canonical.sha256(canonical());
  }
}
