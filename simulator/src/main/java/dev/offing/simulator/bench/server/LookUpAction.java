package dev.offing.simulator.bench.server;

import dev.offing.server.action.Action;
import dev.offing.server.action.ActionParts;
import dev.offing.server.action.Caller;

/** An action that asks Redis for one key. On the class path of the measured server alone. */
public final class LookUpAction implements Action<EchoAction.Numbered> {
  /** Whether there is such a key. */
  public record Found(boolean found) {}

  @Override
  public String name() {
    return "lookUp";
  }

  @Override
  public String does() {
    return "Looks a key up.";
  }

  @Override
  public Class<EchoAction.Numbered> params() {
    return EchoAction.Numbered.class;
  }

  @Override
  public Class<Found> result() {
    return Found.class;
  }

  @Override
  public boolean readsOnly() {
    return true;
  }

  @Override
  public Found answer(Caller caller, EchoAction.Numbered asked, ActionParts parts) {
    return new Found(parts.links().recovers(Long.toString(asked.number())).isPresent());
  }
}
