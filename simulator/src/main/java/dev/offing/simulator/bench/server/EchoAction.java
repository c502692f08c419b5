package dev.offing.simulator.bench.server;

import dev.offing.server.action.Action;
import dev.offing.server.action.ActionParts;
import dev.offing.server.action.Caller;

/** An action that does nothing. On the class path of the measured server alone. */
public final class EchoAction implements Action<EchoAction.Numbered> {
  /** What is said, and said back. */
  public record Numbered(long number) {}

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public String does() {
    return "Says a number back.";
  }

  @Override
  public Class<Numbered> params() {
    return Numbered.class;
  }

  @Override
  public Class<Numbered> result() {
    return Numbered.class;
  }

  @Override
  public boolean readsOnly() {
    return true;
  }

  @Override
  public Numbered answer(Caller caller, Numbered asked, ActionParts parts) {
    return asked;
  }
}
