package dev.offing.client.console;

import dev.offing.sync.CallFailedException;
import dev.offing.sync.Linking;
import dev.offing.sync.session.DeviceRow;
import dev.offing.sync.session.LinkOffer;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The orders about the devices of an account. */
final class DeviceDesk {
  /** Plays on until something is so, for at most so long. */
  @FunctionalInterface
  interface Waiting {
    boolean until(BooleanSupplier so, long ms) throws InterruptedException;
  }

  private static final long ANSWER_MS = 60_000;

  /** As long as a code is good, and a little more. */
  private static final long LINK_MS = 330_000;

  private static final long LOOK_MS = 1_000;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Linking linking;
  private final PrintStream out;
  private final ZoneId zone;
  private final Waiting waiting;
  private final Runnable bell;
  private @Nullable DeviceRow asking;

  /**
   * At this console.
   *
   * @param bell is rung when there is an answer
   */
  DeviceDesk(Linking linking, PrintStream out, ZoneId zone, Waiting waiting, Runnable bell) {
    this.linking = linking;
    this.out = out;
    this.zone = zone;
    this.waiting = waiting;
    this.bell = bell;
  }

  /** Whether it came true. */
  boolean carryOut(Order order) throws InterruptedException {
    return switch (order) {
      case Order.Devices _ -> {
        linking.devices().forEach(it -> out.println("device " + described(it)));
        out.println(linking.recoverable() ? "recovery code: made" : "recovery code: none");
        yield true;
      }
      case Order.Link _ -> {
        LinkOffer offer = answer(linking.offer(), ANSWER_MS);
        if (offer != null) {
          String until = CLOCK.format(Instant.ofEpochMilli(offer.expiresAt()).atZone(zone));
          out.println("code " + offer.code() + " until " + until);
        }
        yield offer != null;
      }
      case Order.Asks it -> asks(it.ms());
      case Order.Answer it -> {
        DeviceRow who = asking;
        if (who == null) {
          out.println("failed nobody was seen to ask: type asks first");
          yield false;
        }
        yield done(linking.answer(who, it.allowed()), it.allowed() ? "allowed" : "refused");
      }
      case Order.Join it -> joined(linking.link(it.code(), it.name()));
      case Order.Recover it -> joined(linking.recover(it.code(), it.name()));
      case Order.Revoke it -> revoke(it.mark());
      case Order.Recovery _ -> {
        String code = answer(linking.recoveryCode(), ANSWER_MS);
        if (code != null) {
          out.println("recovery " + code);
        }
        yield code != null;
      }
      default -> throw new IllegalArgumentException("not about devices: " + order);
    };
  }

  private boolean asks(long ms) throws InterruptedException {
    asking = null;
    long looks = Math.max(1, ms / LOOK_MS);
    for (long i = 0; i < looks; i++) {
      Optional<DeviceRow> found = answer(linking.claimant(), ANSWER_MS);
      if (found == null) {
        return false;
      }
      if (found.isPresent()) {
        asking = found.get();
        out.println("asks " + described(found.get()));
        return true;
      }
      waiting.until(() -> false, LOOK_MS);
    }
    out.println("failed nobody asks");
    return false;
  }

  private boolean joined(CompletableFuture<@Nullable Void> asked) throws InterruptedException {
    var _ = asked.whenComplete((_, _) -> bell.run());
    if (!waiting.until(asked::isDone, LINK_MS)) {
      linking.stop();
    }
    return done(asked, "linked");
  }

  private boolean revoke(String mark) throws InterruptedException {
    for (DeviceRow device : linking.devices()) {
      if (device.mark().replace(" ", "").equals(mark)) {
        return done(linking.revoke(device), "revoked " + device.mark());
      }
    }
    out.println("failed there is no device " + mark + " (devices lists them)");
    return false;
  }

  private static String described(DeviceRow it) {
    String name = it.name().isEmpty() ? "the first device" : it.name();
    return it.mark() + " " + name + (it.own() ? " (this one)" : "");
  }

  private boolean done(CompletableFuture<@Nullable Void> asked, String said)
      throws InterruptedException {
    boolean well = answered(asked, ANSWER_MS);
    if (well) {
      out.println(said);
    }
    return well;
  }

  private <T> @Nullable T answer(CompletableFuture<T> asked, long ms) throws InterruptedException {
    return answered(asked, ms) ? asked.join() : null;
  }

  private boolean answered(CompletableFuture<?> asked, long ms) throws InterruptedException {
    var _ = asked.whenComplete((_, _) -> bell.run());
    if (!waiting.until(asked::isDone, ms)) {
      out.println("failed the server does not answer");
      return false;
    }
    try {
      asked.join();
      return true;
    } catch (CompletionException e) {
      String why =
          e.getCause() instanceof CallFailedException it
              ? String.valueOf(it.getMessage())
              : String.valueOf(e.getCause());
      out.println("failed " + why);
      return false;
    }
  }
}
