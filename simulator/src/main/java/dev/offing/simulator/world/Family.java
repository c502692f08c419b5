package dev.offing.simulator.world;

import dev.offing.sync.ledger.DeviceKey;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ProtocolException;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.session.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What players do with several devices: they show a code on one and type it into another, look who
 * asks, let it in, take one off, keep a recovery key on paper, and use it. Each step goes over the
 * simulated network, and where it is lost, that was it.
 */
final class Family {
  /** A player looks every second who asks, so often. */
  private static final int LOOKS = 60;

  private static final long LOOK_MS = 1_000;

  private final World world;
  private final Map<Integer, DeviceKey> papers = new TreeMap<>();
  private final Map<String, Consumer<JsonNode>> waiting = new HashMap<>();
  private long calls;

  Family(World world) {
    this.world = world;
  }

  /** A device shows a code, and another one, that does not belong to the account, gets it typed. */
  void link(Device by) {
    call(
        by,
        Calls.LINK_CODE,
        new Calls.Nothing(),
        reply -> {
          Calls.LinkCodeResult offer = read(reply, Calls.LinkCodeResult.class);
          Device other = world.stranger(by);
          if (other != null) {
            other.step(new Event.Link(offer.code(), other.name()));
            look(by, LOOKS);
          }
        });
  }

  private void look(Device by, int left) {
    if (left == 0) {
      return;
    }
    world.time().after(LOOK_MS, () -> look(by, left - 1));
    call(
        by,
        Calls.LINK_CLAIMANT,
        new Calls.Nothing(),
        reply -> {
          String asks = read(reply, Calls.LinkClaimantResult.class).publicKey();
          if (asks != null) {
            world.watchers().forEach(w -> w.allowed(by, asks));
            call(by, Calls.LINK_ANSWER, new Calls.LinkAnswerParams(asks, true), _ -> {});
          }
        });
  }

  /** A device takes another one off. */
  void revoke(Device by, Device other) {
    String key = other.key();
    call(by, Calls.REVOKE, new Calls.RevokeParams(key), _ -> {});
  }

  /** A player keeps a new recovery key; it may be good also where no answer comes. */
  void keepPaper(Device by) {
    DeviceKey paper = world.keys().key(world.newKey(), world.settings().realProofs());
    papers.put(by.player(), paper);
    call(by, Calls.RECOVERY, new Calls.RecoveryParams(paper.publicKey()), _ -> {});
  }

  /** The disk of a device dies; it is bought anew and linked by what stands on paper. */
  void recover(Device device) {
    DeviceKey paper = papers.get(device.player());
    if (paper != null) {
      device.diskDies();
      device.step(new Event.Recover(paper, device.name()));
    }
  }

  // ---- calls ------------------------------------------------------------------------------------

  private void call(Device by, String action, Object params, Consumer<JsonNode> then) {
    String id = "f" + ++calls;
    waiting.put(id, then);
    by.step(new Event.Call(id, action, 1, world.codec().toTree(params)));
  }

  private <T> T read(JsonNode reply, Class<T> type) {
    return world.codec().fromTree(reply, type);
  }

  void answered(ServerMessage.Reply reply) {
    Consumer<JsonNode> then = waiting.remove(reply.id());
    @Nullable JsonNode result = reply.result();
    if (then != null && result != null) {
      try {
        then.accept(Objects.requireNonNull(result));
      } catch (ProtocolException _) {
        // spoilt on its way: the player does not see it
      }
    }
  }
}
