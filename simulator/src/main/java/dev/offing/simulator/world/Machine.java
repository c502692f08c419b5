package dev.offing.simulator.world;

/** What runs work for a node: not while it is paused, and never again once it is dead. */
final class Machine {
  private final Clockwork time;
  private boolean dead;
  private long pausedUntil;

  Machine(Clockwork time) {
    this.time = time;
  }

  void soon(Runnable work) {
    after(0, work);
  }

  void after(long ms, Runnable work) {
    time.after(ms, () -> run(work));
  }

  private void run(Runnable work) {
    if (dead) {
      return;
    }
    if (time.now() < pausedUntil) {
      time.at(pausedUntil, () -> run(work));
      return;
    }
    work.run();
  }

  void pauseUntil(long at) {
    pausedUntil = Math.max(pausedUntil, at);
  }

  void die() {
    dead = true;
  }

  boolean dead() {
    return dead;
  }
}
