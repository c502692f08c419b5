package dev.offing.simulator.proxy.api;

import dev.offing.simulator.proxy.CuttingProxy;
import dev.offing.simulator.proxy.CuttingProxy.Armed;
import dev.offing.simulator.proxy.CuttingProxy.Direction;
import dev.offing.simulator.proxy.Pretence;
import dev.offing.simulator.proxy.toxic.Dose;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A toxic that is on, and what it does to a proxy. Guarded by the lock of {@link Proxies}. */
final class Active {
  private final Toxic toxic;

  /** Of one that befalls bytes; the same for as long as it is not changed. */
  private final @Nullable Dose dose;

  /** Of one that befalls messages, once it is at work. */
  private @Nullable Armed armed;

  private Active(Toxic toxic, @Nullable Dose dose) {
    this.toxic = toxic;
    this.dose = dose;
  }

  static Active of(Toxic toxic) {
    return new Active(
        toxic,
        toxic.type() instanceof ToxicType.Stream stream
            ? new Dose(
                toxic.name(),
                toxic.toxicity(),
                (dice, now) -> stream.toxic().stage(toxic.settings(), dice, now))
            : null);
  }

  Toxic toxic() {
    return toxic;
  }

  /** What it adds in a direction. */
  Stream<Dose> doses(Direction way) {
    boolean here =
        toxic.direction() == way
            || (toxic.type() instanceof ToxicType.Stream stream && stream.toxic().bothWays());
    return here ? Stream.ofNullable(dose) : Stream.empty();
  }

  /** Who answers in place of the server. */
  Stream<Pretence> pretences() {
    return toxic.type() instanceof ToxicType.Handshake handshake
        ? Stream.of(new Pretence(handshake.manner(), toxic.toxicity()))
        : Stream.empty();
  }

  /** Puts its rule to work, once. */
  void arm(CuttingProxy proxy) {
    if (armed == null && toxic.type() instanceof ToxicType.Frame frame) {
      armed = proxy.arm(frame.toxic().rule(toxic.settings(), toxic.direction()), toxic.toxicity());
    }
  }

  /** Takes its rule off; what it held goes on. */
  void disarm() {
    if (armed != null) {
      armed.release();
      armed = null;
    }
  }
}
