package dev.offing.simulator.proxy.toxic;

import dev.offing.simulator.world.Dice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The toxics on one direction of one connection, in the order in which they were added. Not
 * thread-safe.
 */
public final class Chain {

  /** Takes what leaves the chain. */
  @FunctionalInterface
  public interface Out {
    /**
     * @param at when it is to be sent, ns
     * @param heldBy whose work it is that this is not sooner; null for nobody's
     */
    void put(Piece piece, long at, @Nullable Dose heldBy);
  }

  private final Dice dice;
  private final List<Link> links = new ArrayList<>();
  private int made;

  /** One toxic, and when it last let something go. */
  private static final class Link {
    private final Dose dose;
    private final Stage stage;
    private long last;

    Link(Dose dose, Stage stage, long last) {
      this.dose = dose;
      this.stage = stage;
      this.last = last;
    }
  }

  /** Without toxics; by chance of these dice alone. */
  public Chain(Dice dice) {
    this.dice = dice;
  }

  /**
   * Has these toxics from now on. One that was there already stays what it is; one of another dose
   * takes over; a new one begins.
   *
   * @param now the moment, ns
   * @return whether a toxic was removed without which the connection cannot live
   */
  public boolean change(List<Dose> doses, long now) {
    List<Link> before = List.copyOf(links);
    links.clear();
    for (Dose dose : doses) {
      Link old = of(dose.name(), before);
      links.add(old != null && old.dose.equals(dose) ? old : begin(dose, old, now));
    }
    return before.stream()
        .anyMatch(old -> of(old.dose.name(), links) == null && old.stage.endsWhenRemoved());
  }

  private Link begin(Dose dose, @Nullable Link old, long now) {
    Stage stage = dose.on(dice.split(dose.name() + " " + made++), now);
    if (old != null) {
      stage.inherit(old.stage); // what the old one keeps is let go now
    }
    return new Link(dose, stage, now);
  }

  private static @Nullable Link of(String name, List<Link> links) {
    return links.stream().filter(it -> it.dose.name().equals(name)).findFirst().orElse(null);
  }

  /** Whether there is no toxic. */
  public boolean isEmpty() {
    return links.isEmpty();
  }

  /** Whether it has this very dose. */
  public boolean has(Dose dose) {
    return links.stream().anyMatch(it -> it.dose.equals(dose));
  }

  /** Whether much may wait for it. */
  public boolean buffers() {
    return links.stream().anyMatch(it -> it.stage.buffers());
  }

  /** Something comes. */
  public void take(Piece piece, long at, Out out) {
    pass(0, piece, at, null, out);
  }

  /** When a toxic wants to act though nothing comes, ns. */
  public long alarm() {
    long first = Time.NEVER;
    for (Link link : links) {
      first = Math.min(first, link.stage.alarm());
    }
    return first;
  }

  /** Lets those act that wanted to by now. */
  public void ring(long now, Out out) {
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      int next = i + 1;
      if (link.stage.alarm() <= now) {
        link.stage.ring(now, (piece, at) -> pass(next, piece, at, null, out));
      }
    }
  }

  private void pass(int index, Piece piece, long at, @Nullable Dose heldBy, Out out) {
    if (index == links.size()) {
      out.put(piece, at, heldBy);
      return;
    }
    Link link = links.get(index);
    Stage.Sink next =
        (done, when) -> {
          if (when == Time.NEVER) {
            // It stays here; who comes later in the chain must not wait for never.
            out.put(done, when, link.dose);
            return;
          }
          link.last = Math.max(link.last, when);
          pass(index + 1, done, link.last, link.last > at ? link.dose : heldBy, out);
        };
    switch (piece) {
      case Piece.Bytes bytes -> link.stage.take(bytes, at, next);
      case Piece.End end -> link.stage.end(end, at, next);
      case Piece.Mark mark -> next.put(mark, at);
    }
  }
}
